using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>Where the grids of screen and sensor beat: coloured bands over a photographed screen, and the screen's own fine lines.</summary>
internal static class Moire
{
    public static void Apply(Plane[] planes, ref SampleRandom random, LaidSlip screen, float severity)
    {
        (Plane reds, Plane greens, Plane blues) = (planes[0], planes[1], planes[2]);
        float depth = random.Range(0.01f, 0.03f + (0.09f * severity)), length = random.LogRange(14, 160), bend = random.Range(0, 40), bendLength = random.Range(200, 900);
        float fine = random.Range(0, 0.05f), finePeriod = random.Range(2.1f, 3.7f);
        (float sin, float cos) = MathF.SinCos(random.Range(0, 3.14f));
        float shift = random.Range(1, 3);
        for (int y = 0; y < reds.Height; y++)
        {
            Span<float> red = reds.Row(y), green = greens.Row(y), blue = blues.Row(y);
            float row = 1 - (fine * (0.5f + (0.5f * MathF.Sin(6.2832f * y / finePeriod))));
            for (int x = 0; x < red.Length; x++)
            {
                if (!screen.Covers(new PixelPoint(x + 0.5f, y + 0.5f)))
                {
                    continue;
                }

                float t = ((cos * x) + (sin * y) + (bend * MathF.Sin(x / bendLength * 6.28f))) / length * 6.2832f;
                red[x] *= row * (1 + (depth * MathF.Sin(t)));
                green[x] *= row * (1 + (depth * MathF.Sin(t + shift)));
                blue[x] *= row * (1 + (depth * MathF.Sin(t + (2 * shift))));
            }
        }
    }
}
