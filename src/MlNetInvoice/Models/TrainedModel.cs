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

    /// <summary>A larger model that reads again what this one is not sure of, or null. Part of the same model file.</summary>
    public TrainedModel? Expert { get; private init; }

    /// <summary>The same model with another expert.</summary>
    /// <param name="expert">A model of the same input and classes that has no expert of its own; null takes the expert away.</param>
    /// <exception cref="InvalidModelException">The expert reads other pictures or other classes, cannot slide along a line, or has an expert itself.</exception>
    public TrainedModel WithExpert(TrainedModel? expert)
    {
        if (expert is not null)
        {
            CheckExpert(expert);
        }

        return new TrainedModel(Network, Manifest) { Expert = expert };
    }

    private void CheckExpert(TrainedModel expert)
    {
        NetworkDefinition own = Network.Definition;
        NetworkDefinition other = expert.Network.Definition;
        string? fault = expert.Expert is not null ? "has an expert itself"
            : other.Input != own.Input ? $"reads images of {other.Input} instead of {own.Input}"
            : !expert.Manifest.Classes.SequenceEqual(Manifest.Classes) ? "has other classes"
            : !SlidingNetwork.CanSlide(other) ? "cannot slide along a line"
            : null;
        if (fault is not null)
        {
            throw new InvalidModelException($"The model \"{other.Name}\" cannot be the expert of \"{own.Name}\": it {fault}.");
        }
    }

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
