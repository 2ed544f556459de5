using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>Model files: a zip of a JSON manifest and raw weights.</summary>
public sealed class ModelTarget : IFuzzTarget
{
    /// <summary>Small networks that hold every kind of layer.</summary>
    internal static readonly NetworkDefinition[] Definitions =
    [
        new("tiny", new LayerShape(1, 6, 6), 3, [new Convolution2D(2, 3), new BatchNormalization(), new Relu(), new MaxPooling(2), new Dense(3)]),
        new("other", new LayerShape(2, 5, 4), 2, [new Convolution2D(3, 3), new Tanh(), new Dense(4), new Sigmoid(), new Dropout(0.5f), new Dense(2)]),
    ];

    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. Definitions.Select(Seed)];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => ZipMutator.Mutate(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input) => ModelFile.Load(new MemoryStream(input));

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidModelException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (4L << 20) + ModelFile.MaxManifestBytes + (64L * input.Length);

    private static byte[] Seed(NetworkDefinition definition)
    {
        using var file = new MemoryStream();
        ModelFile.Save(new TrainedModel(Network.Create(definition, 7)), file);
        return file.ToArray();
    }
}
