using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Explanation;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>segment</c>: cuts a crop into glyphs and writes them as the networks see them, with a picture of the boxes; or writes a picture of every stage of a reading.</summary>
internal static class SegmentCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("file") { Description = "A crop that shows one line of digits." };
        var output = new Option<string?>("--out") { Description = "Where glyph-01.png, … and boxes.png are written; created if missing. Required unless --stages is given; no default.", HelpName = "folder" };
        var stages = new Option<string?>("--stages") { Description = "Reads the picture (a whole photograph, unless --crop) and writes a picture of every stage of that here. Default: not written.", HelpName = "folder" };
        var readerOptions = new ReaderOptions();
        var method = new Option<string>("--method")
        {
            Description = "components (local threshold, connected components, splitting and merging) or projection (the threshold and projections of the report).",
            DefaultValueFactory = _ => "components",
        };
        method.AcceptOnlyFromAmong("components", "projection");
        var threshold = new Option<string>("--threshold") { Description = "Of the projections: a grey level from 0 to 255, or otsu.", DefaultValueFactory = _ => "130", HelpName = "130|otsu" };
        var command = new Command("segment", "Cuts a crop into glyphs, each written as the 28×28 image that a network reads, and draws their boxes.") { file, output, method, threshold, stages };
        readerOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            string source = parsed.GetRequiredValue(file);
            if (parsed.GetValue(stages) is string folder)
            {
                return StagePictures.Write(context, readerOptions.Create(parsed), source, folder);
            }

            string target = parsed.GetValue(output) ?? throw new UsageException("Name a folder for the glyphs with --out, or for the stages with --stages.");
            ISegmenter segmenter = parsed.GetValue(method) == "projection"
                ? new ProjectionSegmenter(ProjectionSegmenterOptions.Default with { Threshold = ParseThreshold(parsed.GetValue(threshold)!) })
                : new ComponentSegmenter();
            return Run(context, segmenter, source, target);
        });
        return command;
    }

    private static int? ParseThreshold(string text)
    {
        if (text == "otsu")
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int level) && level <= 255
            ? level
            : throw new UsageException($"--threshold is \"{text}\", but must be otsu or a grey level from 0 to 255.");
    }

    /// <summary>A line of digits is broad and its digits fill it; the slip in a photograph is one blob, or many small ones.</summary>
    private static bool IsWholePicture(GlyphSegmentation segmentation)
    {
        (int width, int height) = (segmentation.Ink.Width, segmentation.Ink.Height);
        int[] heights = [.. segmentation.Glyphs.Select(glyph => glyph.InkBox.Height).Order()];
        return height > 64 && width < 2 * height && (heights.Length < 4 || heights[heights.Length / 2] < 0.3 * height);
    }

    private static int Run(CommandContext context, ISegmenter segmenter, string file, string folder)
    {
        GlyphSegmentation segmentation = segmenter.Segment(ImageDecoder.LoadGray(file, ReaderOptions.Pictures));
        if (segmentation.Glyphs.Count == 0)
        {
            context.Error.WriteLine($"{file}: {segmentation.Reason}");
            return ExitCode.NotAllRead;
        }

        if (IsWholePicture(segmentation))
        {
            context.Error.WriteLine($"{file}: this seems to be a whole photograph and no crop of a number ({segmentation.Ink.Width}×{segmentation.Ink.Height} pixels). Cut the line of digits out, or let --stages find it. What was cut:");
        }

        Directory.CreateDirectory(folder);
        var normalizer = new DigitNormalizer();
        float[] values = new float[DigitNormalizer.Length];
        for (int i = 0; i < segmentation.Glyphs.Count; i++)
        {
            normalizer.Normalize(segmentation.Ink, segmentation.Glyphs[i].InkBox, values);
            var glyph = new GrayImage(DigitNormalizer.Side, DigitNormalizer.Side, [.. values.Select(value => (byte)Math.Round(Math.Clamp(value, 0, 1) * 255))]);
            PngEncoder.Save(glyph, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"glyph-{i + 1:00}.png")));
        }

        string boxes = Path.Combine(folder, "boxes.png");
        PngEncoder.Save(ReadingOverlay.DrawBoxes(ImageDecoder.LoadRgb(file, ReaderOptions.Pictures), [.. segmentation.Glyphs.Select(glyph => glyph.Box)]), boxes);
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{file}: {segmentation.Glyphs.Count} glyphs, skew {segmentation.SkewDegrees:0.0}°; {boxes} shows them"));
        return ExitCode.Success;
    }
}
