using System.Drawing;
using Emgu.CV;
using Emgu.CV.CvEnum;
using Emgu.CV.Structure;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.EmguCV;

/// <summary>
/// Cuts a line into glyphs with OpenCV: the paper's shading divided out, adaptive threshold, morphological closing (dots of a dot matrix), connected components, a
/// warp against skew, and cuts where glyphs touch. Finds the polarity itself. Immutable; safe to share between threads: every call has matrices of its own.
/// </summary>
public sealed class EmguSegmenter : ISegmenter
{
    private const int SmallestSide = 8;

    private readonly EmguSegmenterOptions _options;

    /// <summary>Makes a segmenter.</summary>
    /// <param name="options">Parameters; null takes <see cref="EmguSegmenterOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">Emgu CV's native library is not there; the message says what to add.</exception>
    public EmguSegmenter(EmguSegmenterOptions? options = null)
    {
        NativeLibraryCheck.Require();
        _options = options ?? EmguSegmenterOptions.Default;
    }

    /// <inheritdoc/>
    public GlyphSegmentation Segment(GrayImage line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Width < SmallestSide || line.Height < SmallestSide)
        {
            return new GlyphSegmentation
            {
                Ink = new GrayImage(line.Width, line.Height),
                Reason = $"A line of {line.Width}×{line.Height} pixels is too small for digits.",
            };
        }

        using Mat darkInk = line.ToMat();
        if (IsInkLight(line, darkInk))
        {
            CvInvoke.BitwiseNot(darkInk, darkInk);
        }

        Flatten(darkInk);
        using Mat mask = Binarize(darkInk);
        IReadOnlyList<PixelBox> pieces = GlyphPieces.Find(mask);
        float skew = GlyphPieces.EstimateSkew(pieces, _options.MaxSkewDegrees);
        if (skew == 0)
        {
            return Describe(darkInk.ToGrayImage(), mask.ToGrayImage(), pieces, new Levelling(line.Width, line.Height, 0));
        }

        var levelling = new Levelling(line.Width, line.Height, skew);
        using var turn = new Matrix<double>(levelling.ToMatrix());
        using var level = new Mat();
        CvInvoke.WarpAffine(darkInk, level, turn, darkInk.Size, Inter.Linear, Warp.Default, BorderType.Replicate);
        using Mat levelMask = Binarize(level);
        return Describe(level.ToGrayImage(), levelMask.ToGrayImage(), GlyphPieces.Find(levelMask), levelling);
    }

    // Ink is the smaller part of each neighbourhood, so it lies further from the local mean than paper does: the sign of the third moment tells its side. A shadow's
    // edge weighs on both sides alike.
    private bool IsInkLight(GrayImage line, Mat picture)
    {
        using var blurred = new Mat();
        CvInvoke.Blur(picture, blurred, new Size(NeighbourhoodSide(line.Height), NeighbourhoodSide(line.Height)), new Point(-1, -1));
        GrayImage mean = blurred.ToGrayImage();
        double moment = 0;
        for (int i = 0; i < mean.Pixels.Length; i++)
        {
            double difference = line.Pixels[i] - mean.Pixels[i];
            moment += difference * difference * difference;
        }

        return moment > 0;
    }

    // Divides by the paper, which is what a closing wider than a stroke leaves: shadows and gradients go.
    private static void Flatten(Mat darkInk)
    {
        int side = (darkInk.Rows / 2) | 1;
        using Mat kernel = CvInvoke.GetStructuringElement(ElementShape.Rectangle, new Size(side, side), new Point(-1, -1));
        using var paper = new Mat();
        CvInvoke.MorphologyEx(darkInk, paper, MorphOp.Close, kernel, new Point(-1, -1), 1, BorderType.Replicate, default);
        CvInvoke.Divide(darkInk, paper, darkInk, 255);
    }

    private int NeighbourhoodSide(int height) => (Math.Max(3, (int)(_options.Neighbourhood * height)) / 2 * 2) + 1;

    private Mat Binarize(Mat darkInk)
    {
        var mean = default(MCvScalar);
        var deviation = default(MCvScalar);
        CvInvoke.MeanStdDev(darkInk, ref mean, ref deviation);
        var mask = new Mat();
        CvInvoke.AdaptiveThreshold(
            darkInk,
            mask,
            255,
            AdaptiveThresholdType.MeanC,
            ThresholdType.BinaryInv,
            NeighbourhoodSide(darkInk.Rows),
            Math.Max(4, _options.Offset * deviation.V0));
        int closing = (int)MathF.Round(_options.Closing * darkInk.Rows);
        if (closing >= 2)
        {
            // An even side would shift the ink by half a pixel.
            using Mat kernel = CvInvoke.GetStructuringElement(ElementShape.Ellipse, new Size(closing | 1, closing | 1), new Point(-1, -1));
            CvInvoke.MorphologyEx(mask, mask, MorphOp.Close, kernel, new Point(-1, -1), 1, BorderType.Constant, default);
        }

        return mask;
    }

    private GlyphSegmentation Describe(GrayImage darkInk, GrayImage mask, IReadOnlyList<PixelBox> pieces, Levelling levelling)
    {
        IReadOnlyList<PixelBox> glyphs = GlyphPieces.Arrange(mask, pieces, _options.SplitRatio);
        return new GlyphSegmentation
        {
            Ink = InkOf(darkInk, mask),
            SkewDegrees = levelling.SkewDegrees,
            Glyphs = [.. glyphs.Select(box => new SegmentedGlyph(box, levelling.ToSource(box)))],
            Reason = glyphs.Count > 0 ? "" : "No connected ink of the height of a text line was found.",
        };
    }

    // Grey ink inside the mask, from the paper's luminance (0) to that of the darkest hundredth of the ink (255): networks were trained on anti-aliased strokes.
    private static GrayImage InkOf(GrayImage darkInk, GrayImage mask)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        int inked = 0;
        int paper = 0;
        for (int i = 0; i < mask.Pixels.Length; i++)
        {
            byte luminance = darkInk.Pixels[i];
            paper = Math.Max(paper, luminance);
            if (mask.Pixels[i] != 0)
            {
                histogram[luminance]++;
                inked++;
            }
        }

        int darkest = 0;
        for (int count = histogram[0]; darkest < 255 && count * 100L < inked; count += histogram[++darkest])
        {
        }

        var ink = new GrayImage(mask.Width, mask.Height);
        int range = Math.Max(1, paper - darkest);
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            ink.Pixels[i] = mask.Pixels[i] == 0 ? (byte)0 : (byte)Math.Clamp((paper - darkInk.Pixels[i]) * 255 / range, 1, 255);
        }

        return ink;
    }
}
