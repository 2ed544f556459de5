namespace MlNetInvoice.Imaging;

/// <summary>A file format that <see cref="ImageDecoder"/> reads, recognised by its first bytes, never by a file name.</summary>
public enum ImageFormat
{
    /// <summary>Portable Network Graphics (ISO/IEC 15948).</summary>
    Png,

    /// <summary>JPEG, baseline, extended sequential and progressive Huffman, 8 bits per sample (ITU-T T.81).</summary>
    Jpeg,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>Portable anymap of the Netpbm tools, P1 to P6.</summary>
    Pnm,
}
