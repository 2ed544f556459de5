namespace MlNetInvoice.Imaging;

/// <summary>How new pixels are made from old ones when a picture changes size. Pixel (0, 0) covers 0 to 1 in both directions in every method.</summary>
public enum ResamplingFilter
{
    /// <summary>Each new pixel is the mean of the area it covers: the right choice for shrinking (OpenCV's INTER_AREA, Pillow's BOX).</summary>
    Area,

    /// <summary>Linear between the two nearest pixels in each direction, whatever the scale (OpenCV's INTER_LINEAR).</summary>
    Bilinear,

    /// <summary>
    /// Cubic convolution with a = −0.5 (R. Keys 1981, the value of third-order accuracy); the kernel widens when shrinking, so that nothing aliases (Pillow's
    /// BICUBIC).
    /// </summary>
    Bicubic,

    /// <summary>Cubic convolution with a = −0.75 on the four nearest pixels in each direction, whatever the scale (OpenCV's INTER_CUBIC).</summary>
    OpenCvBicubic,
}
