using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlNetInvoice.MLNet;

/// <summary>
/// How a network stands in an ML.NET .zip: as a chain of ML.NET's own transformers that carries the model file (see <see cref="Payload"/>) and scores by a custom
/// mapping, which decodes it once.
/// </summary>
internal static class SavedNetwork
{
    /// <summary>Most classes that a custom mapping, whose output size is fixed when it is compiled, has room for: all that a network can have.</summary>
    public const int MaxClasses = 256;

    public const string PaddedScores = "MlNetInvoice.PaddedScores";

    public const string Class = "MlNetInvoice.Class";

    public const string Features = "MlNetInvoice.Features";

    /// <summary>The chain that is written. It drops the columns of its own at the end.</summary>
    public static ICanSaveModel Create(MLContext mlContext, NetworkTransformer network)
    {
        string payload = new NetworkPayload(network.FeatureColumnName, network.LabelColumnName, network.TrainedModel).ToText();
        DataViewSchema schema = NetworkScorer.ColumnOf(network.FeatureColumnName, network.Model.Definition.InputLength);
        IEnumerable<KeyValuePair<uint, string>> names = network.ClassNames.Select((name, i) => KeyValuePair.Create((uint)i, name));
        return Payload.Carry(mlContext, payload)
            .Append(mlContext.Transforms.CopyColumns(Features, network.FeatureColumnName))
            .Append(mlContext.Transforms.CustomMapping(new ScoreMapping().GetMapping(), ScoreMapping.ContractName))
            .Append(new FirstSlots(mlContext, "Score", PaddedScores, network.ClassNames.Count))
            .Append(mlContext.Transforms.Conversion.MapValue("PredictedLabel", names, Class, treatValuesAsKeyType: true))
            .Append(mlContext.Transforms.DropColumns(Payload.KeyColumn, Payload.TextColumn, Features, PaddedScores, Class))
            .Fit(new EmptyRows(schema));
    }

    /// <summary>The last network in a transformer, or null.</summary>
    public static NetworkTransformer? Find(MLContext mlContext, ITransformer model)
    {
        switch (model)
        {
            case NetworkTransformer network:
                return network;
            case NetworkSweepTransformer sweep:
                return sweep.Best;
            case IEnumerable<ITransformer> chain:
                return chain.Reverse().Select(inner => Find(mlContext, inner)).FirstOrDefault(found => found is not null);
            case ValueMappingTransformer mapping when Payload.TryRead(mlContext, mapping) is string text && NetworkPayload.IsOne(text):
                NetworkPayload payload = NetworkPayload.Parse(text);
                return new NetworkTransformer(mlContext, payload.Model, payload.FeatureColumnName, payload.LabelColumnName);
            default:
                return null;
        }
    }
}
