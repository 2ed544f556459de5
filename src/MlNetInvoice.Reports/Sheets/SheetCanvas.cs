using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reports.Sheets;

/// <summary>Draws a sheet: rectangles, small pictures and text, in CSS pixels on an image of twice as many device pixels.</summary>
internal sealed class SheetCanvas
{
    private const int Scale = PngSheet.DeviceScale;

    public SheetCanvas(double width, double height, SheetPalette palette)
    {
        Image = new RgbImage((int)Math.Ceiling(width) * Scale, (int)Math.Ceiling(height) * Scale);
        Palette = palette;
        Fill(0, 0, width + 1, height + 1, palette.Ground);
    }

    public RgbImage Image { get; }

    public SheetPalette Palette { get; }

    /// <summary>Fills a rectangle; parts outside the sheet are dropped.</summary>
    public void Fill(double x, double y, double width, double height, SheetColor color)
    {
        int left = Clamp(x, Image.Width), right = Clamp(x + width, Image.Width);
        int top = Clamp(y, Image.Height), bottom = Clamp(y + height, Image.Height);
        for (int row = top; row < bottom; row++)
        {
            Span<byte> line = Image.GetRow(row);
            for (int column = left; column < right; column++)
            {
                (line[3 * column], line[(3 * column) + 1], line[(3 * column) + 2]) = (color.R, color.G, color.B);
            }
        }
    }

    /// <summary>Draws the outline of a rectangle, inside it.</summary>
    public void Frame(double x, double y, double width, double height, SheetColor color, double thickness = 1)
    {
        Fill(x, y, width, thickness, color);
        Fill(x, y + height - thickness, width, thickness, color);
        Fill(x, y, thickness, height, color);
        Fill(x + width - thickness, y, thickness, height, color);
    }

    /// <summary>Draws a matrix as squares of one size, each in the colour of its value.</summary>
    public void Cells(double x, double y, double cell, int rows, int columns, Func<int, int, SheetColor> color)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Fill(x + (column * cell), y + (row * cell), cell, cell, color(row, column));
            }
        }
    }

    /// <summary>Draws a straight line with round ends.</summary>
    public void Line(double x1, double y1, double x2, double y2, SheetColor color, double thickness) =>
        Stroke((float)(x1 * Scale), (float)(y1 * Scale), (float)(x2 * Scale), (float)(y2 * Scale), (float)(thickness * Scale / 2), color);

    /// <summary>Draws text; y is the baseline, size the height of a capital, align −1 left, 0 middle, 1 right of x.</summary>
    public void Text(double x, double y, string text, double size, SheetColor color, int align = -1, bool bold = false)
    {
        float height = (float)(size * Scale);
        float width = StrokeFont.Measure(text, height);
        float left = (float)(x * Scale) - (align switch { < 0 => 0, 0 => width / 2, _ => width });
        float pen = Math.Max(1.2f, height * (bold ? 0.15f : 0.105f)) / 2;
        foreach (var (x1, y1, x2, y2) in StrokeFont.Strokes(text, height))
        {
            Stroke(left + x1, (float)(y * Scale) + y1, left + x2, (float)(y * Scale) + y2, pen, color);
        }
    }

    /// <summary>Draws the sheet's heading at the top left, smaller where it would not fit.</summary>
    public void Heading(string title)
    {
        const double margin = 20, size = 12;
        double free = (Image.Width / (double)Scale) - (2 * margin), width = StrokeFont.Measure(title, (float)size);
        Text(margin, 36, title, width > free ? size * free / width : size, Palette.Text, bold: true);
    }

    private static int Clamp(double value, int limit) => Math.Clamp((int)Math.Round(value * Scale), 0, limit);

    /// <summary>One stroke of a round pen; a pixel's share is how far its centre lies inside the pen, which antialiases the edge.</summary>
    private void Stroke(float x1, float y1, float x2, float y2, float pen, SheetColor color)
    {
        float reach = pen + 1;
        int top = Math.Max(0, (int)(Math.Min(y1, y2) - reach)), bottom = Math.Min(Image.Height - 1, (int)(Math.Max(y1, y2) + reach));
        int left = Math.Max(0, (int)(Math.Min(x1, x2) - reach)), right = Math.Min(Image.Width - 1, (int)(Math.Max(x1, x2) + reach));
        float dx = x2 - x1, dy = y2 - y1, length = (dx * dx) + (dy * dy);
        for (int row = top; row <= bottom; row++)
        {
            Span<byte> line = Image.GetRow(row);
            for (int column = left; column <= right; column++)
            {
                float px = column + 0.5f - x1, py = row + 0.5f - y1;
                float along = length == 0 ? 0 : Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
                float ex = px - (along * dx), ey = py - (along * dy);
                float share = Math.Clamp(pen + 0.5f - MathF.Sqrt((ex * ex) + (ey * ey)), 0, 1);
                if (share > 0)
                {
                    Span<byte> pixel = line.Slice(3 * column, 3);
                    SheetColor mixed = new SheetColor(pixel[0], pixel[1], pixel[2]).Towards(color, share);
                    (pixel[0], pixel[1], pixel[2]) = (mixed.R, mixed.G, mixed.B);
                }
            }
        }
    }
}
