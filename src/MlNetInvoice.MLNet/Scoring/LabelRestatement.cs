using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetInvoice.MLNet;

/// <summary>Restates a label column, whose keys are in any order, as keys in the order of the scores.</summary>
internal static class LabelRestatement
{
    public static ITransformer Create(MLContext mlContext, DataViewSchema.Column label, LabelOrder order)
    {
        SchemaDefinition input = SchemaDefinition.Create(typeof(Given));
        input[nameof(Given.Label)].ColumnName = label.Name;
        input[nameof(Given.Label)].ColumnType = label.Type;
        SchemaDefinition output = SchemaDefinition.Create(typeof(Restated));
        SchemaDefinition.Column column = output[nameof(Restated.Label)];
        column.ColumnName = label.Name;
        column.ColumnType = new KeyDataViewType(typeof(uint), order.ClassNames.Count);
        column.AddAnnotation(
            "KeyValues",
            new VBuffer<ReadOnlyMemory<char>>(order.ClassNames.Count, [.. order.ClassNames.Select(n => n.AsMemory())]),
            new VectorDataViewType(TextDataViewType.Instance, order.ClassNames.Count));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(label.Name, label.Type);

        // ML.NET gives keys to objects counted from 1 (0 is missing), but takes them from objects counted from 0 (too large is missing).
        return mlContext.Transforms.CustomMapping<Given, Restated>(
            (given, restated) => restated.Label = given.Label == 0 || given.Label > order.KeyCount ? uint.MaxValue : (uint)order.ClassOf(given.Label),
            null,
            input,
            output).Fit(new EmptyRows(schema.ToSchema()));
    }

    private sealed class Given
    {
        public uint Label { get; set; }
    }

    private sealed class Restated
    {
        public uint Label { get; set; }
    }
}
