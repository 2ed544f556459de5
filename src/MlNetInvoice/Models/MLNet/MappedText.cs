using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlNetInvoice.Models.MLNet;

/// <summary>
/// The file in which ML.NET keeps a value mapping of one text to another (<c>DefaultMap.idv</c>, a binary data view of one row): a header of 256 bytes, one compressed block
/// per column, one lookup per column, the table of contents, the tail. Only what this library's own pipelines hold is read: columns Key and Value, one row.
/// </summary>
internal static class MappedText
{
    private const int HeaderLength = 256;
    private const int TocOffsetAt = 24;
    private const int TailOffsetAt = 32;
    private const int LookupLength = 16;
    private const int MaxDeflateRatio = 1032;

    // A lookup per column: where its block begins, its compressed and its whole length. The two stand before the table of contents.
    private const int BlockAt = 0;
    private const int CompressedAt = 8;
    private const int LengthAt = 12;

    /// <summary>The text that the one key is mapped to, or null if the file maps something else.</summary>
    public static string? TryRead(ReadOnlySpan<byte> file)
    {
        if (!TryFindValue(file, out int lookup))
        {
            return null;
        }

        long start = BinaryPrimitives.ReadInt64LittleEndian(file[(lookup + BlockAt)..]);
        int compressed = BinaryPrimitives.ReadInt32LittleEndian(file[(lookup + CompressedAt)..]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(file[(lookup + LengthAt)..]);
        if (start < HeaderLength || compressed < 1 || start + compressed > file.Length || length < 9 || length > (long)compressed * MaxDeflateRatio)
        {
            return null;
        }

        byte[] block = new byte[length];
        using var deflate = new DeflateStream(new MemoryStream(file.Slice((int)start, compressed).ToArray()), CompressionMode.Decompress);
        if (deflate.ReadAtLeast(block, length, throwOnEndOfStream: false) < length)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(block));
        return reader.ReadInt32() == 1 && reader.ReadInt32() is >= 0 ? reader.ReadString() : null;
    }

    /// <summary>The same file with another text.</summary>
    /// <param name="file">A file that <see cref="TryRead"/> reads.</param>
    /// <param name="text">The new text, of ASCII characters.</param>
    public static byte[] Replace(ReadOnlySpan<byte> file, string text)
    {
        if (!TryFindValue(file, out int lookup))
        {
            throw new InvalidModelException("The template of an ML.NET .zip is damaged.");
        }

        using var block = new MemoryStream();
        using (var writer = new BinaryWriter(block, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(1);
            writer.Write(text.Length);
            writer.Write(text);
        }

        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            block.WriteTo(deflate);
        }

        int start = (int)BinaryPrimitives.ReadInt64LittleEndian(file[(lookup + BlockAt)..]);
        int moved = (int)compressed.Length - BinaryPrimitives.ReadInt32LittleEndian(file[(lookup + CompressedAt)..]);
        int after = lookup - LookupLength;
        byte[] changed = [.. file[..start], .. compressed.ToArray(), .. file[after..]];
        Span<byte> value = changed.AsSpan(lookup + moved);
        BinaryPrimitives.WriteInt32LittleEndian(value[CompressedAt..], (int)compressed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(value[LengthAt..], (int)block.Length);
        Shift(changed, TocOffsetAt, moved);
        Shift(changed, TailOffsetAt, moved);
        int toc = (int)BinaryPrimitives.ReadInt64LittleEndian(changed.AsSpan(TocOffsetAt));
        foreach (int place in LookupOffsets(changed, toc))
        {
            Shift(changed, place, moved);
        }

        return changed;
    }

    private static void Shift(Span<byte> file, int place, int by) =>
        BinaryPrimitives.WriteInt64LittleEndian(file[place..], BinaryPrimitives.ReadInt64LittleEndian(file[place..]) + by);

    private static bool TryFindValue(ReadOnlySpan<byte> file, out int lookup)
    {
        lookup = 0;
        if (file.Length < HeaderLength + (2 * LookupLength) || !file.StartsWith("CML\0DVB\0"u8))
        {
            return false;
        }

        long toc = BinaryPrimitives.ReadInt64LittleEndian(file[TocOffsetAt..]);
        if (toc < HeaderLength + (2 * LookupLength) || toc > file.Length || !file[(int)toc..].StartsWith("\u0003Key\u0008TextSpan"u8) || LookupOffsets(file, (int)toc) is not [_, int place])
        {
            return false;
        }

        long found = BinaryPrimitives.ReadInt64LittleEndian(file[place..]);
        lookup = (int)Math.Min(found, int.MaxValue);
        return found == toc - LookupLength;
    }

    // Of each column: its name, its codec's name (both after their lengths), no parameters, the compression, one row per block, then where its lookup stands and its metadata.
    private static int[] LookupOffsets(ReadOnlySpan<byte> file, int toc)
    {
        int key = toc + "_Key_TextSpan___"u8.Length;
        int value = key + (2 * sizeof(long)) + "_Value_TextSpan___"u8.Length;
        return value + (2 * sizeof(long)) <= file.Length && file[(key + (2 * sizeof(long)))..].StartsWith("\u0005Value\u0008TextSpan\u0000\u0001\u0001"u8) ? [key, value] : [];
    }
}
