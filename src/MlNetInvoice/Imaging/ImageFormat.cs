namespace MlNetInvoice.Imaging;

/// <summary>
/// A file format that holds pictures, recognised by its first bytes, never by a file name. The library itself decodes <see cref="Png"/> and <see cref="Jpeg"/>; the others need an
/// <see cref="ImageDecoderOptions.Codec"/>, such as that of MlNetInvoice.Documents.
/// </summary>
public enum ImageFormat
{
    /// <summary>Portable Network Graphics (ISO/IEC 15948).</summary>
    Png,

    /// <summary>JPEG, baseline, extended sequential and progressive Huffman, 8 bits per sample (ITU-T T.81); with a codec arithmetic coding as well.</summary>
    Jpeg,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>Portable anymap of the Netpbm tools, P1 to P6.</summary>
    Pnm,

    /// <summary>Graphics Interchange Format.</summary>
    Gif,

    /// <summary>WebP, lossy or lossless.</summary>
    WebP,

    /// <summary>High Efficiency Image File Format with HEVC, as phones save it.</summary>
    Heic,

    /// <summary>High Efficiency Image File Format with AV1.</summary>
    Avif,

    /// <summary>Tagged Image File Format, of one page or several.</summary>
    Tiff,

    /// <summary>JPEG 2000 (ISO/IEC 15444), as a file or a bare code stream.</summary>
    Jpeg2000,

    /// <summary>JPEG XL (ISO/IEC 18181).</summary>
    JpegXl,

    /// <summary>Portable Document Format (ISO 32000).</summary>
    Pdf,
}
