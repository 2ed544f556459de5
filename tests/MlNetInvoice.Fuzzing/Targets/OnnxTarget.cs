using MlNetInvoice.Fuzzing.Mutation;
using MlNetInvoice.Models.Onnx;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Fuzzing.Targets;

/// <summary>ONNX files, as the importer takes them.</summary>
public sealed class OnnxTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "onnx";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. ModelTarget.Definitions.Select(definition => OnnxExporter.Export(Network.Create(definition, 7)))];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, Random random) => ProtobufMutator.Mutate(seed, other, random);

    /// <inheritdoc/>
    public void Read(byte[] input) => OnnxImporter.Import(input);

    /// <inheritdoc/>
    public bool IsDocumented(Exception fault) => fault is InvalidModelException;

    /// <inheritdoc/>
    public long AllocationCap(byte[] input) => (4L << 20) + (64L * input.Length);
}
