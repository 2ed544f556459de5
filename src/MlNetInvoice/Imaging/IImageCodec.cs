namespace MlNetInvoice.Imaging;

/// <summary>
/// Decodes formats that the library does not: <see cref="ImageDecoder"/> asks it for every file that is neither PNG nor Huffman-coded JPEG. MlNetInvoice.Documents has one.
/// An implementation is thread-safe and keeps the limits of the options that it is given.
/// </summary>
public interface IImageCodec
{
    /// <summary>Reads what a file declares, without decoding pixels.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="format">Its format, by its first bytes.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="InvalidImageException">The header is damaged.</exception>
    ImageHeader ReadHeader(ReadOnlySpan<byte> file, ImageFormat format, ImageDecoderOptions options);

    /// <summary>Decodes the first picture of a file, upright unless the options say otherwise, at its full size. Transparent places become white.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="format">Its format, by its first bytes.</param>
    /// <param name="options">Limits and orientation; <see cref="ImageDecoderOptions.ScaleDenominator"/> is the caller's to apply.</param>
    /// <exception cref="InvalidImageException">The file is damaged, or holds no picture.</exception>
    /// <exception cref="ImageTooLargeException">The declared size exceeds the options.</exception>
    RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageFormat format, ImageDecoderOptions options);
}
