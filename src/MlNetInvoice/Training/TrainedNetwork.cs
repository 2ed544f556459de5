using MlNetInvoice.Networks;
using MlNetInvoice.Networks.Execution;

namespace MlNetInvoice.Training;

/// <summary>The network that a training works on, which has more layers than the one that was asked for while <see cref="TrainingOptions.Normalize"/> is on.</summary>
internal sealed class TrainedNetwork
{
    private TrainedNetwork(NetworkDefinition definition, Network network)
    {
        Definition = definition;
        Network = network;
    }

    /// <summary>The network that was asked for.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The network that is trained.</summary>
    public Network Network { get; }

    /// <summary>Fresh weights.</summary>
    public static TrainedNetwork Create(NetworkDefinition definition, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        return new TrainedNetwork(definition, Network.Create(GetTrained(definition, options), options.Seed));
    }

    /// <summary>A copy of weights to go on from.</summary>
    public static TrainedNetwork From(Network initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        return new TrainedNetwork(initial.Definition, initial.Clone());
    }

    /// <summary>The weights of a state.</summary>
    public static TrainedNetwork From(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Network network = Network.CreateEmpty(GetTrained(state.Definition, state.Options));
        state.Weights.CopyTo(network.Values);
        return new TrainedNetwork(state.Definition, network);
    }

    /// <summary>How many values a training of a network has.</summary>
    public static int CountValues(NetworkDefinition definition, TrainingOptions options) => Network.CreateEmpty(GetTrained(definition, options)).Values.Length;

    /// <summary>The network that was asked for, with these values of the trained one.</summary>
    public Network GetResult(ReadOnlySpan<float> values)
    {
        Network result = Network.Clone();
        values.CopyTo(result.Values);
        return ReferenceEquals(Network.Definition, Definition) ? result : result.FoldNormalization();
    }

    private static NetworkDefinition GetTrained(NetworkDefinition definition, TrainingOptions options) => options.Normalize ? NormalizationFolding.AddTo(definition) : definition;
}
