using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Invoices;

namespace MlNetInvoice.Synthesis.Scenes.Photo;

/// <summary>Photographs slips on a table or a screen: what lies where, shadows, light, blur, noise, compression. Holds the buffers of one picture.</summary>
internal sealed class SceneCamera
{
    private readonly Plane _red = new();
    private readonly Plane _green = new();
    private readonly Plane _blue = new();

    /// <summary>Takes the picture of slips on a table, the lowest first.</summary>
    public RgbImage Take(ref SampleRandom random, IReadOnlyList<LaidSlip> slips, int width, int height, float severity, bool screen)
    {
        foreach (Plane plane in Planes)
        {
            plane.Reset(width, height, 0);
        }

        SampleRandom table = random.Fork();
        Tabletop.Paint(_red, _green, _blue, ref table);
        foreach (LaidSlip slip in slips)
        {
            Lay(ref random, slip, screen);

            // Its print is in the picture now; what is asked of it later are places and masks.
            slip.Slip.Sheet.Release();
        }

        if (screen)
        {
            Moire.Apply(Planes, ref random, slips[0], severity);
        }

        SceneLight.Fall(Planes, ref random, severity);
        Expose(ref random, severity);
        return ToImage();
    }

    /// <summary>A screenshot: the sheet as it is, perhaps compressed.</summary>
    public RgbImage Copy(ref SampleRandom random, Sheet sheet)
    {
        _red.CopyFrom(sheet.Red);
        _green.CopyFrom(sheet.Green);
        _blue.CopyFrom(sheet.Blue);
        if (random.Chance(0.7f))
        {
            Compress((int)random.Range(55, 95));
        }

        return ToImage();
    }

    private Plane[] Planes => [_red, _green, _blue];

    private void Lay(ref SampleRandom random, LaidSlip laid, bool screen)
    {
        Sheet sheet = laid.Slip.Sheet;
        PixelPoint a = laid.Map.Map(new PixelPoint(0, 0)), b = laid.Map.Map(new PixelPoint(sheet.Width, 0)), c = laid.Map.Map(new PixelPoint(sheet.Width, sheet.Height)), d = laid.Map.Map(new PixelPoint(0, sheet.Height));
        float scale = sheet.Width / MathF.Max(1, MathF.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y))));
        foreach (Plane plane in (Plane[])[sheet.Red, sheet.Green, sheet.Blue])
        {
            plane.Blur(0.45f * MathF.Sqrt(MathF.Max(0, (scale * scale) - 0.5f)));
        }

        // Round a screen lies its dark frame, round paper its shadow.
        float shadow = random.Range(0.1f, 0.45f), soft = random.LogRange(3, 30) * scale, frame = screen ? random.Range(0.02f, 0.12f) * sheet.Width : 0, black = random.Range(0.02f, 0.15f);
        float reach = ((4 * soft) + frame) / scale;
        int left = Math.Max(0, (int)(Least(a.X, b.X, c.X, d.X) - reach)), right = Math.Min(_red.Width, (int)(-Least(-a.X, -b.X, -c.X, -d.X) + reach) + 1);
        int top = Math.Max(0, (int)(Least(a.Y, b.Y, c.Y, d.Y) - reach)), bottom = Math.Min(_red.Height, (int)(-Least(-a.Y, -b.Y, -c.Y, -d.Y) + reach) + 1);
        var back = new BackMap(laid.Map);
        for (int y = top; y < bottom; y++)
        {
            Span<float> red = _red.Row(y), green = _green.Row(y), blue = _blue.Row(y);
            (double u, double v, double w) = back.Start(left + 0.5, y + 0.5);
            for (int x = left; x < right; x++, u += back.StepU, v += back.StepV, w += back.StepW)
            {
                double inverse = 1 / w;
                var at = new PixelPoint((float)(u * inverse), (float)(v * inverse));
                float outside = MathF.Max(MathF.Max(-at.X, at.X - sheet.Width), MathF.Max(-at.Y, at.Y - sheet.Height));
                if (outside > frame)
                {
                    float beyond = outside - frame;
                    float dark = beyond < 4 * soft ? 1 - (shadow * MathF.Exp(-beyond / soft)) : 1;
                    (red[x], green[x], blue[x]) = (red[x] * dark, green[x] * dark, blue[x] * dark);
                }
                else if (outside > 0 && frame > 0)
                {
                    (red[x], green[x], blue[x]) = (black, black, black);
                }

                float alpha = MathF.Min(1, 0.5f - (outside / scale));
                if (alpha > 0)
                {
                    Blend(laid, at, alpha, ref red[x], ref green[x], ref blue[x]);
                }
            }
        }
    }

    /// <summary>Lets the sheet's colour at a place, linear between its pixels, over that of the picture.</summary>
    private static void Blend(LaidSlip laid, PixelPoint at, float alpha, ref float red, ref float green, ref float blue)
    {
        Sheet sheet = laid.Slip.Sheet;
        float x = at.X, y = at.Y, light = 1;
        if (laid.Crumple is { } crumple)
        {
            (float dx, float dy, light) = crumple.At(x, y);
            (x, y) = (x + dx, y + dy);
        }

        x = MathF.Min(MathF.Max(x - 0.5f, 0), sheet.Width - 1.001f);
        y = MathF.Min(MathF.Max(y - 0.5f, 0), sheet.Height - 1.001f);
        int i = (int)x, j = (int)y, width = sheet.Width;
        float fx = x - i, fy = y - j;
        int first = (j * width) + i, second = first + (j + 1 < sheet.Height ? width : 0);
        float a = (1 - fx) * (1 - fy) * light, b = fx * (1 - fy) * light, c = (1 - fx) * fy * light, d = fx * fy * light;
        float Mix(ReadOnlySpan<float> values) => (a * values[first]) + (b * values[first + 1]) + (c * values[second]) + (d * values[second + 1]);
        red += alpha * (Mix(sheet.Red.Values) - red);
        green += alpha * (Mix(sheet.Green.Values) - green);
        blue += alpha * (Mix(sheet.Blue.Values) - blue);
    }

    private void Expose(ref SampleRandom random, float severity)
    {
        float blur = random.Range(0.3f, 0.55f + (0.85f * severity)), noise = random.LogRange(0.003f, 0.007f + (0.025f * severity));
        float smear = random.Chance(0.12f * severity) ? random.Range(1, 3.5f) : 0;
        foreach (Plane plane in Planes)
        {
            plane.Blur(blur);
            plane.Smear(smear);
            Camera.Noise(plane, ref random, noise);
        }

        if (random.Chance(0.85f))
        {
            Compress((int)random.Range(92 - (45 * severity), 95));
        }
    }

    /// <summary>Compresses luminance as JPEG does; colour, which JPEG stores coarsely, moves with it.</summary>
    private void Compress(int quality)
    {
        var luminance = new Plane();
        luminance.Reset(_red.Width, _red.Height, 0);
        Span<float> after = luminance.Values, red = _red.Values, green = _green.Values, blue = _blue.Values;
        for (int i = 0; i < after.Length; i++)
        {
            after[i] = Luminance(red[i], green[i], blue[i]);
        }

        BlockCompression.Apply(luminance, quality);
        for (int i = 0; i < after.Length; i++)
        {
            float change = after[i] - Luminance(red[i], green[i], blue[i]);
            red[i] += change;
            green[i] += change;
            blue[i] += change;
        }
    }

    private static float Luminance(float red, float green, float blue) => (0.299f * red) + (0.587f * green) + (0.114f * blue);

    private RgbImage ToImage()
    {
        var image = new RgbImage(_red.Width, _red.Height);
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

    private static float Least(float a, float b, float c, float d) => MathF.Min(MathF.Min(a, b), MathF.Min(c, d));
}
