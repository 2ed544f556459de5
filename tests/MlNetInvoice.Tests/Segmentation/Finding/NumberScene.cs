using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Draws a number of plain 5×7 digits into a picture at any place, size and angle, and knows where it stands.</summary>
internal sealed class NumberScene(int width, int height, byte paper)
{
    private static readonly string[] Digits =
    [
        "01110 10001 10001 10001 10001 10001 01110", "00100 01100 00100 00100 00100 00100 01110", "01110 10001 00001 00110 01000 10000 11111",
        "01110 10001 00001 00110 00001 10001 01110", "00010 00110 01010 10010 11111 00010 00010", "11111 10000 11110 00001 00001 10001 01110",
        "00110 01000 10000 11110 10001 10001 01110", "11111 00001 00010 00100 01000 01000 01000", "01110 10001 10001 01110 10001 10001 01110",
        "01110 10001 10001 01111 00001 00010 01100",
    ];

    public GrayImage Image { get; } = Filled(width, height, paper);

    /// <summary>Draws digits and returns the tight quad around them.</summary>
    public Quad Draw(string digits, float x, float y, float capHeight, float pitch, float degrees, byte ink)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        float dot = capHeight / 7;
        float length = ((digits.Length - 1) * pitch) + (5 * dot);
        for (int py = 0; py < Image.Height; py++)
        {
            for (int px = 0; px < Image.Width; px++)
            {
                int hits = 0;
                for (int sample = 0; sample < 9; sample++)
                {
                    float dx = px + ((sample % 3) / 3f) + (1 / 6f) - x;
                    float dy = py + ((sample / 3) / 3f) + (1 / 6f) - y;
                    hits += Covers(digits, (dx * cos) + (dy * sin), (dy * cos) - (dx * sin), dot, pitch) ? 1 : 0;
                }

                Image[px, py] = (byte)(((Image[px, py] * (9 - hits)) + (ink * hits)) / 9);
            }
        }

        PixelPoint At(float along, float across) => new(x + (along * cos) - (across * sin), y + (along * sin) + (across * cos));
        return new Quad(At(0, 0), At(length, 0), At(length, capHeight), At(0, capHeight));
    }

    private static bool Covers(string digits, float along, float across, float dot, float pitch)
    {
        int glyph = (int)MathF.Floor(along / pitch);
        if (glyph < 0 || glyph >= digits.Length || across < 0 || across >= 7 * dot)
        {
            return false;
        }

        // A dot reaches a little into its neighbours, so that diagonal strokes hold together.
        foreach ((float x, float y) in new[] { (0f, 0f), (-0.2f, -0.2f), (0.2f, -0.2f), (-0.2f, 0.2f), (0.2f, 0.2f) })
        {
            int column = (int)MathF.Floor(((along - (glyph * pitch)) / dot) + x);
            int row = (int)MathF.Floor((across / dot) + y);
            if (column is >= 0 and < 5 && row is >= 0 and < 7 && Digits[digits[glyph] - '0'][(row * 6) + column] == '1')
            {
                return true;
            }
        }

        return false;
    }

    private static GrayImage Filled(int width, int height, byte value)
    {
        var image = new GrayImage(width, height);
        image.Pixels.Fill(value);
        return image;
    }
}
