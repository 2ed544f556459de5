using System.Buffers.Binary;

namespace MlNetInvoice.Models.Onnx;

/// <summary>A tensor of an ONNX file; its values stay where they are in the file until they are asked for.</summary>
internal sealed record OnnxTensor(string Name, long Type, IReadOnlyList<long> Sizes, ReadOnlyMemory<byte> Content, bool IsExternal)
{
    private const long FloatType = 1;

    public string Shape => $"[{string.Join(", ", Sizes)}]";

    /// <summary>Copies the values into a place for exactly so many; the caller has compared the shape.</summary>
    public void CopyTo(Span<float> target)
    {
        if (IsExternal)
        {
            throw new InvalidModelException($"Tensor \"{Name}\" lies in another file; only ONNX files that hold their weights are read.");
        }

        if (Type != FloatType)
        {
            throw new InvalidModelException($"Tensor \"{Name}\" has data type {Type}, but weights must be float32 (1).");
        }

        ReadOnlySpan<byte> bytes = Content.Span;
        if (bytes.Length != (long)target.Length * sizeof(float))
        {
            throw new InvalidModelException($"Tensor \"{Name}\" of shape {Shape} holds {bytes.Length} bytes, but {(long)target.Length * sizeof(float)} belong to it.");
        }

        for (int index = 0; index < target.Length; index++)
        {
            target[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
            if (!float.IsFinite(target[index]))
            {
                throw new InvalidModelException(FormattableString.Invariant($"Tensor \"{Name}\": value {index} is {target[index]}; weights must be finite."));
            }
        }
    }
}
