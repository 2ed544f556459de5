using Microsoft.ML;
using MlNetInvoice.Networks;

namespace MlNetInvoice.MLNet;

/// <summary>The columns around a network that another runtime scores: in and out they are those of the network's own transformer.</summary>
internal static class ForeignScoring
{
    /// <summary>Checks the arguments, then makes the step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="mlContext">The context.</param>
    /// <param name="featureColumnName">Column of the images.</param>
    /// <param name="classNames">The classes in the order of the scores; null names them by their numbers.</param>
    /// <param name="inputName">What the runtime calls its input.</param>
    /// <param name="outputName">What it calls the scores.</param>
    /// <param name="scorer">Makes the runtime's own step; called when the arguments are in order.</param>
    /// <exception cref="ArgumentException">There is not one distinct name per class, or the network has more than one input channel.</exception>
    public static IEstimator<ITransformer> Create(
        Network network,
        MLContext mlContext,
        string featureColumnName,
        IReadOnlyList<string>? classNames,
        string inputName,
        string outputName,
        Func<Network, MLContext, IEstimator<ITransformer>> scorer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        NetworkTrainer.CheckChannels(network.Definition, nameof(network));
        IReadOnlyList<string> names = ClassNames.For(network.Definition.ClassCount, classNames);
        IEnumerable<KeyValuePair<uint, string>> keys = names.Select((name, i) => KeyValuePair.Create((uint)i, name));
        return mlContext.Transforms.CopyColumns(inputName, featureColumnName)
            .Append(scorer(network, mlContext))
            .Append(mlContext.Transforms.CopyColumns("Score", outputName))
            .Append(mlContext.Transforms.CustomMapping(new BestClassMapping().GetMapping(), BestClassMapping.ContractName))
            .Append(mlContext.Transforms.Conversion.MapValue("PredictedLabel", keys, SavedNetwork.Class, treatValuesAsKeyType: true))
            .Append(mlContext.Transforms.DropColumns(inputName, outputName, SavedNetwork.Class));
    }
}
