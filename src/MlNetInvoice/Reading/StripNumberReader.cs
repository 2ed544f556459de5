using System.Diagnostics;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Reads by sliding a network of 37 classes along lines: nothing is binarised, and the grammar picks among all cuts at once.</summary>
internal sealed class StripNumberReader : INumberReader
{
    private const int LeastSide = 8;

    // Mean logarithm of probability below which what was followed are no digits, but paper.
    private const float LeastDigit = -1f;

    private readonly LineReader _lines;

    public StripNumberReader(TrainedModel model)
    {
        var network = new SlidingNetwork(model.Network);
        var normalizer = new LineNormalizer();
        Lazy<LineExpert>? expert = model.Expert is not { } second ? null
            : new Lazy<LineExpert>(() => new LineExpert(new SlidingNetwork(second.Network), normalizer, new ReadingConfidence(second.Manifest.ReadingConfidence)));
        _lines = new LineReader(network, normalizer, new ReadingConfidence(model.Manifest.ReadingConfidence), expert);
        Fields = new PrintedFieldReader(network, normalizer);
    }

    /// <inheritdoc/>
    public PrintedFieldReader? Fields { get; }

    /// <inheritdoc/>
    public PictureLook Look(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace, IReadOnlyList<NumberLineCandidate>? rows = null)
    {
        if (image.Width < LeastSide || image.Height < LeastSide)
        {
            return PictureLook.Empty(ReadingReason.PictureTooSmall, $"A picture of {image.Width}×{image.Height} pixels is too small for a number.");
        }

        return options.Crop ? LookAtCrop(image, options, trace) : LookAtPhotograph(image, options, trace, rows);
    }

    private PictureLook LookAtCrop(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace)
    {
        LineReading line = _lines.ReadCrop(image, options.DigitCount ?? 4, options.DigitCount ?? 20, trace);
        return line.Digits.Length == 0 || line.MeanDigit < LeastDigit
            ? PictureLook.Empty(ReadingReason.NoNumberInCrop, options.DigitCount is { } count ? $"No row of {count} digits could be followed in the crop." : "No row of digits could be followed in the crop.")
            : new PictureLook([Evidence(line)]);
    }

    private PictureLook LookAtPhotograph(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace, IReadOnlyList<NumberLineCandidate>? rows)
    {
        IReadOnlyList<NumberLineCandidate> candidates = rows ?? Find(image, options);
        trace?.Add("candidates", null, [.. candidates.Select(candidate => candidate.Quad)], $"{candidates.Count} rows look like numbers");
        List<LineReading> lines = ReadCandidates(image, candidates, options, trace);
        return lines.Count > 0 ? new PictureLook([.. lines.Select(Evidence)])
            : candidates.Count == 0 ? PictureLook.Empty(ReadingReason.NoRows, "No row of characters was found.")
            : PictureLook.Empty(ReadingReason.NoNumberInRows, $"None of the {candidates.Count} rows of characters reads as a number.");
    }

    private static IReadOnlyList<NumberLineCandidate> Find(GrayImage image, InvoiceReaderOptions options)
    {
        using Activity? span = ReadingSpans.Start("find rows");
        IReadOnlyList<NumberLineCandidate> candidates = NumberLineFinder.Find(image, NumberLineFinderOptions.Default with { MaxCandidates = options.MaxCandidates });
        span?.SetTag("mlnetinvoice.rows", candidates.Count);
        return candidates;
    }

    private List<LineReading> ReadCandidates(GrayImage image, IReadOnlyList<NumberLineCandidate> candidates, InvoiceReaderOptions options, ReadingTrace? trace)
    {
        using Activity? span = ReadingSpans.Start("read rows");
        List<LineReading> lines = _lines.ReadCandidates(image, candidates, options.DigitCount ?? 6, options.DigitCount ?? 20, trace);
        span?.SetTag("mlnetinvoice.lines", lines.Count);
        return lines;
    }

    private static NumberEvidence Evidence(LineReading line) => new()
    {
        Digits = line.Digits,
        Glyphs = line.Glyphs,
        Box = line.Box,
        Row = line.Row,
        DigitsConfidence = line.Confidence,
        Belief = line.Belief,
        Letters = line.Letters,
        LettersConfidence = line.LettersConfidence,
        Doubt = line.Doubt,
    };
}
