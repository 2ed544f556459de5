namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>What the components of a frame mean.</summary>
internal enum JpegColorSpace
{
    /// <summary>Luminance alone.</summary>
    Gray,

    /// <summary>Luminance and two colour differences (JFIF, ITU-R BT.601 full range).</summary>
    YCbCr,

    /// <summary>Red, green, blue, not transformed.</summary>
    Rgb,

    /// <summary>Four inks, stored inverted as Adobe does.</summary>
    Cmyk,

    /// <summary>Four inks, the first three transformed as YCbCr.</summary>
    Ycck,
}
