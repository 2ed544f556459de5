using MlNetInvoice.Data.Printed;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>Pictures whose numbers are known, drawn by the library's own print.</summary>
internal static class Pictures
{
    /// <summary>A crop as a PNG file.</summary>
    public static byte[] Crop(string number) => PngEncoder.Encode(Line(number));

    /// <summary>A sheet of paper with the number printed in its upper half, as a PNG file.</summary>
    public static byte[] Photograph(string number)
    {
        GrayImage line = Line(number);
        var sheet = new GrayImage(line.Width + 200, 400);
        sheet.Pixels.Fill(line[0, 0]);
        for (int y = 0; y < line.Height; y++)
        {
            line.GetRow(y).CopyTo(sheet.GetRow(y + 100)[100..]);
        }

        return PngEncoder.Encode(sheet);
    }

    /// <summary>Seven-segment digits as a PNG file.</summary>
    public static byte[] Segments(string digits) => PngEncoder.Encode(MlNetInvoice.Segmentation.DrawnLines.Draw(digits, 40, ink: 20, paper: 230));

    private static GrayImage Line(string number) =>
        new PrintedLines(new PrintedLineOptions { Seed = 4, Text = number, Severity = 0, LightInkShare = 0, MinimumCapHeight = 28, MaximumCapHeight = 30 }).Draw(0).Image;
}
