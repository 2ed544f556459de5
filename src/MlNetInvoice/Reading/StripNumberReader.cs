using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
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
        _lines = new LineReader(new SlidingNetwork(model.Network), new LineNormalizer(), new ReadingConfidence(model.Manifest.ReadingConfidence));
    }

    public IReadOnlyList<InvoiceReading> Read(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace)
    {
        if (image.Width < LeastSide || image.Height < LeastSide)
        {
            return [NotFound($"A picture of {image.Width}×{image.Height} pixels is too small for a number.")];
        }

        return options.Crop ? [ReadCrop(image, options, trace)] : ReadPhotograph(image, options, trace);
    }

    private InvoiceReading ReadCrop(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace)
    {
        LineReading line = _lines.ReadCrop(image, options.DigitCount ?? 4, options.DigitCount ?? 20, trace);
        return line.Digits.Length == 0 || line.MeanDigit < LeastDigit
            ? NotFound(options.DigitCount is { } count ? $"No row of {count} digits could be followed in the crop." : "No row of digits could be followed in the crop.")
            : Decide(line, options);
    }

    private InvoiceReading[] ReadPhotograph(GrayImage image, InvoiceReaderOptions options, ReadingTrace? trace)
    {
        IReadOnlyList<NumberLineCandidate> candidates = NumberLineFinder.Find(image, NumberLineFinderOptions.Default with { MaxCandidates = options.MaxCandidates });
        trace?.Add("candidates", null, [.. candidates.Select(candidate => candidate.Quad)], $"{candidates.Count} rows look like numbers");
        List<LineReading> lines = _lines.ReadCandidates(image, candidates, options.DigitCount ?? 6, options.DigitCount ?? 20, trace);
        if (lines.Count == 0)
        {
            return [NotFound(candidates.Count == 0 ? "No row of characters was found." : $"None of the {candidates.Count} rows of characters reads as a number.")];
        }

        InvoiceReading[] readings = [.. lines.Select(line => Decide(line, options))];
        InvoiceReading[] accepted = [.. readings.Where(reading => reading.Status == InvoiceReadingStatus.Read)];
        return accepted.Length > 0 ? accepted : [readings[0]];
    }

    private static InvoiceReading Decide(LineReading line, InvoiceReaderOptions options)
    {
        float confidence = line.Confidence * line.Belief;
        bool isAccepted = confidence >= options.MinConfidence;
        bool hasLetters = isAccepted && line.Letters is not null && line.LettersConfidence >= options.MinLettersConfidence;
        return new InvoiceReading
        {
            Status = isAccepted ? InvoiceReadingStatus.Read : InvoiceReadingStatus.Rejected,
            Digits = isAccepted ? line.Digits : null,
            BestGuess = isAccepted ? null : line.Digits,
            Letters = hasLetters ? line.Letters : null,
            LettersConfidence = hasLetters ? line.LettersConfidence : 0,
            Confidence = confidence,
            Reason = isAccepted ? "" : FormattableString.Invariant($"The confidence of {confidence:0.0000} is below {options.MinConfidence:0.0000}: {line.Doubt}."),
            Box = line.Box,
            Glyphs = line.Glyphs,
        };
    }

    private static InvoiceReading NotFound(string reason) => new() { Status = InvoiceReadingStatus.NotFound, Reason = reason };
}
