using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Synthesis.Fonts;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>synthesize</c>: draws photographs of invoices that never were, with their truth.</summary>
internal static class SynthesizeCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("folder") { Description = "Where labels.csv and the folder images shall stand; created where it is missing." };
        var count = new Option<int>("--count") { Description = "How many pictures.", DefaultValueFactory = _ => 100 };
        var seed = new Option<long>("--seed") { Description = "Picture i depends on the seed and i alone.", DefaultValueFactory = _ => 1 };
        var kind = new Option<string>("--kind") { Description = "What slips.", DefaultValueFactory = _ => "any" }.AcceptOnlyFromAmong("any", "electronic", "traditional", "negative");
        var size = new Option<string>("--size") { Description = "Columns and rows of a picture.", DefaultValueFactory = _ => "960x1280" };
        var minimum = new Option<float?>("--min-severity") { Description = "How bad the best are, 0 clean to 1.", CustomParser = OptionParsing.ParseSingle, DefaultValueFactory = _ => 0 };
        var maximum = new Option<float?>("--max-severity") { Description = "How bad the worst are, 0 clean to 1; below 0.5 is mild.", CustomParser = OptionParsing.ParseSingle, DefaultValueFactory = _ => 1 };
        var turn = new Option<float?>("--turn") { Description = "Greatest turn to either side in degrees, 0 to 45.", CustomParser = OptionParsing.ParseSingle, DefaultValueFactory = _ => 30 };
        var quarters = new Option<float?>("--quarter-turns") { Description = "Share turned by a quarter or a half, 0 to 1.", CustomParser = OptionParsing.ParseSingle, DefaultValueFactory = _ => 0 };
        var fonts = new Option<bool>("--fonts") { Description = "Prints in installed open fonts too; the pictures then depend on the machine." };
        var ideographs = new Option<string?>("--ideographs") { Description = "A font file for ideographs. Default: our own likenesses.", HelpName = "file" };
        var scenes = new Option<bool>("--scenes") { Description = "Draws scenes instead: forms, several slips, screens, and a quarter without an invoice; --kind and --size are not used, and rivals.csv is written too." };
        var samples = new Option<bool>("--samples") { Description = "Draws the sample pictures of assets/samples instead; other options are not used." };
        var command = new Command("synthesize", "Draws photographs of invoices with labels.csv, to test readers from end to end.")
        {
            folder, count, seed, kind, size, minimum, maximum, turn, quarters, fonts, ideographs, scenes, samples,
        };
        command.SetLongAction((parsed, cancellationToken) =>
        {
            string target = parsed.GetRequiredValue(folder);
            if (parsed.GetValue(samples))
            {
                SyntheticInvoices.WriteSamples(target);
                context.Output.WriteLine($"{target} holds the sample pictures and labels.csv.");
                return ExitCode.Success;
            }

            if (parsed.GetValue(scenes))
            {
                return DrawScenes();
            }

            SyntheticInvoiceOptions options;
            int number = parsed.GetValue(count);
            try
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, "--count");
                (int width, int height) = ParseSize(parsed.GetRequiredValue(size));
                options = new SyntheticInvoiceOptions
                {
                    Kind = parsed.GetValue(kind) is { } name && Enum.TryParse(name, ignoreCase: true, out InvoiceKind slip) ? slip : null,
                    Width = width,
                    Height = height,
                    MinimumSeverity = parsed.GetValue(minimum)!.Value,
                    MaximumSeverity = parsed.GetValue(maximum)!.Value,
                    MaximumTurn = parsed.GetValue(turn)!.Value,
                    QuarterTurnShare = parsed.GetValue(quarters)!.Value,
                    Fonts = parsed.GetValue(fonts) ? FontCatalog.Discover(cancellationToken: cancellationToken) : [],
                    Ideographs = parsed.GetValue(ideographs) is { } file ? OutlineFont.Load(file, 0, SyntheticInvoiceOptions.IdeographCharacters) : null,
                };
                SyntheticInvoices.Validate(options);
            }
            catch (ArgumentException fault)
            {
                throw UsageException.From(fault);
            }

            SyntheticInvoices.Write(target, number, parsed.GetValue(seed), options, new TenthProgress(context, number), cancellationToken);
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target} holds {number} pictures and labels.csv."));
            return ExitCode.Success;

            int DrawScenes()
            {
                SceneOptions wanted;
                int many = parsed.GetValue(count);
                try
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(many, 1, "--count");
                    wanted = new SceneOptions
                    {
                        MinimumSeverity = parsed.GetValue(minimum)!.Value,
                        MaximumSeverity = parsed.GetValue(maximum)!.Value,
                        MaximumTurn = parsed.GetValue(turn)!.Value,
                        QuarterTurnShare = parsed.GetValue(quarters)!.Value,
                        Fonts = parsed.GetValue(fonts) ? FontCatalog.Discover(cancellationToken: cancellationToken) : [],
                        Ideographs = parsed.GetValue(ideographs) is { } file ? [OutlineFont.Load(file, 0, SceneOptions.IdeographCharacters)] : [],
                    };
                    SyntheticScenes.Validate(wanted);
                }
                catch (ArgumentException fault)
                {
                    throw UsageException.From(fault);
                }

                SyntheticScenes.Write(target, many, parsed.GetValue(seed), wanted, new TenthProgress(context, many), cancellationToken);
                context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target} holds {many} scenes, {SyntheticScenes.RivalsFileName} and labels.csv."));
                return ExitCode.Success;
            }
        });
        return command;
    }

    private static (int Width, int Height) ParseSize(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            ? (width, height)
            : throw new UsageException($"--size is \"{text}\", but must be like 960x1280.");
    }

    // A line at every tenth.
    private sealed class TenthProgress(CommandContext context, int count) : IProgress<int>
    {
        public void Report(int value)
        {
            if (count >= 20 && (long)value * 10 / count != (value - 1L) * 10 / count)
            {
                lock (this)
                {
                    context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} of {count} pictures"));
                }
            }
        }
    }
}
