using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;
using MlNetInvoice.Reports.Explanation;

namespace MlNetInvoice.Cli.Output;

/// <summary>Writes a picture of every stage of a reading: what was looked at, and the places that came of it.</summary>
internal static class StagePictures
{
    /// <summary>Reads a picture, writes <c>01-candidates.png</c> and so on, and last the reading itself.</summary>
    /// <returns>The exit code: whether the number was read.</returns>
    public static int Write(CommandContext context, InvoiceReader reader, string file, string folder)
    {
        byte[] content = File.ReadAllBytes(file);
        RgbImage picture = ImageDecoder.DecodeRgb(content, reader.Options.Decoder);
        var trace = new ReadingTrace();
        InvoiceReading reading = reader.ReadAll(content, trace)[0];
        Directory.CreateDirectory(folder);
        for (int i = 0; i < trace.Stages.Count; i++)
        {
            ReadingStage stage = trace.Stages[i];
            Save(context, folder, i + 1, stage.Name, ReadingOverlay.DrawBoxes(stage.Image is null ? picture : ToRgb(stage.Image), stage.Boxes), stage.Text);
        }

        string end = reading.Status == InvoiceReadingStatus.Read
            ? $"{reading.Number} ({ConfidenceText.Percent(reading.Confidence)}){(reading.IsComplete ? "" : ", letters not read")}"
            : reading.Reason;
        Save(context, folder, trace.Stages.Count + 1, "reading", ReadingOverlay.Draw(picture, [reading]), end);
        return reading.Status == InvoiceReadingStatus.Read ? ExitCode.Success : ExitCode.NotAllRead;
    }

    private static void Save(CommandContext context, string folder, int number, string name, RgbImage picture, string text)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:00}-{name.Replace(' ', '-')}.png"));
        PngEncoder.Save(picture, path);
        context.Output.WriteLine($"{path}: {text}");
    }

    private static RgbImage ToRgb(GrayImage image)
    {
        var picture = new RgbImage(image.Width, image.Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            picture.Samples.Slice(3 * i, 3).Fill(image.Pixels[i]);
        }

        return picture;
    }
}
