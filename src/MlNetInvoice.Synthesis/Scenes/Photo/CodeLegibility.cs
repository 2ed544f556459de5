using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>
/// Whether a code can be decoded in the finished picture: its modules are sampled at their true places and told apart by the light around them. A QR code is legible while no block
/// has more wrong codewords than its error correction mends; a bar code, which has none, while every bar and gap shows.
/// </summary>
internal static class CodeLegibility
{
    // Modules either side by whose mean light and dark are told apart.
    private const int Around = 5;
    private const int AroundBars = 12;
    private const int BarLines = 9;

    /// <summary>Whether it can be decoded.</summary>
    public static bool IsLegible(RgbImage image, LaidSlip laid, SlipCode code) => code.Kind == SceneCodeKind.Bars ? AreBarsLegible(image, laid, code) : IsSquareLegible(image, laid, code);

    private static bool IsSquareLegible(RgbImage image, LaidSlip laid, SlipCode code)
    {
        int n = (int)code.Columns;
        float[] light = new float[n * n];
        for (int i = 0; i < light.Length; i++)
        {
            light[i] = Legibility.Light(image, laid.ToPicture(At(code.Quad, ((i % n) + 0.5f) / n, ((i / n) + 0.5f) / n)));
        }

        bool[] wrong = new bool[n * n];
        for (int y = 0; y < n; y++)
        {
            for (int x = 0; x < n; x++)
            {
                wrong[(y * n) + x] = light[(y * n) + x] < Mean(light, n, x, y) != code.Modules[(y * n) + x];
            }
        }

        return SquareCodeLayout.MostWrong(wrong, n) <= SquareCodeLayout.Mended(n);
    }

    private static float Mean(float[] light, int n, int x, int y)
    {
        float sum = 0;
        int count = 0;
        for (int j = Math.Max(0, y - Around); j <= Math.Min(n - 1, y + Around); j++)
        {
            for (int i = Math.Max(0, x - Around); i <= Math.Min(n - 1, x + Around); i++)
            {
                sum += light[(j * n) + i];
                count++;
            }
        }

        return sum / count;
    }

    // One line across all bars, or the mean of several, is enough.
    private static bool AreBarsLegible(RgbImage image, LaidSlip laid, SlipCode code)
    {
        int n = (int)code.Columns;
        float[] all = new float[n];
        for (int line = 0; line < BarLines; line++)
        {
            float[] light = new float[n];
            for (int i = 0; i < n; i++)
            {
                light[i] = Legibility.Light(image, laid.ToPicture(At(code.Quad, (i + 0.5f) / n, (line + 1f) / (BarLines + 1))));
                all[i] += light[i];
            }

            if (Shows(light, code.Modules))
            {
                return true;
            }
        }

        return Shows(all, code.Modules);
    }

    private static bool Shows(float[] light, bool[] bars)
    {
        for (int i = 0; i < light.Length; i++)
        {
            int from = Math.Max(0, i - AroundBars), to = Math.Min(light.Length, i + AroundBars + 1);
            float sum = 0;
            for (int j = from; j < to; j++)
            {
                sum += light[j];
            }

            if (light[i] < sum / (to - from) != bars[i])
            {
                return false;
            }
        }

        return true;
    }

    private static PixelPoint At(Quad box, float u, float v) => new(box.TopLeft.X + (u * (box.TopRight.X - box.TopLeft.X)), box.TopLeft.Y + (v * (box.BottomLeft.Y - box.TopLeft.Y)));
}
