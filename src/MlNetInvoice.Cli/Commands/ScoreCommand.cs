using System.CommandLine;
using System.Diagnostics;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>score</c>: reads a labelled folder and counts whole numbers, by row, by kind and by distinct number.</summary>
internal static class ScoreCommand
{
    private const int WarmUpPictures = 10;

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("folder") { Description = $"Holds {LabeledInvoices.FileName} (file, digits or text; kind, number, digits_quad, usable or quality) and the pictures." };
        var readerOptions = new ReaderOptions();
        var tesseract = new Option<bool>("--tesseract") { Description = "Lets Tesseract read the same crops as well, where it is installed." };
        var command = new Command(
            "score",
            "Counts whole numbers right, wrong, rejected and not found in a labelled folder. With --crop the labelled quads are cut out first, with 12% of their height as margin.")
        {
            folder, tesseract,
        };
        readerOptions.AddTo(command);
        command.SetLongAction((parsed, cancellationToken) =>
        {
            bool crop = parsed.GetValue(readerOptions.Crop);
            if (parsed.GetValue(tesseract) && !crop)
            {
                throw new UsageException("--tesseract reads crops; give --crop as well.");
            }

            IReadOnlyList<LabeledInvoice> labels = LabeledInvoices.Load(parsed.GetRequiredValue(folder));
            InvoiceReader reader = readerOptions.Create(parsed);
            WarmUp(reader, labels);
            NumberAccuracy accuracy = crop ? ReadCrops(reader, labels, cancellationToken) : ReadPhotographs(reader, labels, cancellationToken);
            context.Output.Write(accuracy);
            if (parsed.GetValue(tesseract))
            {
                context.Output.WriteLine();
                context.Output.WriteLine(TesseractComparison.Run(Crops(labels), cancellationToken));
            }

            return ExitCode.Success;
        });
        return command;
    }

    // The times that are printed are those of a program that runs already, not of the compiler at work.
    private static void WarmUp(InvoiceReader reader, IReadOnlyList<LabeledInvoice> labels)
    {
        if (reader.Options.Crop)
        {
            foreach ((_, RgbImage? crop) in Crops(labels).Take(WarmUpPictures))
            {
                _ = crop is null ? null : reader.Read(crop);
            }
        }
        else
        {
            foreach (string file in labels.Select(label => label.File).Distinct().Take(WarmUpPictures))
            {
                Attempt(() => reader.ReadAll(file));
            }
        }
    }

    private static NumberAccuracy ReadPhotographs(InvoiceReader reader, IReadOnlyList<LabeledInvoice> labels, CancellationToken cancellationToken)
    {
        var accuracy = new NumberAccuracy();
        foreach (IGrouping<string, LabeledInvoice> picture in labels.GroupBy(label => label.File))
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<InvoiceReading>? readings = Attempt(() => reader.ReadAll(picture.Key));
            accuracy.Add([.. picture], readings, Stopwatch.GetElapsedTime(start));
        }

        return accuracy;
    }

    private static NumberAccuracy ReadCrops(InvoiceReader reader, IReadOnlyList<LabeledInvoice> labels, CancellationToken cancellationToken)
    {
        var accuracy = new NumberAccuracy();
        foreach ((LabeledInvoice label, RgbImage? crop) in Crops(labels))
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<InvoiceReading>? readings = crop is null ? null : [reader.Read(crop)];
            accuracy.Add([label], readings, Stopwatch.GetElapsedTime(start));
        }

        return accuracy;
    }

    // Rows without digits or with nothing to cut are no crops; a picture without a quad is one already. Null: it could not be decoded.
    private static IEnumerable<(LabeledInvoice Label, RgbImage? Crop)> Crops(IReadOnlyList<LabeledInvoice> labels) =>
        labels.Where(label => label.Digits.Length > 0).Select(label =>
        {
            RgbImage? picture = Attempt(() => ImageDecoder.LoadRgb(label.File));
            return (label, picture is not null && label.Quad is Quad quad ? LabeledCrop.Cut(picture, quad) : picture);
        });

    private static T? Attempt<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is MlNetInvoiceException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
