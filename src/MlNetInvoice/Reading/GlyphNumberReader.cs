using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads as the classical chain does: cut a line into glyphs, normalise each, classify all in one batch. For models of the ten digits, such as LeNet-5 trained on MNIST,
/// which know neither letters nor "none".
/// </summary>
internal sealed class GlyphNumberReader : INumberReader
{
    private readonly NetworkClassifier _classifier;
    private readonly DigitNormalizer _normalizer;
    private readonly ISegmenter _segmenter;

    public GlyphNumberReader(TrainedModel model, ISegmenter segmenter)
    {
        _classifier = new NetworkClassifier(model.Network);
        _normalizer = new DigitNormalizer(model.Manifest.Normalizer);
        _segmenter = segmenter;
    }

    /// <inheritdoc/>
    public PictureLook Look(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace, IReadOnlyList<NumberLineCandidate>? rows = null)
    {
        if (options.Crop)
        {
            NumberEvidence? number = ReadLine(image, new LineGeometry(Quad.FromBox(new PixelBox(0, 0, image.Width, image.Height))), options, trace, out string reason);
            return number is null ? PictureLook.Empty(ReadingReason.GlyphsDoNotFit, reason) : new PictureLook([number]);
        }

        var numbers = new List<NumberEvidence>();
        IReadOnlyList<NumberLineCandidate> candidates = rows ?? NumberLineFinder.Find(image, NumberLineFinderOptions.Default with { MaxCandidates = options.MaxCandidates });
        trace?.Add("candidates", null, [.. candidates.Select(candidate => candidate.Quad)], $"{candidates.Count} rows look like numbers");
        foreach (NumberLineCandidate candidate in candidates)
        {
            LineGeometry line = new LineGeometry(candidate.Quad).Adjust(0, 1.5f);
            int height = Math.Clamp((int)line.Height, 16, 96);
            int width = Math.Clamp((int)(line.Length * height / Math.Max(1f, line.Height)), 16, 4096);
            if (ReadLine(Resampling.Warp(image, line.Band, width, height), line, options, trace, out _) is { } number)
            {
                numbers.Add(number with { Row = candidate });
            }
        }

        numbers.Sort((a, b) => b.Confidence.CompareTo(a.Confidence));
        return numbers.Count > 0 ? new PictureLook(numbers)
            : PictureLook.Empty(ReadingReason.NoNumberInRows, $"None of the {candidates.Count} rows of characters could be cut into as many digits as a number has.");
    }

    private NumberEvidence? ReadLine(GrayImage line, LineGeometry place, InvoiceReaderOptions options, ReadingTrace? trace, out string reason)
    {
        GlyphSegmentation segmentation = _segmenter.Segment(line);
        trace?.Add("glyphs", segmentation.Ink, [.. segmentation.Glyphs.Select(glyph => Quad.FromBox(glyph.InkBox))], segmentation.Reason);
        int count = segmentation.Glyphs.Count;
        reason = "";
        if (options.DigitCount is { } wanted ? count != wanted : count is < 4 or > 20)
        {
            reason = segmentation.Reason.Length > 0 ? segmentation.Reason
                : $"{count} glyphs were found, not {(options.DigitCount is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "4 to 20")}.";
            return null;
        }

        float[] images = new float[count * DigitNormalizer.Length];
        for (int i = 0; i < count; i++)
        {
            _normalizer.Normalize(segmentation.Ink, segmentation.Glyphs[i].InkBox, images.AsSpan(i * DigitNormalizer.Length, DigitNormalizer.Length));
        }

        float[] scores = new float[count * _classifier.ClassCount];
        _classifier.Classify(images, scores);
        return Conclude(segmentation, scores, line, place);
    }

    private NumberEvidence Conclude(GlyphSegmentation segmentation, float[] scores, GrayImage line, LineGeometry place)
    {
        int count = segmentation.Glyphs.Count;
        var glyphs = new GlyphReading[count];
        float confidence = 1;
        for (int i = 0; i < count; i++)
        {
            Span<float> digits = scores.AsSpan(i * _classifier.ClassCount, 10);
            int best = ClassScores.IndexOfLargest(digits);
            float score = digits[best];
            digits[best] = -1;
            int second = ClassScores.IndexOfLargest(digits);
            confidence *= score;
            glyphs[i] = new GlyphReading((char)('0' + best), score, (char)('0' + second), digits[second], Place(segmentation.Glyphs[i].Box, line, place));
        }

        return new NumberEvidence
        {
            Digits = string.Concat(glyphs.Select(glyph => glyph.Digit)),
            Glyphs = glyphs,
            Box = new Quad(glyphs[0].Box.TopLeft, glyphs[^1].Box.TopRight, glyphs[^1].Box.BottomRight, glyphs[0].Box.BottomLeft),
            DigitsConfidence = confidence,
            Doubt = ReadingReason.DigitNotSure,
        };
    }

    private static Quad Place(Quad box, GrayImage line, LineGeometry place)
    {
        PixelPoint At(PixelPoint point) => place.At(point.X / line.Width, point.Y / line.Height);
        return new Quad(At(box.TopLeft), At(box.TopRight), At(box.BottomRight), At(box.BottomLeft));
    }
}
