using MlNetInvoice.Imaging.Codecs;
using MlNetInvoice.Imaging.Codecs.Jpeg;
using MlNetInvoice.Imaging.Codecs.Png;

namespace MlNetInvoice.Imaging;

/// <summary>
/// Decodes PNG and JPEG to luminance or colour, and what <see cref="ImageDecoderOptions.Codec"/> decodes. The format is told by the first bytes. The header is checked against the options
/// before any pixel is allocated; a picture takes at most 16 bytes of memory for each declared pixel, 64 for each of its width and height, four times its file and
/// one megabyte while it is decoded.
/// </summary>
/// <remarks>Thread-safe: nothing is kept between calls.</remarks>
public static class ImageDecoder
{
    /// <summary>Reads what the header declares, without looking at pixels or at <see cref="ImageDecoderOptions.MaxPixels"/>.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or its header is damaged.</exception>
    /// <exception cref="ImageTooLargeException">The file exceeds <see cref="ImageDecoderOptions.MaxFileBytes"/>.</exception>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null)
    {
        options ??= ImageDecoderOptions.Default;
        FileKind kind = Detect(file, options);
        return kind.IsBuiltIn ? ReadHeader(file, kind) : options.Codec!.ReadHeader(file, kind.Format!.Value, options);
    }

    /// <summary>Decodes luminance (ITU-R BT.601; of a JPEG in YCbCr its luminance as stored). Transparent places become white.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null) => DecodeGray(file, options ?? ImageDecoderOptions.Default, null);

    /// <summary>
    /// Decodes luminance of a picture that may be cut off or damaged in its data: as far as it goes, and says what is missing. A header that contradicts itself, or a picture of which nothing
    /// can be decoded, stays a fault.
    /// </summary>
    /// <param name="file">The whole file, or what is left of it.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <param name="damage">What is wrong, or null if nothing is. Only PNG and JPEG are decoded in part.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or nothing of it can be decoded.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static GrayImage RecoverGray(ReadOnlySpan<byte> file, ImageDecoderOptions? options, out ImageDamage? damage)
    {
        options ??= ImageDecoderOptions.Default;
        var tolerance = new DamageTolerance();
        GrayImage image = DecodeGray(file, options, tolerance);
        damage = tolerance.Report(file, options);
        return image;
    }

    /// <summary>Decodes colour (sRGB as stored; colour profiles and gamma are ignored). Transparent places become white.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null) => DecodeRgb(file, options ?? ImageDecoderOptions.Default, null);

    /// <summary>Decodes colour of a picture that may be cut off or damaged in its data: as far as it goes, and says what is missing.</summary>
    /// <inheritdoc cref="RecoverGray" path="/param"/>
    /// <inheritdoc cref="RecoverGray" path="/exception"/>
    public static RgbImage RecoverRgb(ReadOnlySpan<byte> file, ImageDecoderOptions? options, out ImageDamage? damage)
    {
        options ??= ImageDecoderOptions.Default;
        var tolerance = new DamageTolerance();
        RgbImage image = DecodeRgb(file, options, tolerance);
        damage = tolerance.Report(file, options);
        return image;
    }

    /// <summary>Reads and decodes luminance from a stream, from its place to its end.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static GrayImage DecodeGray(Stream stream, ImageDecoderOptions? options = null)
    {
        using FileBytes file = FileBytes.Read(stream, options ?? ImageDecoderOptions.Default);
        return DecodeGray(file.Span, options);
    }

    /// <summary>Reads and decodes colour from a stream, from its place to its end.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static RgbImage DecodeRgb(Stream stream, ImageDecoderOptions? options = null)
    {
        using FileBytes file = FileBytes.Read(stream, options ?? ImageDecoderOptions.Default);
        return DecodeRgb(file.Span, options);
    }

    /// <summary>Reads asynchronously and decodes luminance from a stream, from its place to its end.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading of the stream.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static async Task<GrayImage> DecodeGrayAsync(Stream stream, ImageDecoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        using FileBytes file = await FileBytes.ReadAsync(stream, options ?? ImageDecoderOptions.Default, cancellationToken).ConfigureAwait(false);
        return DecodeGray(file.Span, options);
    }

    /// <summary>Reads asynchronously and decodes colour from a stream, from its place to its end.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading of the stream.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static async Task<RgbImage> DecodeRgbAsync(Stream stream, ImageDecoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        using FileBytes file = await FileBytes.ReadAsync(stream, options ?? ImageDecoderOptions.Default, cancellationToken).ConfigureAwait(false);
        return DecodeRgb(file.Span, options);
    }

    /// <summary>Loads luminance from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GrayImage LoadGray(string path, ImageDecoderOptions? options = null)
    {
        using FileStream stream = FileBytes.Open(path);
        return DecodeGray(stream, options);
    }

    /// <summary>Loads colour from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RgbImage LoadRgb(string path, ImageDecoderOptions? options = null)
    {
        using FileStream stream = FileBytes.Open(path);
        return DecodeRgb(stream, options);
    }

    private static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        FileKind kind = Detect(file, options);
        if (!kind.IsBuiltIn)
        {
            RgbImage colors = options.Codec!.DecodeRgb(file, kind.Format!.Value, options);
            var gray = new GrayImage(colors.Width, colors.Height);
            Luminance.OfRow(colors.Samples, gray.Pixels);
            return Reduce(gray, options);
        }

        GrayImage image = kind.Format == ImageFormat.Jpeg ? JpegDecoder.DecodeGray(file, options, tolerance) : Reduce(PngDecoder.DecodeGray(file, options, tolerance), options);
        return options.ApplyOrientation ? Resampling.Orient(image, ReadHeader(file, kind).Orientation) : image;
    }

    private static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        FileKind kind = Detect(file, options);
        if (!kind.IsBuiltIn)
        {
            return Reduce(options.Codec!.DecodeRgb(file, kind.Format!.Value, options), options);
        }

        RgbImage image = kind.Format == ImageFormat.Jpeg ? JpegDecoder.DecodeRgb(file, options, tolerance) : Reduce(PngDecoder.DecodeRgb(file, options, tolerance), options);
        return options.ApplyOrientation ? Resampling.Orient(image, ReadHeader(file, kind).Orientation) : image;
    }

    private static ImageHeader ReadHeader(ReadOnlySpan<byte> file, FileKind kind) => kind.Format == ImageFormat.Jpeg ? JpegDecoder.ReadHeader(file) : PngDecoder.ReadHeader(file);

    private static FileKind Detect(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        FileBytes.CheckLength(file.Length, options);
        FileKind kind = FileKinds.Of(file);
        return kind.IsBuiltIn || (kind.Format is not null && options.Codec is not null) ? kind : throw kind.NotDecodable(options.Codec is not null);
    }

    private static GrayImage Reduce(GrayImage image, ImageDecoderOptions options) => options.ScaleDenominator == 1
        ? image
        : Resampling.Resize(image, DivideUp(image.Width, options), DivideUp(image.Height, options), ResamplingFilter.Area);

    private static RgbImage Reduce(RgbImage image, ImageDecoderOptions options) => options.ScaleDenominator == 1
        ? image
        : Resampling.Resize(image, DivideUp(image.Width, options), DivideUp(image.Height, options), ResamplingFilter.Area);

    private static int DivideUp(int side, ImageDecoderOptions options) => (side + options.ScaleDenominator - 1) / options.ScaleDenominator;
}
