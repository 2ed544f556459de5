using System.Globalization;
using System.Text;

namespace MlNetInvoice.Evaluation;

/// <summary>Writes what was counted as a table for people.</summary>
internal static class NumberAccuracyText
{
    public static string Write(NumberAccuracy accuracy)
    {
        var text = new StringBuilder();
        text.AppendLine("                      all  right  (whole  no letters  letters wrong)  wrong  rejected: guess right  guess wrong  not found  invalid");
        foreach (NumberCounts row in NumberCounts.Groups(accuracy.Outcomes))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Name,-20}{row.All,5}{row.Right,7}{row.Whole,8}{row.WithoutLetters,12}{row.LettersWrong,15}{row.Wrong,8}"
                + $"{row.GuessRight,23}{row.GuessWrong,13}{row.NotFound,11}{row.Invalid,9}");
        }

        text.AppendLine();
        IGrouping<string, NumberOutcome>[] numbers = [.. accuracy.Outcomes.Where(outcome => outcome.Label.Digits.Length > 0).GroupBy(outcome => outcome.Label.Digits)];
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"distinct numbers: {numbers.Length}; right in every picture: {numbers.Count(rows => rows.All(row => row.Result == NumberResult.Right))}; "
            + $"right in at least one: {numbers.Count(rows => rows.Any(row => row.Result == NumberResult.Right))}; "
            + $"wrong in at least one: {numbers.Count(rows => rows.Any(row => row.Result == NumberResult.Wrong))}");
        AppendStrays(text, accuracy);
        AppendAnswers(text, accuracy.Answers);
        ReadingTimes times = ReadingTimes.Of(accuracy.Times);
        text.AppendLine(CultureInfo.InvariantCulture, $"milliseconds per picture: mean {times.Mean:0.00}, median {times.Median:0.00}, 95th percentile {times.Percentile95:0.0}, longest {times.Longest:0.0}");
        return text.ToString();
    }

    private static void AppendStrays(StringBuilder text, NumberAccuracy accuracy)
    {
        int wrong = accuracy.Strays.Count(stray => stray.IsWrong);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"accepted numbers that are wrong: {accuracy.Outcomes.Count(outcome => outcome.Result == NumberResult.Wrong) + wrong}, {wrong} of them beside the labelled ones; "
            + $"that no label has: {accuracy.Strays.Count - wrong}");
        foreach (StrayReading stray in accuracy.Strays)
        {
            string? known = accuracy.Outcomes.FirstOrDefault(outcome => outcome.Label.Digits.Length > 0 && outcome.Label.Digits == stray.Reading.Digits)?.Label.File;
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Path.GetFileName(stray.File)}: {stray.Reading.Number}{(stray.IsWrong ? " is wrong" : known is null ? "" : $", which {Path.GetFileName(known)} shows")}");
        }
    }

    private static void AppendAnswers(StringBuilder text, IReadOnlyList<SingleAnswer> answers)
    {
        if (answers.Count == 0)
        {
            return;
        }

        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"the one answer: a number of the picture in {answers.Count(answer => answer.IsRight)} of {answers.Count(answer => answer.HasNumber)}; "
            + $"one that no label has: {answers.Count(answer => answer.IsUnlabelled)}; wrong: {answers.Count(answer => answer is { HasNumber: true, IsWrong: true })}; "
            + $"none: {answers.Count(answer => answer is { HasNumber: true, IsAccepted: false })}; "
            + $"pictures without a number that got one: {answers.Count(answer => answer is { HasNumber: false, IsWrong: true })} of {answers.Count(answer => !answer.HasNumber)}");
    }
}
