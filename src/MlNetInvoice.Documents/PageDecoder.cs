using System.Diagnostics;
using MlNetInvoice.Documents.Pdf;
using MlNetInvoice.Documents.Pictures;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents;

/// <summary>
/// Decodes in this process: PNG and JPEG by MlNetInvoice, PDF by PdfPig, the rest by ImageMagick, whose native library is loaded when it is first needed. The format is told by
/// the content, from a closed list, before any library sees the file. A fault of a native library would end the process: a service decodes by <see cref="DecoderPool"/>. Thread-safe.
/// </summary>
public sealed class PageDecoder : IPageDecoder
{
    /// <summary>The one instance.</summary>
    public static PageDecoder Instance { get; } = new();

    private PageDecoder()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<DocumentPage> Decode(ReadOnlyMemory<byte> file, DocumentOptions? options = null)
    {
        options ??= DocumentOptions.Default;
        FileBytes.CheckLength(file.Length, options.Decoder);
        FileKind kind = FileKinds.Of(file.Span);
        IEnumerable<DocumentPage> pages = kind switch
        {
            { IsBuiltIn: true } => [DecodeBuiltIn(file.Span, options)],
            { Format: ImageFormat.Pdf } => PdfDecoder.Decode(file, options),
            { Format: { } format } => PictureDecoder.Decode(file, format, kind.Name, options),
            _ => throw kind.NotDecodable(hasCodec: true),
        };
        return WithinTime(pages, kind.Name, options.Timeout);
    }

    private static DocumentPage DecodeBuiltIn(ReadOnlySpan<byte> file, DocumentOptions options)
    {
        RgbImage image = ImageDecoder.RecoverRgb(file, options.Decoder with { Codec = null, ScaleDenominator = 1 }, out ImageDamage? damage);
        return new DocumentPage(1) { Image = image, Damage = damage };
    }

    private static IEnumerable<DocumentPage> WithinTime(IEnumerable<DocumentPage> pages, string name, TimeSpan limit)
    {
        long ticks = 0;
        using IEnumerator<DocumentPage> page = pages.GetEnumerator();
        while (true)
        {
            // What the caller does with a page between two of them is not counted.
            long start = Stopwatch.GetTimestamp();
            if (!page.MoveNext())
            {
                yield break;
            }

            ticks += Stopwatch.GetElapsedTime(start).Ticks;
            yield return page.Current;
            if (ticks > limit.Ticks)
            {
                throw DocumentFault.TooSlow(name, limit);
            }
        }
    }
}
