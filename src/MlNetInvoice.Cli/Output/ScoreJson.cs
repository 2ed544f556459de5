using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice.Cli.Output;

/// <summary>Writes all figures of <c>score</c> as one JSON object.</summary>
internal static class ScoreJson
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, NumberAccuracy accuracy, bool withNumbers, Action<Utf8JsonWriter>? more = null)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _options))
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (NumberCounts group in NumberCounts.Groups(accuracy.Outcomes))
            {
                WriteGroup(json, group);
            }

            json.WriteEndArray();
            WriteAccepted(json, accuracy);
            WriteAnswers(json, accuracy.Answers);
            WriteTimes(json, accuracy.Times);
            if (withNumbers)
            {
                json.WriteStartArray("numbers");
                foreach (NumberOutcome outcome in accuracy.Outcomes)
                {
                    WriteNumber(json, outcome);
                }

                json.WriteEndArray();
            }

            more?.Invoke(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    /// <summary>Writes the times of pictures, in milliseconds.</summary>
    public static void WriteTimes(Utf8JsonWriter json, IEnumerable<TimeSpan> elapsed)
    {
        ReadingTimes times = ReadingTimes.Of(elapsed);
        json.WriteStartObject("milliseconds");
        json.WriteNumber("mean", Math.Round(times.Mean, 3));
        json.WriteNumber("median", Math.Round(times.Median, 3));
        json.WriteNumber("percentile95", Math.Round(times.Percentile95, 3));
        json.WriteNumber("longest", Math.Round(times.Longest, 3));
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, NumberCounts group)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteNumber("all", group.All);
        json.WriteNumber("right", group.Right);
        json.WriteNumber("whole", group.Whole);
        json.WriteNumber("withoutLetters", group.WithoutLetters);
        json.WriteNumber("lettersWrong", group.LettersWrong);
        json.WriteNumber("wrong", group.Wrong);
        json.WriteNumber("guessRight", group.GuessRight);
        json.WriteNumber("guessWrong", group.GuessWrong);
        json.WriteNumber("notFound", group.NotFound);
        json.WriteNumber("invalid", group.Invalid);
        json.WriteEndObject();
    }

    private static void WriteAccepted(Utf8JsonWriter json, NumberAccuracy accuracy)
    {
        json.WriteStartArray("beside");
        foreach (StrayReading stray in accuracy.Strays)
        {
            json.WriteStartObject();
            json.WriteString("file", Path.GetFileName(stray.File));
            json.WriteString("number", stray.Reading.Number);
            json.WriteNumber("confidence", stray.Reading.Confidence);
            json.WriteBoolean("wrong", stray.IsWrong);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnswers(Utf8JsonWriter json, IReadOnlyList<SingleAnswer> answers)
    {
        json.WriteStartObject("oneAnswer");
        json.WriteNumber("picturesWithNumber", answers.Count(answer => answer.HasNumber));
        json.WriteNumber("right", answers.Count(answer => answer.IsRight));
        json.WriteNumber("wrong", answers.Count(answer => answer is { HasNumber: true, IsWrong: true }));
        json.WriteNumber("notLabelled", answers.Count(answer => answer.IsUnlabelled));
        json.WriteNumber("none", answers.Count(answer => answer is { HasNumber: true, IsAccepted: false }));
        json.WriteNumber("picturesWithoutNumber", answers.Count(answer => !answer.HasNumber));
        json.WriteNumber("invented", answers.Count(answer => answer is { HasNumber: false, IsWrong: true }));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, NumberOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("file", Path.GetFileName(outcome.Label.File));
        json.WriteString("wanted", outcome.Label.Number);
        json.WriteString("got", outcome.Result == NumberResult.Right && outcome.Reading?.Number is string number ? number : outcome.Answer);
        json.WriteString("status", ScoreErrors.StatusOf(outcome) ?? "right");
        json.WriteNumber("confidence", outcome.Reading?.Confidence ?? 0);
        json.WriteString("reason", outcome.Reading?.Reason ?? "");
        json.WriteNumber("milliseconds", Math.Round(outcome.Elapsed.TotalMilliseconds, 3));
        json.WriteEndObject();
    }
}
