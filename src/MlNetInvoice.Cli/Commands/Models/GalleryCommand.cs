using System.CommandLine;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Data;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>gallery</c>: a sheet of labelled pictures of a data set.</summary>
internal static class GalleryCommand
{
    public static Command Create(CommandContext context)
    {
        var data = new Option<string>("--data") { Description = "Folder with MNIST's four files (or others in their form).", Required = true, HelpName = "folder" };
        var output = new Option<string>("--out") { Description = "The sheet to write.", DefaultValueFactory = _ => "gallery.png", HelpName = "gallery.png" };
        var training = new Option<bool>("--training") { Description = "Shows training images instead of test images." };
        var byClass = new Option<bool>("--by-class") { Description = "A row for each class." };
        var rows = new Option<int>("--rows") { Description = "Rows of pictures, 1 to 50.", DefaultValueFactory = _ => 10 };
        var columns = new Option<int>("--columns") { Description = "Pictures in a row, 1 to 50.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Which pictures: the same seed draws the same ones.", DefaultValueFactory = _ => 0 };
        var dark = new Option<bool>("--dark") { Description = "For a dark page." };
        var command = new Command("gallery", "Draws a sheet of labelled pictures, ten by ten.") { data, output, training, byClass, rows, columns, seed, dark };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(data), path = parsed.GetRequiredValue(output);
            OutputFormat.RequirePng("--out", path);
            bool fromTraining = parsed.GetValue(training);
            LabeledImages images = fromTraining ? Mnist.LoadTraining(folder) : Mnist.LoadTest(folder);
            var options = new GalleryOptions
            {
                Rows = parsed.GetValue(rows),
                Columns = parsed.GetValue(columns),
                OneClassPerRow = parsed.GetValue(byClass),
                Seed = parsed.GetValue(seed),
                Title = fromTraining ? "Training images" : "Test images",
                Theme = parsed.GetValue(dark) ? SheetTheme.Dark : SheetTheme.Light,
            };
            try
            {
                PngSheet sheet = GallerySheet.Create(images, options);
                sheet.Save(path);
                context.Output.WriteLine($"{path}: {sheet}");
                return ExitCode.Success;
            }
            catch (ArgumentException fault)
            {
                throw UsageException.From(fault);
            }
        });
        return command;
    }
}
