namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>The Paeth predictor (ISO/IEC 15948, 9.4).</summary>
internal static class PngPredictor
{
    /// <summary>Whichever of left, above and above-left is nearest to left + above − above-left.</summary>
    public static int Paeth(int left, int above, int aboveLeft)
    {
        int p = above - aboveLeft;
        int q = left - aboveLeft;
        int toLeft = Math.Abs(p);
        int toAbove = Math.Abs(q);
        int toCorner = Math.Abs(p + q);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : aboveLeft;
    }
}
