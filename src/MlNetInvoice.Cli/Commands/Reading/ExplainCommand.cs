using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Reports.Explanation;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>explain</c>: how a picture is read: first and second guess for every glyph, the stages, and every layer for one glyph.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandContext context)
    {
        var image = new Argument<string>("image") { Description = "A photograph, a crop or a single digit: PNG, JPEG, BMP or PNM." };
        var model = new Option<string?>("--model") { Description = "The model. Default: the embedded one.", HelpName = "model.zip" };
        var crop = new Option<bool>("--crop") { Description = "The picture shows the number alone." };
        var glyph = new Option<int?>("--glyph") { Description = "Whose layers are drawn, from 1. Default: the least certain glyph." };
        var output = new Option<string>("--out") { Description = "Folder for stages.png and layers.png.", DefaultValueFactory = _ => "explanation", HelpName = "folder" };
        var dark = new Option<bool>("--dark") { Description = "For a dark page." };
        var command = new Command("explain", "Shows how a picture is read: guesses for every glyph, the stages as a sheet, and what every layer of the network sees.") { image, model, crop, glyph, output, dark };
        command.SetAction(parsed =>
        {
            TrainedModel loaded = parsed.GetValue(model) is string path ? ModelFile.Load(path) : EmbeddedModels.LoadReader();
            var options = InvoiceReaderOptions.Default with { Crop = parsed.GetValue(crop) };
            ReadingExplanation explanation = ReadingExplanation.Create(loaded, File.ReadAllBytes(parsed.GetRequiredValue(image)), options);
            return Write(context, explanation, parsed.GetValue(glyph), parsed.GetRequiredValue(output), parsed.GetValue(dark) ? SheetTheme.Dark : SheetTheme.Light);
        });
        return command;
    }

    private static int Write(CommandContext context, ReadingExplanation explanation, int? chosen, string folder, SheetTheme theme)
    {
        InvoiceReading reading = explanation.Reading;
        context.Output.WriteLine(reading.Status switch
        {
            InvoiceReadingStatus.Read => $"{reading.Number}, confidence {ConfidenceText.Percent(reading.Confidence)}{(reading.IsComplete ? "" : ", letters not read")}",
            InvoiceReadingStatus.Rejected => $"rejected as unsure, best guess {reading.BestGuess}, confidence {ConfidenceText.Percent(reading.Confidence)}: {reading.Reason}",
            _ => $"no number: {reading.Reason}",
        });
        string stages = Path.Combine(folder, "stages.png"), layers = Path.Combine(folder, "layers.png");
        explanation.DrawStages(theme).Save(stages);
        if (explanation.Glyphs.Count == 0)
        {
            WriteAdvice(context, reading);
            context.Output.WriteLine($"{stages}: no glyph was found");
            return ExitCode.NotAllRead;
        }

        var table = new TextTable("glyph", "first guess", "score", "second guess", "score");
        for (int index = 0; index < explanation.Glyphs.Count; index++)
        {
            ExplainedGlyph glyph = explanation.Glyphs[index];
            table.Add((index + 1).ToString(CultureInfo.InvariantCulture), glyph.First, Percent(glyph.FirstScore), glyph.Second, Percent(glyph.SecondScore));
        }

        table.WriteTo(context.Output);
        WriteAdvice(context, reading);
        int shown = (chosen - 1) ?? Enumerable.Range(0, explanation.Glyphs.Count).MinBy(index => explanation.Glyphs[index].FirstScore);
        if (shown < 0 || shown >= explanation.Glyphs.Count)
        {
            throw new UsageException($"--glyph is {chosen}, but there are {explanation.Glyphs.Count} glyphs.");
        }

        explanation.DrawLayers(shown, theme).Save(layers);
        context.Output.WriteLine($"{stages}, {layers}: glyph {shown + 1}");
        return reading.Status == InvoiceReadingStatus.Read ? ExitCode.Success : ExitCode.NotAllRead;
    }

    // Why it was rejected, in words for who looks at the picture.
    private static void WriteAdvice(CommandContext context, InvoiceReading reading)
    {
        if (ReasonAdvice.For(reading.ReasonCode) is { Length: > 0 } advice)
        {
            context.Output.WriteLine(advice);
        }
    }

    private static string Percent(float share) => share.ToString("0.00%", CultureInfo.InvariantCulture);
}
