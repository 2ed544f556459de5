namespace MlNetInvoice.Imaging.Codecs.Bmp;

/// <summary>How the pixels of a bitmap are coded (biCompression).</summary>
internal enum BmpCompression
{
    /// <summary>BI_RGB.</summary>
    None = 0,

    /// <summary>BI_RLE8.</summary>
    RunLength8 = 1,

    /// <summary>BI_RLE4.</summary>
    RunLength4 = 2,

    /// <summary>BI_BITFIELDS.</summary>
    Masks = 3,

    /// <summary>BI_ALPHABITFIELDS.</summary>
    MasksWithAlpha = 6,
}
