using System.IO.Compression;
using System.Runtime.InteropServices;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>A filter that refuses a stream before it is unpacked to more than is allowed.</summary>
internal sealed class LimitedFilter(IFilter inner, long maxBytes) : IFilter
{
    /// <summary>A code of 12 bits names at most 4,096 bytes.</summary>
    private const int BestLzwRatio = 4096 * 8 / 12;

    /// <summary>Two bytes repeat one 128 times.</summary>
    private const int BestRunLengthRatio = 64;

    /// <inheritdoc/>
    public bool IsSupported => inner.IsSupported;

    /// <inheritdoc/>
    public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
    {
        bool fits = inner switch
        {
            FlateFilter => Inflated(input) <= maxBytes,
            LzwFilter => (long)input.Length * BestLzwRatio <= maxBytes || Inflates(input, BestLzwRatio),
            RunLengthFilter => (long)input.Length * BestRunLengthRatio <= maxBytes,
            CcittFaxDecodeFilter => Declared(streamDictionary) <= maxBytes,
            _ => true,
        };
        return fits ? inner.Decode(input, streamDictionary, filterProvider, filterIndex) : throw DocumentFault.TooMuchMemory("PDF", maxBytes);
    }

    // A scan of ordinary size is let through: its ratio is nowhere near the best, and the memory of a child process is watched besides.
    private bool Inflates(Memory<byte> input, int ratio) => (long)input.Length * ratio / 64 <= maxBytes;

    /// <summary>Unpacks into the void and counts; ends as soon as it is too much. Damaged data count as far as they go: the filter itself says what is wrong with them.</summary>
    private long Inflated(Memory<byte> input)
    {
        if (!MemoryMarshal.TryGetArray<byte>(input, out ArraySegment<byte> bytes) || (long)bytes.Count * 1032 <= maxBytes)
        {
            return 0;
        }

        long count = 0;
        byte[] scratch = new byte[64 * 1024];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count), CompressionMode.Decompress);
            for (int read = stream.Read(scratch); read > 0 && count <= maxBytes; read = stream.Read(scratch))
            {
                count += read;
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // See above.
        }

        return count;
    }

    private static long Declared(DictionaryToken dictionary) => (long)Number(dictionary, NameToken.Width) * Number(dictionary, NameToken.Height) / 8;

    private static int Number(DictionaryToken dictionary, NameToken name) => dictionary.TryGet(name, out IToken? token) && token is NumericToken number ? number.Int : 0;
}
