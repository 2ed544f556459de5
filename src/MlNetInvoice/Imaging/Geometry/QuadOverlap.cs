namespace MlNetInvoice.Imaging;

/// <summary>Whether two places are the same.</summary>
internal static class QuadOverlap
{
    /// <summary>Whether the middle of one lies in the other.</summary>
    public static bool Share(Quad a, Quad b) => Contains(a, Middle(b)) || Contains(b, Middle(a));

    private static PixelPoint Middle(Quad quad) => new(
        (quad.TopLeft.X + quad.TopRight.X + quad.BottomRight.X + quad.BottomLeft.X) / 4,
        (quad.TopLeft.Y + quad.TopRight.Y + quad.BottomRight.Y + quad.BottomLeft.Y) / 4);

    private static bool Contains(Quad quad, PixelPoint point) =>
        Side(quad.TopLeft, quad.TopRight, point) && Side(quad.TopRight, quad.BottomRight, point)
        && Side(quad.BottomRight, quad.BottomLeft, point) && Side(quad.BottomLeft, quad.TopLeft, point);

    private static bool Side(PixelPoint a, PixelPoint b, PixelPoint point) => ((b.X - a.X) * (point.Y - a.Y)) - ((b.Y - a.Y) * (point.X - a.X)) >= 0;
}
