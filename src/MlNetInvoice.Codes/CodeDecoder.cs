using MlNetInvoice.Fields;
using ZXing;
using ZXing.Common;
using ZXing.QrCode.Internal;

namespace MlNetInvoice.Codes;

/// <summary>
/// Decodes QR codes with ZXing.Net: <c>InvoiceReaderOptions.Default with { Fields = true, Codes = CodeDecoder.Default }</c>. Immutable and safe to use from many threads at once.
/// </summary>
public sealed class CodeDecoder : ICodeDecoder
{
    private static readonly Dictionary<DecodeHintType, object> _bytesAsTheyAre = new() { [DecodeHintType.CHARACTER_SET] = "ISO-8859-1" };

    private CodeDecoder()
    {
    }

    /// <summary>The decoder.</summary>
    public static CodeDecoder Default { get; } = new();

    /// <inheritdoc/>
    public string? DecodeSquare(ReadOnlySpan<bool> modules, int dimension)
    {
        if (dimension is < 21 or > 177 || dimension % 4 != 1 || modules.Length != dimension * dimension)
        {
            throw new ArgumentException($"A QR code has 21, 25 … 177 modules a side, not {modules.Length} in rows of {dimension}.", nameof(modules));
        }

        var bits = new BitMatrix(dimension);
        for (int i = 0; i < modules.Length; i++)
        {
            if (modules[i])
            {
                bits[i % dimension, i / dimension] = true;
            }
        }

        try
        {
            return new Decoder().decode(bits, _bytesAsTheyAre)?.Text;
        }
        catch (Exception exception) when (exception is ReaderException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or System.FormatException or OverflowException)
        {
            // A damaged symbol whose error correction seems to work out can hold segments that make no sense.
            return null;
        }
    }
}
