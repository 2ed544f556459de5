using MlNetInvoice.Documents.Pictures;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Tokens;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>
/// Decodes the pictures inside a PDF document: JPEG by MlNetInvoice, JPEG 2000 and arithmetic JPEG by ImageMagick, what is packed by Flate, LZW, run lengths or as a fax by PdfPig. JBIG2 neither can.
/// </summary>
internal static class PdfImageDecoder
{
    /// <summary>Decodes a picture as it is stored.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="options">Limits.</param>
    public static (RgbImage Image, ImageDamage? Damage) Decode(IPdfImage image, DocumentOptions options)
    {
        DeclaredSize.Check("PDF", image.WidthInSamples, image.HeightInSamples, options.Decoder);
        ReadOnlySpan<byte> raw = image.RawBytes;
        FileKind kind = FileKinds.Of(raw);
        if (kind is { IsBuiltIn: true, Format: ImageFormat.Jpeg })
        {
            return (ImageDecoder.RecoverRgb(raw, Limits(options), out ImageDamage? damage), damage);
        }

        if (kind.Format is ImageFormat.Jpeg or ImageFormat.Jpeg2000)
        {
            DocumentPage page = PictureDecoder.Decode(raw.ToArray(), kind.Format.Value, kind.Name, options).First();
            return (page.Image ?? throw DocumentFault.Damaged(kind.Name), page.Damage);
        }

        if (HasFilter(image, "JBIG2Decode"))
        {
            throw new InvalidImageException("JBIG2 pictures are not supported; scan or save the document with JPEG or fax compression.");
        }

        return (FromSamples(image) ?? FromPng(image, options), null);
    }

    private static ImageDecoderOptions Limits(DocumentOptions options) => options.Decoder with { Codec = null, ScaleDenominator = 1, ApplyOrientation = false };

    private static bool HasFilter(IPdfImage image, string name) =>
        image.ImageDictionary.TryGet(NameToken.Filter, out IToken? filter)
        && (filter is NameToken single ? single.Data == name : filter is ArrayToken several && several.Data.OfType<NameToken>().Any(token => token.Data == name));

    /// <summary>Grey and RGB as scanners store them, without the way through a PNG file; null for anything else.</summary>
    private static RgbImage? FromSamples(IPdfImage image)
    {
        bool isInverted = image.Decode is [1, 0, ..];
        ColorSpace? space = image.ColorSpaceDetails?.Type == ColorSpace.ICCBased ? image.ColorSpaceDetails.BaseType : image.ColorSpaceDetails?.Type;
        int channels = image.IsImageMask || space is ColorSpace.DeviceGray or ColorSpace.CalGray ? 1 : space is ColorSpace.DeviceRGB or ColorSpace.CalRGB ? 3 : 0;
        if (channels == 0 || (image.BitsPerComponent, channels) is not ((8, _) or (1, 1)) || image.MaskImage is not null || !image.TryGetBytesAsMemory(out Memory<byte> samples))
        {
            return null;
        }

        int width = image.WidthInSamples;
        int height = image.HeightInSamples;
        int stride = ((width * channels * image.BitsPerComponent) + 7) / 8;
        if (samples.Length < (long)stride * height)
        {
            return null;
        }

        var result = new RgbImage(width, height);
        for (int y = 0; y < height; y++)
        {
            Fill(samples.Span.Slice(y * stride, stride), result.Samples.Slice(y * width * 3, width * 3), channels, image.BitsPerComponent, isInverted);
        }

        return result;
    }

    private static void Fill(ReadOnlySpan<byte> row, Span<byte> target, int channels, int bits, bool isInverted)
    {
        if (channels == 3)
        {
            row[..target.Length].CopyTo(target);
        }

        for (int x = 0; channels == 1 && x < target.Length / 3; x++)
        {
            byte value = bits == 8 ? row[x] : (row[x >> 3] >> (7 - (x & 7)) & 1) == 0 ? (byte)0 : (byte)255;
            target.Slice(x * 3, 3).Fill(isInverted ? (byte)(255 - value) : value);
        }
    }

    private static RgbImage FromPng(IPdfImage image, DocumentOptions options) =>
        image.TryGetPng(out byte[]? png) ? ImageDecoder.DecodeRgb(png, Limits(options)) : throw new InvalidImageException("a picture is damaged, or stored in a way that is not supported; save the document again.");
}
