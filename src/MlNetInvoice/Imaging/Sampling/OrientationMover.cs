
namespace MlNetInvoice.Imaging;

/// <summary>Moves pixels to where an orientation puts them: rows are copied or reversed, turns go by square tiles so that both sides stay in cache.</summary>
internal static class OrientationMover
{
    private const int Tile = 16;

    /// <summary>Moves a picture of one or three channels.</summary>
    /// <param name="source">Stored samples.</param>
    /// <param name="width">Stored width.</param>
    /// <param name="height">Stored height.</param>
    /// <param name="channels">Samples per pixel.</param>
    /// <param name="orientation">How to turn.</param>
    /// <param name="target">Upright samples, as many.</param>
    public static void Run(ReadOnlySpan<byte> source, int width, int height, int channels, ImageOrientation orientation, Span<byte> target)
    {
        bool isTurned = orientation >= ImageOrientation.Transposed;
        bool reversesColumns = orientation is ImageOrientation.MirroredHorizontally or ImageOrientation.HalfTurned
            or ImageOrientation.NeedsCounterClockwiseTurn or ImageOrientation.Transversed;
        bool reversesRows = orientation is ImageOrientation.MirroredVertically or ImageOrientation.HalfTurned
            or ImageOrientation.NeedsClockwiseTurn or ImageOrientation.Transversed;
        if (isTurned)
        {
            Turn(source, width, height, channels, reversesColumns, reversesRows, target);
            return;
        }

        int stride = width * channels;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = source.Slice((reversesRows ? height - 1 - y : y) * stride, stride);
            Span<byte> moved = target.Slice(y * stride, stride);
            if (!reversesColumns || channels == 1)
            {
                row.CopyTo(moved);
                if (reversesColumns)
                {
                    moved.Reverse();
                }

                continue;
            }

            for (int from = 0, to = stride - 3; to >= 0; from += 3, to -= 3)
            {
                moved[to] = row[from];
                moved[to + 1] = row[from + 1];
                moved[to + 2] = row[from + 2];
            }
        }
    }

    /// <summary>Row y of the target is column y of the source (counted from the right where columns are reversed).</summary>
    private static void Turn(ReadOnlySpan<byte> source, int width, int height, int channels, bool reversesColumns, bool reversesRows, Span<byte> target)
    {
        for (int top = 0; top < width; top += Tile)
        {
            for (int left = 0; left < height; left += Tile)
            {
                bool isWhole = top + Tile <= width && left + Tile <= height;
                if (isWhole && channels == 1 && ByteTransposition.IsSupported)
                {
                    int firstColumn = reversesColumns ? width - Tile - top : top;
                    int firstRow = reversesRows ? height - 1 - left : left;
                    ByteTransposition.Transpose16(
                        source, (firstRow * width) + firstColumn, reversesRows ? -width : width,
                        target, ((reversesColumns ? top + Tile - 1 : top) * height) + left, reversesColumns ? -height : height);
                    continue;
                }

                TurnTile(source, width, height, channels, reversesColumns, reversesRows, target, top, left);
            }
        }
    }

    private static void TurnTile(
        ReadOnlySpan<byte> source, int width, int height, int channels, bool reversesColumns, bool reversesRows, Span<byte> target, int top, int left)
    {
        int bottom = Math.Min(top + Tile, width);
        int right = Math.Min(left + Tile, height);
        int step = (reversesRows ? -width : width) * channels;
        for (int y = top; y < bottom; y++)
        {
            int column = reversesColumns ? width - 1 - y : y;
            int place = ((y * height) + left) * channels;
            int from = (((reversesRows ? height - 1 - left : left) * width) + column) * channels;
            for (int x = left; x < right; x++, from += step)
            {
                target[place++] = source[from];
                if (channels == 3)
                {
                    target[place++] = source[from + 1];
                    target[place++] = source[from + 2];
                }
            }
        }
    }
}
