using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Local threshold, connected components, one text line out of them, strokes that fell apart merged, glyphs that touch split. Finds the polarity itself
/// and corrects skew up to <see cref="SegmenterOptions.MaxSkewDegrees"/>. Immutable; safe to share between threads.
/// </summary>
/// <remarks>The chain follows LeCun, Bottou, Bengio and Haffner (1998), section IV, up to the cuts; the choice among cuts is left to the recogniser.</remarks>
public sealed class ComponentSegmenter : ISegmenter
{
    private readonly ComponentSegmenterOptions _options;

    /// <summary>Makes a segmenter.</summary>
    /// <param name="options">Parameters; null takes <see cref="ComponentSegmenterOptions.Default"/>.</param>
    public ComponentSegmenter(ComponentSegmenterOptions? options = null)
    {
        _options = options ?? ComponentSegmenterOptions.Default;
    }

    /// <inheritdoc/>
    public GlyphSegmentation Segment(GrayImage line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Width < 8 || line.Height < 8)
        {
            return new GlyphSegmentation { Ink = Thresholding.Global(line, -1), Reason = $"A line of {line.Width}×{line.Height} pixels is too small for digits." };
        }

        GlyphSegmentation dark = Segment(line, line);
        GlyphSegmentation light = Segment(line, Thresholding.Invert(line));
        return Evenness(light) > Evenness(dark) ? light : dark;
    }

    private GlyphSegmentation Segment(GrayImage line, GrayImage darkInk)
    {
        GrayImage mask = Binarize(darkInk);
        float skew = SkewEstimator.Estimate(mask, _options.MaxSkewDegrees);
        var rotation = new LineRotation(line.Width, line.Height, skew);
        GrayImage upright = darkInk;
        if (!rotation.IsIdentity)
        {
            upright = rotation.Apply(darkInk);
            mask = Binarize(upright);
        }

        return new LevelLine(upright, mask, rotation).Describe(ConnectedComponents.Find(mask, GlyphGrouping.SmallestArea(mask)), _options.SplitRatio);
    }

    private GrayImage Binarize(GrayImage darkInk)
    {
        (float _, float deviation) = new IntegralImage(darkInk).GetStatistics(0, 0, darkInk.Width, darkInk.Height);
        return Thresholding.Sauvola(darkInk, Math.Max(15, darkInk.Height), _options.Sensitivity, Math.Clamp(deviation * 2f, 8f, 128f));
    }

    // How much the glyphs look like one line of print: many of nearly one height, little else.
    private static double Evenness(GlyphSegmentation segmentation)
    {
        if (segmentation.Glyphs.Count == 0)
        {
            return 0;
        }

        int[] heights = [.. segmentation.Glyphs.Select(glyph => glyph.InkBox.Height).Order()];
        double median = heights[heights.Length / 2];
        int even = heights.Count(height => Math.Abs(height - median) <= 0.12 * median);
        double area = segmentation.Glyphs.Sum(glyph => (double)glyph.InkBox.Width * glyph.InkBox.Height);
        double inked = segmentation.Glyphs.Sum(glyph => InkCount(segmentation.Ink, glyph.InkBox));
        double fill = inked / area;
        return even * (fill < 0.7 ? 1.0 : 0.5);
    }

    private static int InkCount(GrayImage ink, PixelBox box)
    {
        int count = 0;
        for (int y = box.Y; y < box.Bottom; y++)
        {
            foreach (byte value in ink.GetRow(y).Slice(box.X, box.Width))
            {
                count += value != 0 ? 1 : 0;
            }
        }

        return count;
    }
}
