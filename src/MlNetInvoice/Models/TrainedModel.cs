using MlNetInvoice.Networks;

namespace MlNetInvoice.Models;

/// <summary>A network with all that is known about it: what a model file holds.</summary>
public sealed class TrainedModel
{
    /// <summary>Puts a network and its description together.</summary>
    /// <param name="network">The network; not to be changed afterwards.</param>
    /// <param name="manifest">Its description, of the same architecture.</param>
    /// <exception cref="InvalidModelException">The two do not fit each other.</exception>
    public TrainedModel(Network network, ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(manifest);
        if (!ReferenceEquals(network.Definition, manifest.Architecture) && network.Definition.ToJson() != manifest.Architecture.ToJson())
        {
            throw new InvalidModelException(
                $"The network is of the architecture {network.Definition.Name}, but its manifest describes another, {manifest.Architecture.Name}.");
        }

        ManifestJson.Check(manifest);
        Network = network;
        Manifest = manifest;
    }

    /// <summary>A network whose classes are the ten digits (or 0, 1, 2, … where it has another number of classes).</summary>
    /// <param name="network">The network; not to be changed afterwards.</param>
    public TrainedModel(Network network)
        : this(network, Describe(network))
    {
    }

    /// <summary>The network with its weights.</summary>
    public Network Network { get; }

    /// <summary>What is known about it.</summary>
    public ModelManifest Manifest { get; }

    private static ModelManifest Describe(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ModelManifest
        {
            Architecture = network.Definition,
            Classes = [.. Enumerable.Range(0, network.Definition.ClassCount).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        };
    }
}
