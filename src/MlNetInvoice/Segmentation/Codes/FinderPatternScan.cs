using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Finds the corner marks of QR codes: dark and light runs of 1:1:3:1:1 along rows (ISO/IEC 18004, 6.3.3), confirmed along the column, at several scales. Edges are taken to
/// fractions of a pixel, so that modules of one and a half pixels are enough. Stateless.
/// </summary>
internal static class FinderPatternScan
{
    private const int MostLevels = 4;
    private const int LeastSide = 40;

    /// <summary>Largest mark, in pixels of a level; a larger one is found on the next level.</summary>
    private const float MostSpan = 60;
    private const float LeastSpan = 8;

    /// <summary>Marks in a picture: cloth and print give some, a table full of certificates eighty or so.</summary>
    private const int MostMarks = 240;

    /// <summary>The marks, those seen most often first.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="isFaint">Whether to see faint and blurred marks as well.</param>
    public static List<FinderPattern> Find(GrayImage image, bool isFaint = false)
    {
        var marks = new List<FinderPattern>();
        var plane = new PixelPlane(image.Pixels, image.Width, image.Height);
        byte[]? held = null;
        for (int level = 0; level < MostLevels && Math.Min(plane.Width, plane.Height) >= LeastSide; level++)
        {
            int known = marks.Count, scale = 1 << level;
            Scan(plane, scale, isFaint, marks);
            // A mark is seen in several rows unless it is very small; texture hardly ever is.
            for (int i = marks.Count - 1; i >= known; i--)
            {
                if (marks[i].Hits < (marks[i].Module > 4.5f * scale ? 3 : marks[i].Module > 2.2f * scale ? 2 : 1))
                {
                    marks.RemoveAt(i);
                }
            }

            int width = plane.Width / 2, height = plane.Height / 2;
            if (level == MostLevels - 1 || Math.Min(width, height) < LeastSide)
            {
                break;
            }

            byte[] coarse = ArrayPool<byte>.Shared.Rent(width * height);
            plane = ImageScales.Shrink(plane, 2, coarse);
            if (held is not null)
            {
                ArrayPool<byte>.Shared.Return(held);
            }

            held = coarse;
        }

        if (held is not null)
        {
            ArrayPool<byte>.Shared.Return(held);
        }

        marks.Sort((a, b) => b.Hits.CompareTo(a.Hits));
        return marks.Count > MostMarks ? marks[..MostMarks] : marks;
    }

    private static void Scan(PixelPlane plane, int scale, bool isFaint, List<FinderPattern> marks)
    {
        using var thresholds = new TileThresholds(plane, isFaint);
        byte[] wide = ArrayPool<byte>.Shared.Rent(plane.Width + TileThresholds.Side);
        int[] edges = ArrayPool<int>.Shared.Rent(plane.Width + 2);
        int step = isFaint ? 1 : scale == 1 && (long)plane.Width * plane.Height > 1_000_000 ? 3 : 2;
        for (int y = 1; y < plane.Height; y += step)
        {
            if (y / TileThresholds.Side != (y - step) / TileThresholds.Side || y == 1)
            {
                ReadOnlySpan<byte> tiles = thresholds.Row(y);
                for (int i = 0; i < tiles.Length; i++)
                {
                    wide.AsSpan(i * TileThresholds.Side, TileThresholds.Side).Fill(tiles[i]);
                }
            }

            int count = Edges(plane.GetRow(y), wide, edges);
            // Edges come in turns: to dark, to light. A mark is three dark runs and the two light ones between.
            for (int i = 0; i + 5 < count; i += 2)
            {
                int span = edges[i + 5] - edges[i];
                if (span is > (int)LeastSpan and < (int)MostSpan && MayBeMark(edges.AsSpan(i, 6), span))
                {
                    Confirm(plane, thresholds, 0.5f * (edges[i + 2] + edges[i + 3]), y, scale, marks);
                }
            }
        }

        ArrayPool<byte>.Shared.Return(wide);
        ArrayPool<int>.Shared.Return(edges);
    }

    // Where dark begins and ends; the first edge is always one to dark.
    private static int Edges(ReadOnlySpan<byte> row, ReadOnlySpan<byte> thresholds, Span<int> edges)
    {
        int count = 0;
        uint last = 0;
        int x = 0;
        for (; x + 32 <= row.Length; x += 32)
        {
            uint dark = Vector256.LessThan(Vector256.Create(row[x..]), Vector256.Create(thresholds[x..])).ExtractMostSignificantBits();
            uint changes = dark ^ ((dark << 1) | last);
            last = dark >> 31;
            while (changes != 0)
            {
                edges[count++] = x + BitOperations.TrailingZeroCount(changes);
                changes &= changes - 1;
            }
        }

        for (; x < row.Length; x++)
        {
            uint dark = row[x] < thresholds[x] ? 1u : 0u;
            if (dark != last)
            {
                edges[count++] = x;
                last = dark;
            }
        }

        if ((count & 1) != 0)
        {
            edges[count++] = row.Length;
        }

        return count;
    }

    private static bool MayBeMark(ReadOnlySpan<int> edges, int span)
    {
        float module = span / 7f, slack = (0.6f * module) + 0.9f;
        return Math.Abs(edges[3] - edges[2] - (3 * module)) < slack + (0.4f * module)
            && Math.Abs(edges[1] - edges[0] - module) < slack && Math.Abs(edges[2] - edges[1] - module) < slack
            && Math.Abs(edges[4] - edges[3] - module) < slack && Math.Abs(edges[5] - edges[4] - module) < slack;
    }

    private static void Confirm(PixelPlane plane, TileThresholds thresholds, float x, int y, int scale, List<FinderPattern> marks)
    {
        if (!Cross(plane, thresholds, x, y + 0.5f, 0, 1, out float down, out float tall) || !Cross(plane, thresholds, x, y + 0.5f + down, 1, 0, out float right, out float broad)
            || tall > 1.7f * broad || broad > 1.7f * tall
            || !IsSquare(plane, thresholds, (int)(x + right), (int)(y + 0.5f + down), 1, 1) || !IsSquare(plane, thresholds, (int)(x + right), (int)(y + 0.5f + down), 1, -1))
        {
            return;
        }

        x = (x + right) * scale;
        float middle = (y + 0.5f + down) * scale, module = (tall + broad) / 14 * scale;
        for (int i = 0; i < marks.Count; i++)
        {
            FinderPattern known = marks[i];
            float near = 1.5f * Math.Max(known.Module, module);
            if (Math.Abs(known.X - x) < near && Math.Abs(known.Y - middle) < near)
            {
                // A coarser level sees it again, and less exactly.
                if (known.Module > 0.6f * module)
                {
                    float share = known.Hits / (known.Hits + 1f);
                    marks[i] = scale > 1 && known.Module < 8 * scale / 2f ? known with { Hits = known.Hits + 1 }
                        : new FinderPattern(float.Lerp(x, known.X, share), float.Lerp(middle, known.Y, share), float.Lerp(module, known.Module, share), known.Hits + 1);
                }

                return;
            }
        }

        marks.Add(new FinderPattern(x, middle, module, 1));
    }

    /// <summary>Follows a line through a mark's middle both ways.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="thresholds">What is dark.</param>
    /// <param name="x">Where to begin.</param>
    /// <param name="y">Where to begin.</param>
    /// <param name="dx">One step.</param>
    /// <param name="dy">One step.</param>
    /// <param name="shift">From the beginning to the middle of the mark, in steps.</param>
    /// <param name="span">The mark's length, in steps.</param>
    private static bool Cross(PixelPlane plane, TileThresholds thresholds, float x, float y, int dx, int dy, out float shift, out float span)
    {
        Span<float> back = stackalloc float[3];
        Span<float> ahead = stackalloc float[3];
        shift = span = 0;
        if (!Follow(plane, thresholds, (int)x, (int)y, -dx, -dy, back) || !Follow(plane, thresholds, (int)x, (int)y, dx, dy, ahead))
        {
            return false;
        }

        span = back[2] + ahead[2];
        float module = span / 7, slack = (0.45f * module) + 0.3f;
        shift = (((ahead[0] - back[0]) + (ahead[2] - back[2])) / 4) + 0.5f - (dx != 0 ? x - (int)x : y - (int)y);
        return span is > LeastSpan and < MostSpan && Math.Abs(ahead[0] + back[0] - (3 * module)) < slack + (0.3f * module)
            && Math.Abs(ahead[1] - ahead[0] - module) < slack && Math.Abs(ahead[2] - ahead[1] - module) < slack
            && Math.Abs(back[1] - back[0] - module) < slack && Math.Abs(back[2] - back[1] - module) < slack;
    }

    // Squares one in another show the same shares along a slant.
    private static bool IsSquare(PixelPlane plane, TileThresholds thresholds, int x, int y, int dx, int dy)
    {
        Span<float> back = stackalloc float[3];
        Span<float> ahead = stackalloc float[3];
        if (!Follow(plane, thresholds, x, y, -dx, -dy, back) || !Follow(plane, thresholds, x, y, dx, dy, ahead))
        {
            return false;
        }

        float module = (back[2] + ahead[2]) / 7, slack = (0.7f * module) + 0.5f;
        return Math.Abs(ahead[0] + back[0] - (3 * module)) < slack + (0.5f * module)
            && Math.Abs(ahead[1] + back[1] - ahead[0] - back[0] - (2 * module)) < 1.6f * slack && Math.Abs(ahead[2] + back[2] - ahead[1] - back[1] - (2 * module)) < 1.6f * slack;
    }

    // Distances from a pixel's middle to the three next edges, to fractions of a pixel.
    private static bool Follow(PixelPlane plane, TileThresholds thresholds, int x, int y, int dx, int dy, Span<float> edges)
    {
        int found = 0, last = -1;
        bool isDark = true;
        int threshold = thresholds.At(Math.Clamp(x, 0, plane.Width - 1), Math.Clamp(y, 0, plane.Height - 1));
        for (int i = 0; i < MostSpan; i++, x += dx, y += dy)
        {
            if ((uint)x >= (uint)plane.Width || (uint)y >= (uint)plane.Height)
            {
                return false;
            }

            int value = plane.GetRow(y)[x];
            if (value < threshold != isDark)
            {
                if (i == 0)
                {
                    return false;
                }

                edges[found++] = i - ((float)(value - threshold) / (value - last == 0 ? 1 : value - last));
                isDark = !isDark;
                if (found == 3)
                {
                    return true;
                }
            }

            last = value;
        }

        return false;
    }
}
