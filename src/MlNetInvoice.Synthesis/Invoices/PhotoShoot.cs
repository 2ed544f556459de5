using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Photographs a sheet on a table: perspective, creases, shadow, light, blur, noise and compression.</summary>
internal sealed class PhotoShoot
{
    private readonly Plane _red = new();
    private readonly Plane _green = new();
    private readonly Plane _blue = new();

    /// <summary>Takes the picture; the sheet is softened where it is shrunk.</summary>
    public RgbImage Take(ref SampleRandom random, Sheet sheet, ProjectiveTransform map, CrumpleField crumple, int width, int height, float severity)
    {
        _red.Reset(width, height, 0);
        _green.Reset(width, height, 0);
        _blue.Reset(width, height, 0);
        SampleRandom table = random.Fork();
        Tabletop.Paint(_red, _green, _blue, ref table);
        Lay(ref random, sheet, map, crumple);
        Light(ref random, severity);
        Expose(ref random, severity);
        var image = new RgbImage(width, height);
        Span<byte> samples = image.Samples;
        Span<float> r = _red.Values, g = _green.Values, b = _blue.Values;
        for (int i = 0; i < r.Length; i++)
        {
            samples[3 * i] = (byte)Math.Clamp((r[i] * 255) + 0.5f, 0, 255);
            samples[(3 * i) + 1] = (byte)Math.Clamp((g[i] * 255) + 0.5f, 0, 255);
            samples[(3 * i) + 2] = (byte)Math.Clamp((b[i] * 255) + 0.5f, 0, 255);
        }

        return image;
    }

    private void Lay(ref SampleRandom random, Sheet sheet, ProjectiveTransform map, CrumpleField crumple)
    {
        var back = new BackMap(map);
        PixelPoint a = map.Map(new PixelPoint(0, 0)), b = map.Map(new PixelPoint(sheet.Width, 0));
        float scale = sheet.Width / MathF.Max(1, MathF.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
        foreach (Plane plane in (Plane[])[sheet.Red, sheet.Green, sheet.Blue])
        {
            plane.Blur(0.45f * MathF.Sqrt(MathF.Max(0, (scale * scale) - 0.5f)));
        }

        float shadow = random.Range(0.1f, 0.45f), soft = random.LogRange(6, 40) * scale;
        for (int y = 0; y < _red.Height; y++)
        {
            Span<float> red = _red.Row(y), green = _green.Row(y), blue = _blue.Row(y);
            for (int x = 0; x < red.Length; x++)
            {
                PixelPoint at = back.Apply(x + 0.5f, y + 0.5f);
                float outside = MathF.Max(MathF.Max(-at.X, at.X - sheet.Width), MathF.Max(-at.Y, at.Y - sheet.Height));
                if (outside > 4 * soft || float.IsNaN(outside))
                {
                    continue;
                }

                float alpha = Math.Clamp(0.5f - (outside / scale), 0, 1), dark = outside > 0 ? 1 - (shadow * MathF.Exp(-outside / soft)) : 1;
                (red[x], green[x], blue[x]) = (red[x] * dark, green[x] * dark, blue[x] * dark);
                if (alpha > 0)
                {
                    (float dx, float dy, float light) = crumple.At(at.X, at.Y);
                    float u = at.X + dx, v = at.Y + dy;
                    red[x] += alpha * ((Sample(sheet.Red, u, v) * light) - red[x]);
                    green[x] += alpha * ((Sample(sheet.Green, u, v) * light) - green[x]);
                    blue[x] += alpha * ((Sample(sheet.Blue, u, v) * light) - blue[x]);
                }
            }
        }
    }

    private static float Sample(Plane plane, float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, plane.Width - 1.001f);
        y = Math.Clamp(y - 0.5f, 0, plane.Height - 1.001f);
        int i = (int)x, j = (int)y;
        float fx = x - i, fy = y - j;
        ReadOnlySpan<float> row = plane.Row(j), below = plane.Row(Math.Min(j + 1, plane.Height - 1));
        int k = Math.Min(i + 1, plane.Width - 1);
        float upper = row[i] + (fx * (row[k] - row[i])), lower = below[i] + (fx * (below[k] - below[i]));
        return upper + (fy * (lower - upper));
    }

    /// <summary>Lamp light falling off, its colour, and the shadow of a hand or phone.</summary>
    private void Light(ref SampleRandom random, float severity)
    {
        float level = random.Range(1 - (0.45f * severity), 1), fall = random.Range(0, 0.5f) * severity;
        (float sin, float cos) = MathF.SinCos(random.Range(0, 6.28f));
        float warm = random.Normal() * 0.05f;
        bool hand = random.Chance(0.45f * severity);
        float shadeAt = random.Range(-0.3f, 0.3f) * _red.Height, shadeSoft = random.LogRange(8, 200), shadeDepth = random.Range(0.15f, 0.5f);
        (float shadeSin, float shadeCos) = MathF.SinCos(random.Range(0, 6.28f));
        float middleX = _red.Width / 2f, middleY = _red.Height / 2f, half = MathF.Max(middleX, middleY);
        for (int y = 0; y < _red.Height; y++)
        {
            Span<float> red = _red.Row(y), green = _green.Row(y), blue = _blue.Row(y);
            for (int x = 0; x < red.Length; x++)
            {
                float dx = x - middleX, dy = y - middleY;
                float light = level * (1 - (fall * 0.5f * (1 + (((cos * dx) + (sin * dy)) / half))));
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

    private void Expose(ref SampleRandom random, float severity)
    {
        float blur = random.Range(0.35f, 0.6f + (0.9f * severity)), noise = random.LogRange(0.004f, 0.008f + (0.03f * severity));
        float smear = random.Chance(0.15f * severity) ? random.Range(1, 4) : 0;
        bool compressed = random.Chance(0.75f);
        int quality = (int)random.Range(92 - (45 * severity), 95);
        foreach (Plane plane in (Plane[])[_red, _green, _blue])
        {
            plane.Blur(blur);
            plane.Smear(smear);
            Camera.Noise(plane, ref random, noise);
            if (compressed)
            {
                BlockCompression.Apply(plane, quality);
            }
        }
    }
}
