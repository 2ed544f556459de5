
namespace MlNetInvoice.Imaging;

/// <summary>What the first bytes of a picture file declare, read before any pixel is decoded or allocated.</summary>
/// <param name="Format">The file format.</param>
/// <param name="Width">Pixels per row as stored, before the orientation is applied.</param>
/// <param name="Height">Rows as stored, before the orientation is applied.</param>
/// <param name="Channels">Samples per pixel as stored: 1 for grey or palette, 2 with alpha, 3 for colour, 4 with alpha or for CMYK.</param>
/// <param name="BitsPerSample">Bits of one stored sample (of one palette index), 1 to 16.</param>
/// <param name="Orientation">How the picture must be turned to stand upright.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Channels, int BitsPerSample, ImageOrientation Orientation)
{
    /// <summary>Whether rows and columns change places when the orientation is applied.</summary>
    public bool IsTurned => Orientation >= ImageOrientation.Transposed;

    /// <summary>Pixels per row of the upright picture.</summary>
    public int UprightWidth => IsTurned ? Height : Width;

    /// <summary>Rows of the upright picture.</summary>
    public int UprightHeight => IsTurned ? Width : Height;

    /// <summary>The strongest reduction (8, 4, 2 or 1) that still leaves a number of pixels: a value for <see cref="ImageDecoderOptions.ScaleDenominator"/>.</summary>
    /// <param name="pixels">Pixels wanted at least.</param>
    public int ScaleDenominatorFor(long pixels)
    {
        int denominator = 8;
        while (denominator > 1 && (long)(Width / denominator) * (Height / denominator) < pixels)
        {
            denominator /= 2;
        }

        return denominator;
    }
}
