using MlNetInvoice.Synthesis.Degradation;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>The light on a table: lamps that fall off to one side or from a middle, their colour, the shadow of a hand or telephone.</summary>
internal static class SceneLight
{
    public static void Fall(Plane[] planes, ref SampleRandom random, float severity)
    {
        (Plane reds, Plane greens, Plane blues) = (planes[0], planes[1], planes[2]);
        float level = random.Range(1 - (0.4f * severity), 1.03f), fall = random.Range(0, 0.1f + (0.45f * severity)), round = random.Range(0, 0.25f) * severity;
        (float sin, float cos) = MathF.SinCos(random.Range(0, 6.28f));
        float warm = random.Normal() * 0.05f;
        bool hand = random.Chance(0.4f * severity);
        float shadeAt = random.Range(-0.3f, 0.3f) * reds.Height, shadeSoft = random.LogRange(8, 200), shadeDepth = random.Range(0.15f, 0.5f);
        (float shadeSin, float shadeCos) = MathF.SinCos(random.Range(0, 6.28f));
        float middleX = reds.Width / 2f, middleY = reds.Height / 2f, half = MathF.Max(middleX, middleY);
        for (int y = 0; y < reds.Height; y++)
        {
            Span<float> red = reds.Row(y), green = greens.Row(y), blue = blues.Row(y);
            float dy = y - middleY;
            for (int x = 0; x < red.Length; x++)
            {
                float dx = x - middleX;
                float light = level * (1 - (fall * 0.5f * (1 + (((cos * dx) + (sin * dy)) / half))) - (round * ((dx * dx) + (dy * dy)) / (half * half)));
                if (hand)
                {
                    light *= 1 - (shadeDepth * Math.Clamp((((shadeCos * dx) + (shadeSin * dy) - shadeAt) / shadeSoft) + 0.5f, 0, 1));
                }

                red[x] *= light * (1 + warm);
                green[x] *= light;
                blue[x] *= light * (1 - warm);
            }
        }
    }
}
