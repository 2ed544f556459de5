namespace MlNetInvoice.Imaging;

/// <summary>Four corners of a (rotated, perspective) rectangle, in the order of reading: the text runs from left to right inside it.</summary>
/// <param name="TopLeft">Where the first character begins, above.</param>
/// <param name="TopRight">Where the last character ends, above.</param>
/// <param name="BottomRight">Where the last character ends, below.</param>
/// <param name="BottomLeft">Where the first character begins, below.</param>
public readonly record struct Quad(PixelPoint TopLeft, PixelPoint TopRight, PixelPoint BottomRight, PixelPoint BottomLeft)
{
    /// <summary>The quad of an upright rectangle.</summary>
    /// <param name="box">The rectangle.</param>
    public static Quad FromBox(PixelBox box) => new(
        new PixelPoint(box.X, box.Y),
        new PixelPoint(box.Right, box.Y),
        new PixelPoint(box.Right, box.Bottom),
        new PixelPoint(box.X, box.Bottom));
}
