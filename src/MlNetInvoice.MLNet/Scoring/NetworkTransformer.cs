using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>
/// A trained network in an ML.NET pipeline: adds <c>Score</c> (a probability a class, summing to 1, in the order of <see cref="ClassNames"/>, its slots named by them) and
/// <c>PredictedLabel</c> (a key in the same order, carrying the names). Immutable; safe to share between threads, since all rows share one thread-safe classifier.
/// </summary>
/// <remarks>
/// Where the rows carry the label column with its keys in another order, the label is restated in the order of the scores, so that <c>Evaluate</c> and
/// <c>CrossValidate</c> compare like with like. Saved by <c>mlContext.Model.Save</c>, the weights are inside the .zip; what <c>mlContext.Model.Load</c> gives back is a
/// chain of ML.NET's own transformers with the same scores bit for bit, from which <see cref="TryUnwrap"/> restores this class.
/// </remarks>
public sealed class NetworkTransformer : ISingleFeaturePredictionTransformer<Network>
{
    private readonly MLContext _mlContext;
    private readonly NetworkScorer _scorer;

    internal NetworkTransformer(MLContext mlContext, TrainedModel model, string featureColumnName, string? labelColumnName)
    {
        _mlContext = mlContext;
        TrainedModel = model;
        FeatureColumnName = featureColumnName;
        LabelColumnName = labelColumnName;
        FeatureColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Network.Definition.InputLength);
        _scorer = new NetworkScorer(mlContext, new NetworkClassifier(model.Network), featureColumnName, ClassNames);
    }

    /// <summary>The trained network. Do not change its values: the transformer scores with a copy of its own, but saves these.</summary>
    public Network Model => TrainedModel.Network;

    /// <summary>The network with all that is known about it, as <see cref="ModelFile.Save(TrainedModel, string)"/> writes it for the rest of the library.</summary>
    public TrainedModel TrainedModel { get; }

    /// <summary>Column of the images.</summary>
    public string FeatureColumnName { get; }

    /// <summary>Its type: a vector of <see cref="float"/> of the network's input length.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <summary>Column of the labels that it was trained on, or null for a network that came from elsewhere.</summary>
    public string? LabelColumnName { get; }

    /// <summary>The classes in the order of the scores.</summary>
    public IReadOnlyList<string> ClassNames => TrainedModel.Manifest.Classes;

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>Puts a model, such as one from a model file, into a pipeline.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">A trained network of one input channel.</param>
    /// <param name="featureColumnName">Column of the images.</param>
    /// <exception cref="ArgumentException">The network has more than one input channel.</exception>
    public static NetworkTransformer Create(MLContext mlContext, TrainedModel model, string featureColumnName = "Features")
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        NetworkTrainer.CheckChannels(model.Network.Definition, nameof(model));
        return new NetworkTransformer(mlContext, model, featureColumnName, null);
    }

    /// <summary>Finds the network in a transformer: one of this class, or what <c>mlContext.Model.Load</c> made of one, also inside a chain.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">A transformer, usually a chain.</param>
    /// <param name="transformer">The last network in it, ready to score the column it was trained on; <see cref="Model"/> gives the network.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidModelException">The model holds a network of this library, but its bytes are damaged.</exception>
    public static bool TryUnwrap(MLContext mlContext, ITransformer model, [NotNullWhen(true)] out NetworkTransformer? transformer)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        transformer = SavedNetwork.Find(mlContext, model);
        return transformer is not null;
    }

    /// <summary>The columns after this transformer.</summary>
    /// <param name="inputSchema">The columns before.</param>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Stages(inputSchema).GetOutputSchema(inputSchema);

    /// <summary>Scores a view, lazily.</summary>
    /// <param name="input">Holds the feature column.</param>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Stages(input.Schema).Transform(input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Stages(inputSchema).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedNetwork.Create(_mlContext, this).Save(ctx);

    private ITransformer Stages(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (inputSchema.GetColumnOrNull(FeatureColumnName)?.Type is VectorDataViewType { IsKnownSize: true } vector && vector.Size != Model.Definition.InputLength)
        {
            // A custom mapping takes a vector of any size; trainers of ML.NET refuse another one than they were trained on.
            throw new ArgumentOutOfRangeException(
                nameof(inputSchema), $"Schema mismatch for feature column '{FeatureColumnName}': expected {FeatureColumnType}, got {vector}");
        }

        ITransformer scoring = _scorer.Transformer;
        if (LabelColumnName is null || inputSchema.GetColumnOrNull(LabelColumnName)?.Type is not KeyDataViewType)
        {
            return scoring;
        }

        DataViewSchema.Column label = inputSchema[LabelColumnName];
        LabelOrder order = LabelOrder.Read(label, ClassNames.Count, ClassNames);
        return order.IsStraight ? scoring : new TransformerChain<ITransformer>(LabelRestatement.Create(_mlContext, label, order), scoring);
    }
}
