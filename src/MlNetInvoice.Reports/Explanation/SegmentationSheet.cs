using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>The stages from a picture to its glyphs, one below the other, each with its pictures.</summary>
public static class SegmentationSheet
{
    private const double Margin = 20;
    private const double Inner = 640;
    private const double Gap = 8;

    /// <summary>Draws the stages in order.</summary>
    /// <param name="stages">The stages, at least one, each with at least one picture.</param>
    /// <param name="title">The heading.</param>
    /// <param name="theme">The ground that the sheet is drawn for.</param>
    /// <exception cref="ArgumentException">There is no stage, a stage has no picture, or its captions do not fit its pictures.</exception>
    public static PngSheet Create(IReadOnlyList<SegmentationStage> stages, string title = "From picture to digits", SheetTheme theme = SheetTheme.Light)
    {
        ArgumentNullException.ThrowIfNull(stages);
        Validate(stages);
        SheetPalette palette = SheetPalette.For(theme);
        List<(SegmentationStage Stage, double Scale, double Height)> rows = [.. stages.Select(Plan)];
        var canvas = new SheetCanvas(Inner + (2 * Margin), 56 + rows.Sum(row => row.Height) + 4, palette);
        canvas.Heading(title);
        double y = 56;
        for (int index = 0; index < rows.Count; index++)
        {
            var (stage, scale, height) = rows[index];
            string name = string.Create(CultureInfo.InvariantCulture, $"{index + 1}  {stage.Name}");
            canvas.Text(Margin, y + 16, name, 8.5, palette.Blue, bold: true);
            canvas.Text(Margin + StrokeFont.Measure(name, 8.5f) + 14, y + 16, stage.Note, 7.5, palette.Quiet);
            DrawImages(canvas, y + 26, stage, scale);
            y += height;
        }

        return new PngSheet(title, $"{stages.Count} stage{(stages.Count == 1 ? "" : "s")}: {string.Join("; ", stages.Select(Describe))}.", canvas.Image);
    }

    private static void DrawImages(SheetCanvas canvas, double y, SegmentationStage stage, double scale)
    {
        SheetPalette palette = canvas.Palette;
        double x = Margin;
        for (int index = 0; index < stage.Images.Count; index++)
        {
            GrayImage image = stage.Images[index];
            double width = image.Width * scale, height = image.Height * scale;
            DrawImage(canvas, x, y, image, scale);
            canvas.Frame(x - 0.5, y - 0.5, width + 1, height + 1, palette.Edge, 0.5);
            if (index < stage.Captions.Count)
            {
                canvas.Text(x + (width / 2), y + height + 17, stage.Captions[index], 9, palette.Text, 0, bold: true);
            }

            x += width + Gap;
        }

        foreach (Quad box in stage.Boxes)
        {
            PixelPoint[] corners = [box.TopLeft, box.TopRight, box.BottomRight, box.BottomLeft];
            for (int corner = 0; corner < 4; corner++)
            {
                PixelPoint from = corners[corner], to = corners[(corner + 1) % 4];
                canvas.Line(Margin + (from.X * scale), y + (from.Y * scale), Margin + (to.X * scale), y + (to.Y * scale), palette.Orange, 1.5);
            }
        }
    }

    /// <summary>A picture at a scale: smooth where it shrinks (each device pixel is the mean of what it covers), in whole squares where it grows.</summary>
    private static void DrawImage(SheetCanvas canvas, double x, double y, GrayImage image, double scale)
    {
        double device = scale * PngSheet.DeviceScale;
        int width = Math.Max(1, (int)Math.Round(image.Width * device)), height = Math.Max(1, (int)Math.Round(image.Height * device));
        canvas.Cells(x, y, 1.0 / PngSheet.DeviceScale, height, width, (row, column) =>
        {
            int top = (int)(row / device), bottom = Math.Min(image.Height, Math.Max(top + 1, (int)((row + 1) / device)));
            int left = (int)(column / device), right = Math.Min(image.Width, Math.Max(left + 1, (int)((column + 1) / device)));
            int sum = 0;
            for (int sourceRow = Math.Min(top, image.Height - 1); sourceRow < bottom; sourceRow++)
            {
                foreach (byte value in image.GetRow(sourceRow)[Math.Min(left, image.Width - 1)..right])
                {
                    sum += value;
                }
            }

            byte gray = (byte)(sum / Math.Max(1, (bottom - Math.Min(top, image.Height - 1)) * (right - Math.Min(left, image.Width - 1))));
            return new SheetColor(gray, gray, gray);
        });
    }

    /// <summary>One scale for all pictures of a stage: they fill the width, but no glyph grows beyond 64 and no line beyond 120 pixels of height.</summary>
    private static (SegmentationStage Stage, double Scale, double Height) Plan(SegmentationStage stage)
    {
        double width = stage.Images.Sum(image => (double)image.Width), tallest = stage.Images.Max(image => image.Height);
        double free = Inner - ((stage.Images.Count - 1) * Gap);
        double limit = stage.Images.Count == 1 ? (stage.Images[0].Height > stage.Images[0].Width ? 480 : 320) : 64;
        double scale = Math.Min(free / width, limit / tallest);
        if (stage.Images.Count == 1 && stage.Images[0].Width > 4 * stage.Images[0].Height)
        {
            scale = Math.Min(scale, 120 / tallest);
        }

        return (stage, scale, (tallest * scale) + (stage.Captions.Count > 0 ? 62 : 42));
    }

    private static string Describe(SegmentationStage stage)
    {
        string text = stage.Note.Length == 0 ? stage.Name : $"{stage.Name} ({stage.Note})";
        return stage.Captions.Count == 0 ? text : $"{text}: {string.Join(' ', stage.Captions)}";
    }

    private static void Validate(IReadOnlyList<SegmentationStage> stages)
    {
        if (stages.Count == 0)
        {
            throw new ArgumentException("A segmentation sheet needs at least one stage.", nameof(stages));
        }

        foreach (SegmentationStage stage in stages)
        {
            if (stage.Images.Count == 0 || (stage.Captions.Count > 0 && stage.Captions.Count != stage.Images.Count))
            {
                throw new ArgumentException($"Stage '{stage.Name}' has {stage.Images.Count} pictures and {stage.Captions.Count} captions; it wants at least one picture, and no captions or one each.", nameof(stages));
            }
        }
    }
}
