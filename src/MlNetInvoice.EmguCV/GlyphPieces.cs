using System.Drawing;
using System.Runtime.InteropServices;
using Emgu.CV;
using Emgu.CV.CvEnum;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.EmguCV;

/// <summary>From the connected components of a mask to the glyphs of its text line.</summary>
internal static class GlyphPieces
{
    // A line of digits has a few dozen pieces; noise by the thousand must not cost quadratic time.
    private const int MaxPieces = 300;

    private const int StatColumns = 5;

    /// <summary>The bounding boxes of the largest connected components.</summary>
    public static IReadOnlyList<PixelBox> Find(Mat mask)
    {
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        int count = CvInvoke.ConnectedComponentsWithStats(mask, labels, stats, centroids);

        // Five integers a component: left, top, width, height, area; the first component is the paper.
        int[] values = new int[count * StatColumns];
        if (stats.Rows != count || stats.Cols != StatColumns || stats.Depth != DepthType.Cv32S || !stats.IsContinuous)
        {
            throw new InvalidOperationException($"OpenCV gave {stats.Rows}×{stats.Cols} statistics for {count} components, where {count}×{StatColumns} integers are expected.");
        }

        Marshal.Copy(stats.DataPointer, values, 0, values.Length);
        int smallest = Math.Max(2, mask.Rows * mask.Rows / 500);
        return
        [
            .. Enumerable.Range(1, Math.Max(0, count - 1))
                .Select(i => values.AsMemory(i * StatColumns, StatColumns))
                .Where(stat => stat.Span[4] >= smallest)
                .OrderByDescending(stat => stat.Span[4])
                .Take(MaxPieces)
                .Select(stat => new PixelBox(stat.Span[0], stat.Span[1], stat.Span[2], stat.Span[3])),
        ];
    }

    /// <summary>The slope of the line that the feet of the glyphs stand on, in degrees, positive where it falls to the right; 0 where it is too small to matter or cannot be told.</summary>
    public static float EstimateSkew(IReadOnlyList<PixelBox> pieces, float maxDegrees)
    {
        float height = MainHeight(pieces);
        PointF[] feet = [.. pieces.Where(p => IsGlyphHigh(p, height) && p.Width <= 2 * height).Select(p => new PointF(p.X + (p.Width / 2f), p.Bottom))];
        if (feet.Length < 4 || feet.Max(f => f.X) - feet.Min(f => f.X) < 2 * height)
        {
            return 0;
        }

        CvInvoke.FitLine(feet, out PointF direction, out _, DistType.Huber, 0, 0.01, 0.01);
        float degrees = direction.X == 0 ? 90 : MathF.Atan(direction.Y / direction.X) * 180 / MathF.PI;
        return MathF.Abs(degrees) >= 0.4f && MathF.Abs(degrees) <= maxDegrees ? degrees : 0;
    }

    /// <summary>The glyphs of the line from left to right: pieces of one glyph joined, touching glyphs cut.</summary>
    public static IReadOnlyList<PixelBox> Arrange(GrayImage mask, IReadOnlyList<PixelBox> pieces, float splitRatio)
    {
        float height = MainHeight(pieces);
        if (height < 5)
        {
            return [];
        }

        PixelBox[] high = [.. pieces.Where(p => IsGlyphHigh(p, height))];
        float middle = Median([.. high.Select(p => p.Y + (p.Height / 2f))]);
        IEnumerable<PixelBox> line = pieces.Where(p => MathF.Abs(p.Y + (p.Height / 2f) - middle) <= 0.5f * height && p.Height <= 1.5f * height).OrderBy(p => p.X);
        List<PixelBox> glyphs = Join(line, height);
        glyphs.RemoveAll(p => p.Height < 0.6f * height || p.Width > 12 * height);
        float width = glyphs.Count == 0 ? 0 : Math.Clamp(Median([.. glyphs.Select(p => (float)p.Width)]), 0.35f * height, 0.8f * height);
        return [.. glyphs.SelectMany(glyph => Split(mask, glyph, width, splitRatio))];
    }

    // The height that most of the inked width shares.
    private static float MainHeight(IReadOnlyList<PixelBox> pieces) =>
        pieces.Count == 0 ? 0 : pieces.MaxBy(p => pieces.Where(q => IsGlyphHigh(q, p.Height)).Sum(q => Math.Min(q.Width, q.Height)) * Math.Sqrt(p.Height)).Height;

    private static bool IsGlyphHigh(PixelBox piece, float height) => piece.Height >= 0.8f * height && piece.Height <= 1.25f * height;

    private static List<PixelBox> Join(IEnumerable<PixelBox> line, float height)
    {
        var joined = new List<PixelBox>();
        foreach (PixelBox piece in line)
        {
            PixelBox last = joined.Count > 0 ? joined[^1] : default;
            float overlap = Math.Min(last.Right, piece.Right) - Math.Max(last.X, piece.X);
            PixelBox both = Union(last, piece);
            bool above = overlap >= 0.5f * Math.Min(last.Width, piece.Width);
            bool broken = overlap >= -0.06f * height && both.Width <= 0.7f * height && Math.Min(last.Height, piece.Height) < 0.7f * height;
            if (joined.Count > 0 && (above || broken))
            {
                joined[^1] = both;
            }
            else
            {
                joined.Add(piece);
            }
        }

        return joined;
    }

    private static IEnumerable<PixelBox> Split(GrayImage mask, PixelBox piece, float width, float splitRatio)
    {
        int parts = piece.Width > splitRatio * width ? Math.Max(2, (int)MathF.Round(piece.Width / (1.08f * width))) : 1;
        int left = piece.X;
        for (int part = 1; part <= parts; part++)
        {
            int right = part == parts ? piece.Right : FindCut(mask, piece, piece.X + (piece.Width * part / (float)parts), 0.3f * width, left + 1);
            yield return Tighten(mask, new PixelBox(left, piece.Y, Math.Max(1, right - left), piece.Height));
            left = right;
        }
    }

    // The column with the least ink near where a cut is due; of equal ones the nearest.
    private static int FindCut(GrayImage mask, PixelBox piece, float due, float reach, int first)
    {
        int from = Math.Max(first, (int)(due - reach));
        int to = Math.Max(from, Math.Min(piece.Right - 1, (int)(due + reach)));
        return Enumerable.Range(from, to - from + 1)
            .MinBy(x => Enumerable.Range(piece.Y, piece.Height).Count(y => mask[Math.Min(x, mask.Width - 1), y] != 0) + (MathF.Abs(x - due) / Math.Max(1, reach)));
    }

    private static PixelBox Tighten(GrayImage mask, PixelBox box)
    {
        bool IsEmpty(int y) => mask.GetRow(y).Slice(box.X, box.Width).IndexOfAnyExcept((byte)0) < 0;
        int top = box.Y;
        int bottom = box.Bottom;
        while (bottom - top > 1 && IsEmpty(top))
        {
            top++;
        }

        while (bottom - top > 1 && IsEmpty(bottom - 1))
        {
            bottom--;
        }

        return new PixelBox(box.X, top, box.Width, bottom - top);
    }

    private static PixelBox Union(PixelBox a, PixelBox b)
    {
        int left = Math.Min(a.X, b.X);
        int top = Math.Min(a.Y, b.Y);
        return new PixelBox(left, top, Math.Max(a.Right, b.Right) - left, Math.Max(a.Bottom, b.Bottom) - top);
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
