using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Evaluation;

/// <summary>Which reading of a picture answers to which of its labels.</summary>
internal sealed class NumberMatching
{
    private readonly IReadOnlyList<LabeledInvoice> _labels;
    private readonly IReadOnlyList<InvoiceReading>? _readings;
    private readonly List<InvoiceReading> _accepted;
    private readonly List<InvoiceReading> _guesses;
    private readonly InvoiceReading?[] _right;
    private readonly InvoiceReading?[] _guessed;

    public NumberMatching(IReadOnlyList<LabeledInvoice> labels, IReadOnlyList<InvoiceReading>? readings)
    {
        _labels = labels;
        _readings = readings;
        _accepted = [.. (readings ?? []).Where(reading => reading.Status == InvoiceReadingStatus.Read)];
        _guesses = [.. (readings ?? []).Where(reading => reading is { Status: InvoiceReadingStatus.Rejected, BestGuess: not null })];

        // What is right is taken before anything else, so that no label takes what another one shows.
        _right = [.. labels.Select(label => label.Digits.Length == 0 ? null : Take(_accepted, reading => reading.Digits == label.Digits))];
        _guessed = [.. labels.Select((label, i) => label.Digits.Length == 0 || _right[i] is not null
            ? null
            : Take(_guesses, reading => reading.BestGuess!.EndsWith(label.Digits, StringComparison.Ordinal)))];
    }

    /// <summary>Accepted readings that answer to no label, once <see cref="Outcomes"/> has been asked for.</summary>
    public IReadOnlyList<InvoiceReading> Left => _accepted;

    /// <summary>What became of each label, in their order.</summary>
    public List<NumberOutcome> Outcomes(TimeSpan elapsed)
    {
        int inView = _labels.Count(label => label.Digits.Length > 0);
        return [.. _labels.Select((label, i) => Judge(label, i, elapsed) with { NumbersInView = inView })];
    }

    private NumberOutcome Judge(LabeledInvoice label, int index, TimeSpan elapsed)
    {
        InvoiceReading? right = _right[index];
        LettersResult letters = label.Letters is null ? LettersResult.NotLabelled
            : right?.Letters is null ? (label.AreLettersLegible ? LettersResult.None : LettersResult.NotLabelled)
            : right.Letters == label.Letters ? LettersResult.Right : LettersResult.Wrong;
        if (_readings is null)
        {
            return new NumberOutcome(label, NumberResult.Invalid, letters, null, elapsed);
        }

        if (right is not null)
        {
            return new NumberOutcome(label, NumberResult.Right, letters, right.Digits, elapsed) { Reading = right };
        }

        // Another number at the label's place is wrong; elsewhere it may be another slip's. A label without a place takes any.
        InvoiceReading? wrong = Take(_accepted, reading => label.Quad is not { } place || reading.Box is not { } box || QuadOverlap.Share(place, box));
        if (wrong is not null)
        {
            return new NumberOutcome(label, NumberResult.Wrong, letters, wrong.Number, elapsed) { Reading = wrong };
        }

        InvoiceReading? guess = _guessed[index] ?? Take(_guesses, _ => true);
        NumberResult result = label.Digits.Length == 0 ? NumberResult.Right : guess is null ? NumberResult.NotFound : NumberResult.Rejected;
        return new NumberOutcome(label, result, letters, guess?.BestGuess, elapsed) { Reading = guess ?? _readings.FirstOrDefault(reading => reading.Status == InvoiceReadingStatus.NotFound) };
    }

    private static InvoiceReading? Take(List<InvoiceReading> readings, Predicate<InvoiceReading> condition)
    {
        int index = readings.FindIndex(condition);
        if (index < 0)
        {
            return null;
        }

        InvoiceReading reading = readings[index];
        readings.RemoveAt(index);
        return reading;
    }
}
