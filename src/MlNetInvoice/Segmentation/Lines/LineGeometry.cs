using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Where one line of print lies in a picture: the band between the tops of its capitals and its baseline, from the left to the right end of what is of interest.
/// </summary>
/// <param name="Band">Corners of the band in the order of reading.</param>
internal readonly record struct LineGeometry(Quad Band)
{
    /// <summary>Mean distance of the baseline from the cap line, in pixels.</summary>
    public float Height => 0.5f * (Distance(Band.TopLeft, Band.BottomLeft) + Distance(Band.TopRight, Band.BottomRight));

    /// <summary>Mean length of the band, in pixels.</summary>
    public float Length => 0.5f * (Distance(Band.TopLeft, Band.TopRight) + Distance(Band.BottomLeft, Band.BottomRight));

    /// <summary>The same line with the band moved down and grown about its middle, both as shares of its height.</summary>
    /// <param name="shift">Downwards, in band heights.</param>
    /// <param name="scale">New height in old heights.</param>
    public LineGeometry Adjust(float shift, float scale)
    {
        float top = 0.5f + shift - (scale / 2);
        float bottom = top + scale;
        return new LineGeometry(new Quad(
            Along(Band.TopLeft, Band.BottomLeft, top),
            Along(Band.TopRight, Band.BottomRight, top),
            Along(Band.TopRight, Band.BottomRight, bottom),
            Along(Band.TopLeft, Band.BottomLeft, bottom)));
    }

    /// <summary>Columns of the strip that shows this line.</summary>
    /// <param name="stretch">Strip columns per strip row: above 1 the print is widened.</param>
    /// <param name="margin">Further columns on either side.</param>
    public int GetStripWidth(float stretch, int margin) =>
        (int)Math.Clamp(MathF.Round(Length * LineNormalizer.CapHeight * stretch / Math.Max(1f, Height)), 1f, 4096f) + (2 * margin);

    /// <summary>Corners of the strip of <see cref="LineNormalizer.Rows"/> rows that shows this line.</summary>
    /// <param name="width">What <see cref="GetStripWidth"/> gave.</param>
    /// <param name="margin">Further columns on either side.</param>
    public Quad GetStrip(int width, int margin)
    {
        float top = -(float)LineNormalizer.CapTop / LineNormalizer.CapHeight;
        float bottom = top + ((float)LineNormalizer.Rows / LineNormalizer.CapHeight);
        float left = -(float)margin / (width - (2 * margin));
        float right = 1 - left;
        return new Quad(At(left, top), At(right, top), At(right, bottom), At(left, bottom));
    }

    /// <summary>A place of the band: (0, 0) is its top left corner, (1, 1) its bottom right one; other values lie outside.</summary>
    public PixelPoint At(float u, float v) => Along(Along(Band.TopLeft, Band.TopRight, u), Along(Band.BottomLeft, Band.BottomRight, u), v);

    private static PixelPoint Along(PixelPoint a, PixelPoint b, float t) => new(a.X + ((b.X - a.X) * t), a.Y + ((b.Y - a.Y) * t));

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
