using System.Globalization;
using System.Text;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Evaluation;

/// <summary>
/// Counts whole numbers: right, wrong, rejected, not found; by row, by kind, and by distinct number (many pictures may show the same invoice, and
/// reading it twenty times is not reading twenty invoices). Not thread-safe.
/// </summary>
public sealed class NumberAccuracy
{
    private readonly List<NumberOutcome> _outcomes = [];
    private readonly List<(string File, string Number)> _invented = [];

    /// <summary>Every labelled number with what became of it, in the order they were added.</summary>
    public IReadOnlyList<NumberOutcome> Outcomes => _outcomes;

    /// <summary>
    /// Numbers that were accepted where no label of their picture lies: slips in view that nobody labelled, or inventions; to be looked at. Where labels say no place, those that are
    /// left over when every label has its answer.
    /// </summary>
    public IReadOnlyList<(string File, string Number)> Invented => _invented;

    /// <summary>Adds one picture with all its labels and all its readings.</summary>
    /// <param name="labels">The rows of the picture, at least one; a row without digits says that it shows no number.</param>
    /// <param name="readings">What was read in it; null where it could not be decoded.</param>
    /// <param name="elapsed">How long it took, decoding included.</param>
    public void Add(IReadOnlyList<LabeledInvoice> labels, IReadOnlyList<InvoiceReading>? readings, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels.Count, 1, nameof(labels));
        List<InvoiceReading> accepted = [.. (readings ?? []).Where(reading => reading.Status == InvoiceReadingStatus.Read)];
        List<string> guesses = [.. (readings ?? []).Where(reading => reading is { Status: InvoiceReadingStatus.Rejected, BestGuess: not null })
            .Select(reading => reading.BestGuess!)];
        var matched = labels.Select(label => Take(accepted, reading => label.Digits.Length > 0 && reading.Digits == label.Digits)).ToArray();
        for (int i = 0; i < labels.Count; i++)
        {
            _outcomes.Add(Judge(labels[i], matched[i], readings, accepted, guesses, elapsed));
        }

        _invented.AddRange(accepted.Select(reading => (labels[0].File, reading.Number!)));
    }

    /// <summary>Counts of all rows, of each kind, and of distinct numbers; then every row that is not right.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("                      all  right  wrong  rejected  not found  invalid  letters right  wrong  ms mean  ms max");
        AppendRow(text, "all", _outcomes);
        AppendRow(text, "usable", [.. _outcomes.Where(outcome => !outcome.Label.IsHard && outcome.Label.Digits.Length > 0)]);
        AppendRow(text, "hard", [.. _outcomes.Where(outcome => outcome.Label.IsHard)]);
        foreach (IGrouping<string, NumberOutcome> kind in _outcomes.Where(outcome => outcome.Label.Kind.Length > 0)
            .GroupBy(outcome => outcome.Label.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            AppendRow(text, kind.Key, [.. kind]);
        }

        IGrouping<string, NumberOutcome>[] numbers = [.. _outcomes.Where(outcome => outcome.Label.Digits.Length > 0).GroupBy(outcome => outcome.Label.Digits)];
        text.AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"distinct numbers: {numbers.Length}; right in every picture: {numbers.Count(rows => rows.All(row => row.Result == NumberResult.Right))}; "
            + $"right in at least one: {numbers.Count(rows => rows.Any(row => row.Result == NumberResult.Right))}; "
            + $"wrong in at least one: {numbers.Count(rows => rows.Any(row => row.Result == NumberResult.Wrong))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"accepted numbers that no label has: {_invented.Count}");
        foreach ((string file, string number) in _invented)
        {
            string? known = _outcomes.FirstOrDefault(outcome => outcome.Label.Digits.Length > 0 && number.EndsWith(outcome.Label.Digits, StringComparison.Ordinal))?.Label.File;
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Path.GetFileName(file)}: {number}{(known is null ? "" : $", which {Path.GetFileName(known)} shows")}");
        }

        foreach (NumberOutcome outcome in _outcomes.Where(outcome => outcome.Result != NumberResult.Right || outcome.Letters == LettersResult.Wrong))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {Path.GetFileName(outcome.Label.File)}: {Describe(outcome)}");
        }

        return text.ToString();
    }

    private static NumberOutcome Judge(
        LabeledInvoice label,
        InvoiceReading? match,
        IReadOnlyList<InvoiceReading>? readings,
        List<InvoiceReading> accepted,
        List<string> guesses,
        TimeSpan elapsed)
    {
        LettersResult letters = LettersResult.NotLabelled;
        if (label.Letters is not null)
        {
            letters = match?.Letters is null ? LettersResult.None : match.Letters == label.Letters ? LettersResult.Right : LettersResult.Wrong;
        }

        if (readings is null)
        {
            return new NumberOutcome(label, NumberResult.Invalid, letters, null, elapsed);
        }

        if (match is not null)
        {
            return new NumberOutcome(label, NumberResult.Right, letters, match.Digits, elapsed);
        }

        // Another number at the label's place is wrong; elsewhere it may be another slip's. A label without a place takes any.
        InvoiceReading? wrong = Take(accepted, reading => label.Quad is not { } place || reading.Box is not { } box || QuadOverlap.Share(place, box));
        if (wrong is not null)
        {
            return new NumberOutcome(label, NumberResult.Wrong, letters, wrong.Number, elapsed);
        }

        string? guess = Take(guesses, text => text.EndsWith(label.Digits, StringComparison.Ordinal)) ?? Take(guesses, _ => true);
        NumberResult result = label.Digits.Length == 0 ? NumberResult.Right : guess is null ? NumberResult.NotFound : NumberResult.Rejected;
        return new NumberOutcome(label, result, letters, guess, elapsed);
    }

    private static T? Take<T>(List<T> items, Predicate<T> condition)
        where T : class
    {
        int index = items.FindIndex(condition);
        if (index < 0)
        {
            return null;
        }

        T item = items[index];
        items.RemoveAt(index);
        return item;
    }

    private static void AppendRow(StringBuilder text, string name, List<NumberOutcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return;
        }

        int Count(NumberResult result) => outcomes.Count(outcome => outcome.Result == result);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{name,-20}{outcomes.Count,5}{Count(NumberResult.Right),7}{Count(NumberResult.Wrong),7}{Count(NumberResult.Rejected),10}{Count(NumberResult.NotFound),11}"
            + $"{Count(NumberResult.Invalid),9}{outcomes.Count(outcome => outcome.Letters == LettersResult.Right),15}{outcomes.Count(outcome => outcome.Letters == LettersResult.Wrong),7}"
            + $"{outcomes.Average(outcome => outcome.Elapsed.TotalMilliseconds),9:0.00}{outcomes.Max(outcome => outcome.Elapsed.TotalMilliseconds),8:0.0}");
    }

    private static string Describe(NumberOutcome outcome) => outcome.Result switch
    {
        NumberResult.Right => $"{outcome.Label.Number} was read with wrong letters",
        NumberResult.Wrong when outcome.Label.Digits.Length == 0 => $"shows no number, but {outcome.Answer} was read",
        NumberResult.Wrong => $"{outcome.Label.Number} was read as {outcome.Answer}",
        NumberResult.Rejected => $"{outcome.Label.Number} was rejected; the best guess is {outcome.Answer}",
        NumberResult.NotFound => $"{outcome.Label.Number} was not found",
        _ => "could not be decoded",
    };
}
