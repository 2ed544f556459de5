using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>Seven-segment digits: plain enough that the place of every glyph is known exactly.</summary>
internal static class DrawnLines
{
    // Segments: top, upper left, upper right, middle, lower left, lower right, bottom.
    private static readonly int[] _segments = [0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010, 0b1111111, 0b1111011];

    public static GrayImage Draw(string digits, int height, byte ink, byte paper)
    {
        var image = new GrayImage(Pitch(height) * (digits.Length + 1), height);
        image.Pixels.Fill(paper);
        for (int i = 0; i < digits.Length; i++)
        {
            DrawDigit(image, digits[i] - '0', Cell(i, height), ink);
        }

        return image;
    }

    public static PixelBox[] Boxes(string digits, int height) => [.. digits.Select((digit, i) => InkBox(digit, Cell(i, height)))];

    private static int Pitch(int height) => height * 6 / 10;

    private static PixelBox Cell(int i, int height) => new((Pitch(height) / 2) + (i * Pitch(height)), height / 5, height * 2 / 5, height * 3 / 5);

    private static PixelBox InkBox(char digit, PixelBox cell)
    {
        int stroke = cell.Height / 6;
        return digit == '1' ? new PixelBox(cell.Right - stroke, cell.Y, stroke, cell.Height) : cell;
    }

    private static void DrawDigit(GrayImage image, int digit, PixelBox cell, byte ink)
    {
        int stroke = cell.Height / 6;
        int half = cell.Height / 2;
        PixelBox[] strokes =
        [
            new(cell.X, cell.Y, cell.Width, stroke),
            new(cell.X, cell.Y, stroke, half),
            new(cell.Right - stroke, cell.Y, stroke, half),
            new(cell.X, cell.Y + half - (stroke / 2), cell.Width, stroke),
            new(cell.X, cell.Y + half, stroke, cell.Height - half),
            new(cell.Right - stroke, cell.Y + half, stroke, cell.Height - half),
            new(cell.X, cell.Bottom - stroke, cell.Width, stroke),
        ];
        for (int s = 0; s < strokes.Length; s++)
        {
            if ((_segments[digit] >> (6 - s) & 1) != 0)
            {
                for (int y = strokes[s].Y; y < strokes[s].Bottom; y++)
                {
                    image.GetRow(y).Slice(strokes[s].X, strokes[s].Width).Fill(ink);
                }
            }
        }
    }
}
