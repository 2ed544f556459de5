using System.Globalization;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Cli.Output;

/// <summary>Lists what <c>score</c> found wrong or missing, one line each, picture by picture.</summary>
internal static class ScoreErrors
{
    public static void Write(TextWriter output, NumberAccuracy accuracy)
    {
        ILookup<string, StrayReading> strays = accuracy.Strays.ToLookup(stray => stray.File);
        ILookup<string, SingleAnswer> answers = accuracy.Answers.ToLookup(answer => answer.File);
        var table = new TextTable("file", "wanted", "got", "status", "confidence", "reason").WithLeft(1).WithLeft(2).WithLeft(3).WithLeft(5);
        foreach (IGrouping<string, NumberOutcome> picture in accuracy.Outcomes.GroupBy(outcome => outcome.Label.File))
        {
            foreach (NumberOutcome outcome in picture.Where(outcome => StatusOf(outcome) is not null))
            {
                Add(table, picture.Key, outcome.Label.Number, outcome.Answer, StatusOf(outcome)!, outcome.Reading);
            }

            foreach (StrayReading stray in strays[picture.Key])
            {
                Add(table, picture.Key, "", stray.Reading.Number, stray.IsWrong ? "wrong" : "not labelled", stray.Reading);
            }

            foreach (SingleAnswer answer in answers[picture.Key].Where(answer => answer.IsWrong || (answer.HasNumber && !answer.IsRight)))
            {
                Add(table, picture.Key, "any", answer.Reading.Number ?? answer.Reading.BestGuess, answer.IsWrong ? "one answer wrong" : answer.IsUnlabelled ? "one answer not labelled" : "no answer", answer.Reading);
            }
        }

        table.WriteTo(output);
    }

    /// <summary>What is to be said of a number; null where all of it is right.</summary>
    public static string? StatusOf(NumberOutcome outcome) => outcome.Result switch
    {
        NumberResult.Right when outcome.Letters == LettersResult.None => "no letters",
        NumberResult.Right when outcome.Letters == LettersResult.Wrong => "letters wrong",
        NumberResult.Right => null,
        NumberResult.Wrong => "wrong",
        NumberResult.Rejected => outcome.IsGuessRight ? "rejected, guess right" : "rejected, guess wrong",
        NumberResult.NotFound => "not found",
        _ => "invalid",
    };

    private static void Add(TextTable table, string file, string wanted, string? got, string status, InvoiceReading? reading) => table.Add(
        Path.GetFileName(file),
        wanted.Length == 0 ? "-" : wanted,
        (status is "no letters" or "letters wrong" ? reading?.Number : got) ?? "-",
        status,
        reading is null ? "-" : ConfidenceText.Cut(reading.Confidence, 4).ToString("0.0000", CultureInfo.InvariantCulture),
        reading?.Reason.ReplaceLineEndings(" ") ?? "");
}
