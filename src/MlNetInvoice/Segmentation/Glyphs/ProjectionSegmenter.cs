using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// The segmentation of the report this project starts from: a fixed threshold takes the background away, rows are bounded where their ink exceeds a
/// quarter of the fullest row's, columns are split at empty gaps, and narrow or faint runs are dropped. Simple and quick on clean crops; it cannot part
/// touching digits or follow a skewed line. Immutable; safe to share between threads.
/// </summary>
public sealed class ProjectionSegmenter : ISegmenter
{
    private readonly ProjectionSegmenterOptions _options;

    /// <summary>Makes a segmenter.</summary>
    /// <param name="options">Parameters; null takes <see cref="ProjectionSegmenterOptions.Default"/>.</param>
    public ProjectionSegmenter(ProjectionSegmenterOptions? options = null)
    {
        _options = options ?? ProjectionSegmenterOptions.Default;
    }

    /// <inheritdoc/>
    public GlyphSegmentation Segment(GrayImage line)
    {
        ArgumentNullException.ThrowIfNull(line);
        int threshold = _options.Threshold ?? Thresholding.Otsu(line);
        GrayImage ink = SubtractBackground(line, threshold);
        (int top, int bottom) = FindRows(ink);
        if (bottom <= top)
        {
            return new GlyphSegmentation { Ink = ink, Reason = $"No pixel is as dark as the threshold of {Math.Max(0, threshold)}." };
        }

        List<(int Left, int Right, long Ink)> runs = FindRuns(ink, top, bottom);
        long[] inks = [.. runs.Select(run => run.Ink).Order()];
        double minInk = _options.MinInkShare * inks[inks.Length / 2];
        double minWidth = _options.MinWidthShare * (bottom - top);
        var glyphs = new List<SegmentedGlyph>();
        foreach ((int left, int right, long amount) in runs)
        {
            if (right - left >= minWidth && amount >= minInk)
            {
                PixelBox box = Tighten(ink, new PixelBox(left, top, right - left, bottom - top));
                glyphs.Add(new SegmentedGlyph(box, Quad.FromBox(box)));
            }
        }

        return new GlyphSegmentation
        {
            Ink = ink,
            Glyphs = glyphs,
            Reason = glyphs.Count > 0 ? "" : "Every run of inked columns is too narrow or too faint to be a digit.",
        };
    }

    private static GrayImage SubtractBackground(GrayImage line, int threshold)
    {
        var ink = new GrayImage(line.Width, line.Height);
        ReadOnlySpan<byte> source = line.Pixels;
        Span<byte> target = ink.Pixels;
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i] <= threshold ? (byte)(255 - source[i]) : (byte)0;
        }

        return ink;
    }

    // The longest band of rows above the share of the fullest; the fullest row always belongs to one.
    private (int Top, int Bottom) FindRows(GrayImage ink)
    {
        long[] sums = new long[ink.Height];
        long fullest = 0;
        for (int y = 0; y < ink.Height; y++)
        {
            foreach (byte value in ink.GetRow(y))
            {
                sums[y] += value;
            }

            fullest = Math.Max(fullest, sums[y]);
        }

        (int Top, int Bottom) best = (0, 0);
        for (int y = 0; y < sums.Length && fullest > 0; y++)
        {
            int start = y;
            while (y < sums.Length && sums[y] > _options.RowShare * fullest)
            {
                y++;
            }

            if (y - start > best.Bottom - best.Top)
            {
                best = (start, y);
            }
        }

        return best;
    }

    private static List<(int Left, int Right, long Ink)> FindRuns(GrayImage ink, int top, int bottom)
    {
        long[] sums = new long[ink.Width];
        for (int y = top; y < bottom; y++)
        {
            ReadOnlySpan<byte> row = ink.GetRow(y);
            for (int x = 0; x < row.Length; x++)
            {
                sums[x] += row[x];
            }
        }

        var runs = new List<(int, int, long)>();
        for (int x = 0; x < sums.Length; x++)
        {
            int start = x;
            long total = 0;
            while (x < sums.Length && sums[x] > 0)
            {
                total += sums[x++];
            }

            if (x > start)
            {
                runs.Add((start, x, total));
            }
        }

        return runs;
    }

    private static PixelBox Tighten(GrayImage ink, PixelBox box)
    {
        int top = box.Y;
        int bottom = box.Bottom;
        while (bottom - top > 1 && ink.GetRow(top).Slice(box.X, box.Width).IndexOfAnyExcept((byte)0) < 0)
        {
            top++;
        }

        while (bottom - top > 1 && ink.GetRow(bottom - 1).Slice(box.X, box.Width).IndexOfAnyExcept((byte)0) < 0)
        {
            bottom--;
        }

        return new PixelBox(box.X, top, box.Width, bottom - top);
    }
}
