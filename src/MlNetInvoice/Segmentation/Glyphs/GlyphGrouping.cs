using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>From the components of a mask to the glyph boxes of its main text line.</summary>
internal static class GlyphGrouping
{
    // A line of digits has a few dozen pieces; noise by the thousand must not cost quadratic time.
    private const int MaxPieces = 300;

    /// <summary>Smallest number of pixels that a component must have to be a piece of a glyph.</summary>
    /// <param name="mask">The mask of the line.</param>
    public static int SmallestArea(GrayImage mask) => Math.Max(2, mask.Height * mask.Height / 500);

    /// <summary>Glyph boxes from left to right; none where no component can be a glyph.</summary>
    /// <param name="mask">Ink where a pixel is not 0; the line is level.</param>
    /// <param name="components">The connected components of the mask, in any order.</param>
    /// <param name="splitRatio">A piece this many times as wide as the median is split.</param>
    public static List<PixelBox> FindGlyphs(GrayImage mask, IEnumerable<ConnectedComponent> components, float splitRatio)
    {
        int minArea = SmallestArea(mask);
        List<PixelBox> pieces =
        [
            .. components.Where(component => component.Area >= minArea).OrderByDescending(component => component.Area).Take(MaxPieces).Select(component => component.Box),
        ];
        (float top, float bottom) = FindBand(pieces);
        float height = bottom - top;
        if (height < 5)
        {
            return [];
        }

        List<PixelBox> line = [.. pieces.Where(piece => Overlap(piece.Y, piece.Bottom, top, bottom) >= 0.6f * piece.Height && piece.Height <= 1.5f * height).OrderBy(piece => piece.X)];
        List<PixelBox> merged = Merge(line, height);
        merged.RemoveAll(piece => piece.Height < 0.6f * height || piece.Width > 12f * height);
        return Split(mask, merged, height, splitRatio);
    }

    // The band of rows that the widest set of equally high pieces shares.
    private static (float Top, float Bottom) FindBand(List<PixelBox> pieces)
    {
        (float Top, float Bottom) best = (0, 0);
        double bestWeight = 0;
        foreach (PixelBox seed in pieces)
        {
            List<PixelBox> peers = [.. pieces.Where(piece => Overlap(piece.Y, piece.Bottom, seed.Y, seed.Bottom) >= 0.75f * Math.Max(piece.Height, seed.Height))];
            double weight = peers.Sum(piece => (double)Math.Min(piece.Width, piece.Height)) * Math.Sqrt(seed.Height);
            if (weight > bestWeight)
            {
                bestWeight = weight;
                best = (Median(peers.Select(piece => piece.Y)), Median(peers.Select(piece => piece.Bottom)));
            }
        }

        return best;
    }

    // Pieces above one another, or so close that they are parts of one broken glyph, become one.
    private static List<PixelBox> Merge(List<PixelBox> line, float height)
    {
        var merged = new List<PixelBox>();
        foreach (PixelBox piece in line)
        {
            if (merged.Count > 0)
            {
                PixelBox last = merged[^1];
                PixelBox both = Union(last, piece);
                bool stacked = Overlap(last.X, last.Right, piece.X, piece.Right) >= 0.5f * Math.Min(last.Width, piece.Width);
                bool broken = piece.X - last.Right <= 0.06f * height
                    && both.Width <= 0.7f * height
                    && (last.Height < 0.7f * height || piece.Height < 0.7f * height);
                if (stacked || broken)
                {
                    merged[^1] = both;
                    continue;
                }
            }

            merged.Add(piece);
        }

        return merged;
    }

    private static List<PixelBox> Split(GrayImage mask, List<PixelBox> pieces, float height, float splitRatio)
    {
        if (pieces.Count == 0)
        {
            return pieces;
        }

        float typical = Math.Clamp(Median(pieces.Select(piece => piece.Width)), 0.35f * height, 0.8f * height);
        var glyphs = new List<PixelBox>();
        foreach (PixelBox piece in pieces)
        {
            int parts = piece.Width > splitRatio * typical ? Math.Max(2, (int)MathF.Round(piece.Width / (typical * 1.08f))) : 1;
            int left = piece.X;
            for (int part = 1; part <= parts; part++)
            {
                int right = part == parts ? piece.Right : FindCut(mask, piece, piece.X + (piece.Width * part / (float)parts), typical * 0.3f, left + 1);
                glyphs.Add(TightenRows(mask, new PixelBox(left, piece.Y, Math.Max(1, right - left), piece.Height)));
                left = right;
            }
        }

        return glyphs;
    }

    // The column with the least ink near where a cut is due; nearness decides between equals.
    private static int FindCut(GrayImage mask, PixelBox piece, float due, float reach, int min)
    {
        int best = Math.Max(min, (int)due);
        float bestCost = float.MaxValue;
        for (int x = Math.Max(min, (int)(due - reach)); x <= Math.Min(piece.Right - 1, (int)(due + reach)); x++)
        {
            int ink = 0;
            for (int y = piece.Y; y < piece.Bottom; y++)
            {
                ink += mask[x, y] != 0 ? 1 : 0;
            }

            float cost = ink + (MathF.Abs(x - due) / reach);
            if (cost < bestCost)
            {
                bestCost = cost;
                best = x;
            }
        }

        return best;
    }

    private static PixelBox TightenRows(GrayImage mask, PixelBox box)
    {
        int top = box.Y;
        int bottom = box.Bottom;
        while (bottom - top > 1 && mask.GetRow(top).Slice(box.X, box.Width).IndexOfAnyExcept((byte)0) < 0)
        {
            top++;
        }

        while (bottom - top > 1 && mask.GetRow(bottom - 1).Slice(box.X, box.Width).IndexOfAnyExcept((byte)0) < 0)
        {
            bottom--;
        }

        return new PixelBox(box.X, top, box.Width, bottom - top);
    }

    private static float Overlap(float a0, float a1, float b0, float b1) => Math.Min(a1, b1) - Math.Max(a0, b0);

    private static PixelBox Union(PixelBox a, PixelBox b)
    {
        int left = Math.Min(a.X, b.X);
        int top = Math.Min(a.Y, b.Y);
        return new PixelBox(left, top, Math.Max(a.Right, b.Right) - left, Math.Max(a.Bottom, b.Bottom) - top);
    }

    private static float Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
