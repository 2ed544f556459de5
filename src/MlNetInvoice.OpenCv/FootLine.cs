using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>The line that the feet of the glyphs stand on.</summary>
internal static class FootLine
{
    // A line of digits has a few dozen pieces; noise by the thousand must not cost quadratic time.
    private const int MaxPieces = 300;

    // A turn of fewer degrees costs more sharpness than it straightens.
    private const float SmallestSkew = 0.4f;

    /// <summary>Its skew in degrees, positive where it falls to the right; 0 where it is too small to matter, larger than allowed or cannot be told.</summary>
    /// <param name="operations">OpenCV.</param>
    /// <param name="components">The connected components of the line's mask.</param>
    /// <param name="maxDegrees">Largest skew either way.</param>
    public static float Skew(IOpenCvOperations operations, IReadOnlyList<ConnectedComponent> components, float maxDegrees)
    {
        PixelBox[] pieces = [.. components.OrderByDescending(component => component.Area).Take(MaxPieces).Select(component => component.Box)];
        float height = MainHeight(pieces);
        PixelPoint[] feet = [.. pieces.Where(piece => IsHigh(piece, height) && piece.Width <= 2 * height).Select(piece => new PixelPoint(piece.X + (piece.Width / 2f), piece.Bottom))];
        if (feet.Length < 4 || feet.Max(foot => foot.X) - feet.Min(foot => foot.X) < 2 * height)
        {
            return 0;
        }

        float degrees = operations.FitSlope(feet);
        return MathF.Abs(degrees) >= SmallestSkew && MathF.Abs(degrees) <= maxDegrees ? degrees : 0;
    }

    // The height that most of the inked width shares.
    private static float MainHeight(PixelBox[] pieces) => pieces.Length == 0
        ? 0
        : pieces.MaxBy(piece => pieces.Where(other => IsHigh(other, piece.Height)).Sum(other => Math.Min(other.Width, other.Height)) * Math.Sqrt(piece.Height)).Height;

    private static bool IsHigh(PixelBox piece, float height) => piece.Height >= 0.8f * height && piece.Height <= 1.25f * height;
}
