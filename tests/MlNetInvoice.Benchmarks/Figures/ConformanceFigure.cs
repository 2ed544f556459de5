using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>Some references as this library and as their judge decode them, and what they differ by.</summary>
internal static class ConformanceFigure
{
    private const double Cell = 3;
    private const int Gain = 64;

    private static readonly (string Name, string File, string Judged)[] s_modes =
    [
        ("4:2:0, progressive", "jpeg/ycc-2x2-prog.jpg", "jpeg/ycc-2x2.ppm"),
        ("4:1:1, restarts", "jpeg/ycc-4x1-rst1.jpg", "jpeg/ycc-4x1.ppm"),
        ("lowest quality", "jpeg/q1-prog.jpg", "jpeg/q1.ppm"),
        ("grey", "jpeg/gray-prog.jpg", "jpeg/gray.ppm"),
        ("PNG, Adam7, 16 bits", "png/color6-depth16-interlaced.png", "png/color6-depth16-interlaced.ppm"),
    ];

    public static PngSheet Draw(string root)
    {
        string folder = Path.Combine(root, "tests", "MlNetInvoice.Tests", "Imaging", "References");
        SheetPalette palette = SheetPalette.For(SheetTheme.Light);
        var canvas = new SheetCanvas(830, 432, palette);
        canvas.Heading("Decoded by this library and by its judge");
        string[] rows = ["ours", "judge", "difference"];
        double x = 110;
        int largest = 0;
        foreach ((string name, string file, string judged) in s_modes)
        {
            RgbImage ours = ImageDecoder.LoadRgb(Path.Combine(folder, file)), judge = ReadPixmap(Path.Combine(folder, judged));
            canvas.Text(x, 68, name, 7, palette.Text);
            double cell = Cell * 45 / ours.Width;
            for (int row = 0; row < rows.Length; row++)
            {
                double y = 78 + (row * 116);
                canvas.Cells(x, y, cell, ours.Height, ours.Width, (r, c) =>
                {
                    ReadOnlySpan<byte> a = ours.GetRow(r).Slice(3 * c, 3), b = judge.GetRow(r).Slice(3 * c, 3);
                    int difference = Math.Max(Math.Abs(a[0] - b[0]), Math.Max(Math.Abs(a[1] - b[1]), Math.Abs(a[2] - b[2])));
                    largest = Math.Max(largest, difference);
                    byte shown = (byte)Math.Min(255, Gain * difference);
                    return row switch { 0 => new SheetColor(a[0], a[1], a[2]), 1 => new SheetColor(b[0], b[1], b[2]), _ => new SheetColor(shown, shown, shown) };
                });
                canvas.Frame(x - 0.5, y - 0.5, (cell * ours.Width) + 1, (cell * ours.Height) + 1, palette.Edge, 0.5);
            }

            x += 142;
        }

        for (int row = 0; row < rows.Length; row++)
        {
            canvas.Text(20, 112 + (row * 116), rows[row], 8.5, palette.Blue, bold: true);
        }

        canvas.Text(20, 360, $"times {Gain}:", 7, palette.Quiet);
        canvas.Text(20, 374, largest == 0 ? "black" : $"most: {largest}", 7, palette.Quiet);
        return new PngSheet("Decoded by this library and by its judge", $"{s_modes.Length} references; the largest difference of any sample is {largest} of 255.", canvas.Image);
    }

    private static RgbImage ReadPixmap(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int at = 0;
        string Word()
        {
            int from = at;
            while (!char.IsWhiteSpace((char)file[at]))
            {
                at++;
            }

            return System.Text.Encoding.ASCII.GetString(file, from, at++ - from);
        }

        if (Word() != "P6")
        {
            throw new InvalidDataException($"{path} is no binary pixmap.");
        }

        int width = int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture), height = int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture);
        Word();
        return new RgbImage(width, height, file[at..]);
    }
}
