using MlNetInvoice.Imaging.Codecs;
using MlNetInvoice.Imaging.Codecs.Bmp;
using MlNetInvoice.Imaging.Codecs.Jpeg;
using MlNetInvoice.Imaging.Codecs.Png;
using MlNetInvoice.Imaging.Codecs.Pnm;

namespace MlNetInvoice.Imaging;

/// <summary>
/// Decodes PNG, JPEG, BMP and PNM to luminance or colour. The format is told by the first bytes. The header is checked against the options before
/// any pixel is allocated; a picture takes at most 16 bytes of memory for each declared pixel, 64 for each of its width and height, four times its file and
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
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null) => Detect(file, options ?? ImageDecoderOptions.Default) switch
    {
        ImageFormat.Png => PngDecoder.ReadHeader(file),
        ImageFormat.Jpeg => JpegDecoder.ReadHeader(file),
        ImageFormat.Bmp => BmpDecoder.ReadHeader(file),
        _ => PnmDecoder.ReadHeader(file),
    };

    /// <summary>Decodes luminance (ITU-R BT.601; of a JPEG in YCbCr its luminance as stored). Transparent places become white.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null)
    {
        options ??= ImageDecoderOptions.Default;
        GrayImage image = Detect(file, options) switch
        {
            ImageFormat.Jpeg => JpegDecoder.DecodeGray(file, options),
            ImageFormat.Png => Reduce(PngDecoder.DecodeGray(file, options), options),
            ImageFormat.Bmp => Reduce(BmpDecoder.DecodeGray(file, options), options),
            _ => Reduce(PnmDecoder.DecodeGray(file, options), options),
        };
        return options.ApplyOrientation ? Resampling.Orient(image, ReadHeader(file, options).Orientation) : image;
    }

    /// <summary>Decodes colour (sRGB as stored; colour profiles and gamma are ignored). Transparent places become white.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits, orientation and reduction; null for the defaults.</param>
    /// <exception cref="InvalidImageException">The bytes are no picture in a known format, or are damaged or cut off.</exception>
    /// <exception cref="ImageTooLargeException">The file or the declared size exceeds the options.</exception>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions? options = null)
    {
        options ??= ImageDecoderOptions.Default;
        RgbImage image = Detect(file, options) switch
        {
            ImageFormat.Jpeg => JpegDecoder.DecodeRgb(file, options),
            ImageFormat.Png => Reduce(PngDecoder.DecodeRgb(file, options), options),
            ImageFormat.Bmp => Reduce(BmpDecoder.DecodeRgb(file, options), options),
            _ => Reduce(PnmDecoder.DecodeRgb(file, options), options),
        };
        return options.ApplyOrientation ? Resampling.Orient(image, ReadHeader(file, options).Orientation) : image;
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

    private static ImageFormat Detect(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        FileBytes.CheckLength(file.Length, options);
        if (file.IsEmpty)
        {
            throw new InvalidImageException("The file is empty; a PNG, JPEG, BMP or PNM picture was expected.");
        }

        if (file.StartsWith(PngDecoder.Signature[..4]))
        {
            return ImageFormat.Png;
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return ImageFormat.Jpeg;
        }

        if (file.StartsWith("BM"u8))
        {
            return ImageFormat.Bmp;
        }

        if (file.Length > 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6' && file[2] is (byte)' ' or (byte)'#' or (>= 9 and <= 13))
        {
            return ImageFormat.Pnm;
        }

        throw new InvalidImageException(
            $"The file begins with {Convert.ToHexString(file[..Math.Min(8, file.Length)])}, which is no PNG, JPEG, BMP or PNM picture; convert it to one of these.");
    }

    private static GrayImage Reduce(GrayImage image, ImageDecoderOptions options) => options.ScaleDenominator == 1
        ? image
        : Resampling.Resize(image, DivideUp(image.Width, options), DivideUp(image.Height, options), ResamplingFilter.Area);

    private static RgbImage Reduce(RgbImage image, ImageDecoderOptions options) => options.ScaleDenominator == 1
        ? image
        : Resampling.Resize(image, DivideUp(image.Width, options), DivideUp(image.Height, options), ResamplingFilter.Area);

    private static int DivideUp(int side, ImageDecoderOptions options) => (side + options.ScaleDenominator - 1) / options.ScaleDenominator;
}
