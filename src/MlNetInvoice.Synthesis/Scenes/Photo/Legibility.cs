using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>
/// How clearly characters are seen in the finished picture: each one's luminances are compared with the shape that was printed. Their regression gives
/// the contrast of ink and paper, their correlation how much of what is seen is the character and not ground, wear, blur, noise or another slip.
/// </summary>
internal static class Legibility
{
    /// <summary>Characters that follow their shape less than this count as illegible; chosen by eye on the free seeds' contact sheets.</summary>
    public const float LeastClearness = 0.5f;

    /// <summary>Characters whose ink differs less from the paper count as illegible.</summary>
    public const float LeastContrast = 0.07f;

    private const int Columns = 14;
    private const int Rows = 20;

    /// <summary>The contrast of the faintest and the clearness of the least clear of some characters.</summary>
    public static (float Contrast, float Clearness) Measure(RgbImage image, LaidSlip laid, DrawnRow row, IEnumerable<PrintedCharacter> characters)
    {
        float contrast = 1, clearness = 1;
        foreach (PrintedCharacter character in characters)
        {
            (float slope, float correlation) = Compare(image, laid, row, character);
            contrast = MathF.Min(contrast, slope);
            clearness = MathF.Min(clearness, correlation);
        }

        return (contrast, clearness);
    }

    private static (float Slope, float Correlation) Compare(RgbImage image, LaidSlip laid, DrawnRow row, PrintedCharacter character)
    {
        double sumInk = 0, sumLight = 0, inkInk = 0, lightLight = 0, inkLight = 0;
        float wide = character.Width + (0.2f * character.CapHeight), tall = 1.2f * character.CapHeight;
        for (int i = 0; i < Columns * Rows; i++)
        {
            float x = character.Center.X + ((((i % Columns) + 0.5f) / Columns - 0.5f) * wide), y = character.Center.Y + ((((i / Columns) + 0.5f) / Rows - 0.5f) * tall);
            float ink = row.Mask!.Sample(x - row.Left, y - row.Top), light = Light(image, laid.ToPicture(new PixelPoint(x, y)));
            sumInk += ink;
            sumLight += light;
            inkInk += ink * ink;
            lightLight += light * light;
            inkLight += ink * light;
        }

        const int n = Columns * Rows;
        double varInk = (inkInk / n) - (sumInk / n * sumInk / n), varLight = (lightLight / n) - (sumLight / n * sumLight / n), both = (inkLight / n) - (sumInk / n * sumLight / n);
        return varInk < 1e-6 || varLight < 1e-9 ? (0, 0) : ((float)Math.Abs(both / varInk), (float)Math.Abs(both / Math.Sqrt(varInk * varLight)));
    }

    /// <summary>Luminance 0 to 1, linear between pixels.</summary>
    public static float Light(RgbImage image, PixelPoint at)
    {
        float x = Math.Clamp(at.X - 0.5f, 0, image.Width - 1.001f), y = Math.Clamp(at.Y - 0.5f, 0, image.Height - 1.001f);
        int i = (int)x, j = (int)y;
        float fx = x - i, fy = y - j;
        ReadOnlySpan<byte> upper = image.GetRow(j)[(3 * i)..], lower = image.GetRow(Math.Min(j + 1, image.Height - 1))[(3 * i)..];
        static float At(ReadOnlySpan<byte> row, int k) => ((0.299f * row[k]) + (0.587f * row[k + 1]) + (0.114f * row[k + 2])) / 255;
        float top = At(upper, 0) + (fx * (At(upper, 3) - At(upper, 0))), bottom = At(lower, 0) + (fx * (At(lower, 3) - At(lower, 0)));
        return top + (fy * (bottom - top));
    }
}
