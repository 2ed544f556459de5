using System.CommandLine;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Cli.Peers;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>score</c>: reads a labelled folder and counts whole numbers, by row, by kind, by slips in view and by distinct number.</summary>
internal static class ScoreCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("folder")
        {
            Description = $"Holds {LabeledInvoices.FileName} (file; number, digits or text; kind, digits_quad, usable or quality; a row per number) and the pictures, beside it or in images.",
        };
        var readerOptions = new ReaderOptions();
        var peerOptions = new PeerOptions();
        var tesseract = new Option<bool>("--tesseract") { Description = "Lets Tesseract read the same crops as well, where it is installed." };
        var threads = new Option<int>("--threads") { Description = "How many pictures are read side by side. The times of a picture are true with one.", DefaultValueFactory = _ => 1, HelpName = "count" };
        var complete = new Option<bool>("--complete") { Description = "Every number in view is labelled: any other that is accepted is wrong, even where labels say their places." };
        var errors = new Option<bool>("--errors") { Description = "Lists what is not right, a line each: file, wanted, got, status, confidence, reason." };
        var json = new Option<bool>("--json") { Description = "Writes all figures as JSON instead of a table." };
        var command = new Command(
            "score",
            "Counts every labelled number of a folder's pictures: right, wrong, rejected, not found. With --crop the labelled quads are cut out first, with 12% of their height as margin.")
        {
            folder, tesseract, threads, complete, errors, json,
        };
        readerOptions.AddTo(command);
        peerOptions.AddTo(command);
        command.SetLongAction((parsed, cancellationToken) =>
        {
            bool crop = parsed.GetValue(readerOptions.Crop);
            if (parsed.GetValue(tesseract) && !crop)
            {
                throw new UsageException("--tesseract reads crops; give --crop as well.");
            }

            if (parsed.GetValue(tesseract) && parsed.GetValue(json))
            {
                throw new UsageException("--tesseract writes a line of text; with --json, --peers has its figures.");
            }

            int count = parsed.GetValue(threads);
            if (count is < 1 or > 1024)
            {
                throw new UsageException($"--threads is {count}, but must be 1 to 1024.");
            }

            IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(parsed.GetRequiredValue(folder));
            IReadOnlyList<ScoredPicture> pictures = crop ? ScoredPicture.CropsOf(labels) : ScoredPicture.Of(labels);
            InvoiceReader reader = readerOptions.Create(parsed);
            PeerComparison? comparison = peerOptions.Create(parsed, reader.Options, cancellationToken);
            NumberAccuracy accuracy = new ScoreRun(reader, count, parsed.GetValue(complete)).Read(pictures, cancellationToken);
            IReadOnlyList<PeerResult>? peers = comparison?.Run(pictures, cancellationToken);
            if (parsed.GetValue(json))
            {
                ScoreJson.Write(context.Output, accuracy, parsed.GetValue(errors), peers is null ? null : writer => PeerTable.Write(writer, peers));
                return ExitCode.Success;
            }

            Write(context.Output, accuracy, parsed.GetValue(errors), peers);
            if (parsed.GetValue(tesseract))
            {
                context.Output.WriteLine();
                context.Output.WriteLine(TesseractComparison.Run(pictures, cancellationToken));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(TextWriter output, NumberAccuracy accuracy, bool withErrors, IReadOnlyList<PeerResult>? peers)
    {
        output.Write(accuracy);
        if (withErrors)
        {
            output.WriteLine();
            ScoreErrors.Write(output, accuracy);
        }

        if (peers is not null)
        {
            output.WriteLine();
            PeerTable.Write(output, accuracy, peers);
        }
    }
}
