namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>One pass over the picture: every <paramref name="StepX"/>-th pixel of every <paramref name="StepY"/>-th row (Adam7, ISO/IEC 15948, 8.2).</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="StepX">Columns from pixel to pixel.</param>
/// <param name="StepY">Rows from row to row.</param>
/// <param name="Width">Pixels per row of the pass.</param>
/// <param name="Height">Rows of the pass.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture that hold at least one pixel.</summary>
    /// <param name="header">The picture's header.</param>
    public static IEnumerable<PngPass> Of(PngHeader header)
    {
        if (!header.IsInterlaced)
        {
            yield return new PngPass(0, 0, 1, 1, header.Width, header.Height);
            yield break;
        }

        foreach ((int x, int y, int stepX, int stepY) in Adam7)
        {
            int width = (int)(((long)header.Width - x + stepX - 1) / stepX);
            int height = (int)(((long)header.Height - y + stepY - 1) / stepY);
            if (width > 0 && height > 0)
            {
                yield return new PngPass(x, y, stepX, stepY, width, height);
            }
        }
    }
}
