using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>A line whose skew is corrected and whose ink is known: the last step of every segmenter that works on connected components.</summary>
/// <param name="darkInk">The level line, dark ink on light paper.</param>
/// <param name="mask">Its ink, where a pixel is not 0.</param>
/// <param name="rotation">How it was levelled.</param>
internal sealed class LevelLine(GrayImage darkInk, GrayImage mask, LineRotation rotation)
{
    /// <summary>Cuts the line into glyphs.</summary>
    /// <param name="components">The connected components of the mask.</param>
    /// <param name="splitRatio">A piece this many times as wide as the median is split.</param>
    public GlyphSegmentation Describe(IEnumerable<ConnectedComponent> components, float splitRatio)
    {
        List<PixelBox> boxes = GlyphGrouping.FindGlyphs(mask, components, splitRatio);
        return new GlyphSegmentation
        {
            Ink = MaskedInk(),
            SkewDegrees = rotation.SkewDegrees,
            Glyphs = [.. boxes.Select(box => new SegmentedGlyph(box, rotation.ToSource(box)))],
            Reason = boxes.Count > 0 ? "" : "No connected ink of the height of a text line was found.",
        };
    }

    // Grey ink inside the mask, stretched so that the darkest hundredth is full ink: what a network sees is anti-aliased, not cut out.
    private GrayImage MaskedInk()
    {
        Span<int> histogram = stackalloc int[256];
        int total = 0;
        ReadOnlySpan<byte> source = darkInk.Pixels;
        ReadOnlySpan<byte> inked = mask.Pixels;
        int paper = 0;
        for (int i = 0; i < source.Length; i++)
        {
            if (inked[i] != 0)
            {
                histogram[source[i]]++;
                total++;
            }

            paper = Math.Max(paper, source[i]);
        }

        int darkest = 0;
        for (int count = 0; darkest < 255 && (count += histogram[darkest]) * 100 < total; darkest++)
        {
        }

        var ink = new GrayImage(darkInk.Width, darkInk.Height);
        Span<byte> target = ink.Pixels;
        int range = Math.Max(1, paper - darkest);
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = inked[i] == 0 ? (byte)0 : (byte)Math.Clamp((paper - source[i]) * 255 / range, 1, 255);
        }

        return ink;
    }
}
