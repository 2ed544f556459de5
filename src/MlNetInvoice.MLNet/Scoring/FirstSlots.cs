using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>
/// Takes the first slots of a vector. ML.NET's slots dropper does it and goes into a .zip; the public way to one is to let a feature selection count slots of a row
/// that is 1 where a slot is wanted.
/// </summary>
internal sealed class FirstSlots(MLContext mlContext, string outputColumnName, string inputColumnName, int count) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Slots)].ColumnName = inputColumnName;
        float[] wanted = [.. Enumerable.Range(0, SavedNetwork.MaxClasses).Select(i => i < count ? 1f : 0f)];
        return Selection().Fit(mlContext.Data.LoadFromEnumerable([new Row { Slots = wanted }], schema));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Selection().GetOutputSchema(inputSchema);

    private CountFeatureSelectingEstimator Selection() =>
        mlContext.Transforms.FeatureSelection.SelectFeaturesBasedOnCount(outputColumnName, inputColumnName, count: 1);

    private sealed class Row
    {
        [VectorType(SavedNetwork.MaxClasses)]
        public float[] Slots { get; set; } = [];
    }
}
