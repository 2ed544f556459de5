using MlNetInvoice.Documents.Pictures;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents;

/// <summary>
/// The codec of this package: with <c>new ImageDecoderOptions { Codec = DocumentCodec.Default }</c> every method of MlNetInvoice that takes a picture takes all formats, of a file with several pages
/// the first. <see cref="DocumentReader"/> reads all pages. Thread-safe.
/// </summary>
public sealed class DocumentCodec : IImageCodec
{
    private readonly IPageDecoder _decoder;
    private readonly DocumentOptions _options;

    /// <summary>Makes a codec.</summary>
    /// <param name="decoder">Decodes.</param>
    /// <param name="options">Limits besides those of the caller; null for the defaults.</param>
    public DocumentCodec(IPageDecoder decoder, DocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _decoder = decoder;
        _options = options ?? DocumentOptions.Default;
    }

    /// <summary>A codec that decodes in this process, with the default limits.</summary>
    public static DocumentCodec Default { get; } = new(PageDecoder.Instance);

    /// <inheritdoc/>
    public ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageFormat format, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (format == ImageFormat.Pdf || _decoder is not PageDecoder)
        {
            RgbImage image = DecodeRgb(file, format, options);
            return new ImageHeader(format, image.Width, image.Height, 3, 8, ImageOrientation.Upright);
        }

        return PictureDecoder.ReadHeader(file, format, FileKinds.Of(file).Name, _options with { Decoder = options });
    }

    /// <inheritdoc/>
    public RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageFormat format, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        DocumentPage page = _decoder.Decode(file.ToArray(), _options with { Decoder = options }).First();
        return page.Image ?? throw new InvalidImageException(page.Fault ?? "PDF: the first page has no picture; DocumentReader reads its text.");
    }
}
