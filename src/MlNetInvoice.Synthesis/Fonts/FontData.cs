using System.Buffers.Binary;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Big-endian numbers of a font file; every read is checked against the end.</summary>
internal readonly struct FontData(ReadOnlyMemory<byte> bytes)
{
    public int Length => bytes.Length;

    public ReadOnlySpan<byte> Span => bytes.Span;

    public int U8(int at) => At(at, 1)[0];

    public int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(At(at, 2));

    public int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(At(at, 2));

    public long U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(At(at, 4));

    /// <summary>An offset that must lie within the file.</summary>
    public int Offset32(int at)
    {
        long value = U32(at);
        return value <= Length ? (int)value : throw new InvalidDataSetException($"The font points to byte {value}, but has only {Length}.");
    }

    public FontData Slice(int at, int length)
    {
        if (at < 0 || length < 0 || at > Length - length)
        {
            throw new InvalidDataSetException($"The font wants {length} bytes from byte {at}, but has only {Length}.");
        }

        return new FontData(bytes.Slice(at, length));
    }

    private ReadOnlySpan<byte> At(int at, int length) => at >= 0 && at <= Length - length
        ? bytes.Span.Slice(at, length)
        : throw new InvalidDataSetException($"The font ends at byte {Length}, within a number at byte {at}.");
}
