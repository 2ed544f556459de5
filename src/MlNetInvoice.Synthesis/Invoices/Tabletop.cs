using MlNetInvoice.Synthesis.Degradation;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>What a slip lies on: wood, cloth, a plain or dark desk, with things lying about.</summary>
internal static class Tabletop
{
    private static readonly SheetInk[] s_colors =
    [
        new(0.72f, 0.48f, 0.25f), new(0.85f, 0.66f, 0.4f), new(0.35f, 0.22f, 0.13f), new(0.2f, 0.2f, 0.22f), new(0.12f, 0.16f, 0.28f),
        new(0.8f, 0.8f, 0.78f), new(0.6f, 0.7f, 0.3f), new(0.9f, 0.8f, 0.2f), new(0.45f, 0.1f, 0.15f), new(0.5f, 0.52f, 0.55f), new(0.75f, 0.7f, 0.55f),
    ];

    /// <summary>Fills three planes of one size.</summary>
    public static void Paint(Plane red, Plane green, Plane blue, ref SampleRandom random)
    {
        SheetInk color = s_colors[random.Below(s_colors.Length)];
        red.Values.Fill(color.Red);
        green.Values.Fill(color.Green);
        blue.Values.Fill(color.Blue);
        int things = random.Chance(0.5f) ? 0 : 1 + random.Below(4);
        for (int i = 0; i < things; i++)
        {
            Thing(red, green, blue, ref random);
        }

        int kind = random.Below(4);
        var texture = new Plane();
        texture.Reset(red.Width, red.Height, 1);
        if (kind == 0)
        {
            Grain(texture, ref random);
        }
        else if (kind == 1)
        {
            Weave(texture, ref random);
        }
        else
        {
            ValueNoise.Multiply(texture, ref random, random.LogRange(2, 40), random.Range(0.02f, 0.25f));
        }

        foreach (Plane plane in (Plane[])[red, green, blue])
        {
            Span<float> values = plane.Values;
            ReadOnlySpan<float> factor = texture.Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] *= factor[i];
            }
        }
    }

    /// <summary>Wood: rings cut lengthwise, with fine streaks.</summary>
    private static void Grain(Plane texture, ref SampleRandom random)
    {
        (float sin, float cos) = MathF.SinCos(random.Range(-0.4f, 0.4f) + (random.Chance(0.5f) ? MathF.PI / 2 : 0));
        float ring = random.LogRange(20, 90), bend = random.Range(0, 60), bendLength = random.Range(400, 1500), depth = random.Range(0.05f, 0.25f);
        var streaks = new float[4096];
        for (int i = 0; i < streaks.Length; i++)
        {
            streaks[i] = random.NextFloat();
        }

        for (int y = 0; y < texture.Height; y++)
        {
            Span<float> row = texture.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                float across = (sin * x) + (cos * y), along = (cos * x) - (sin * y);
                float t = (across + (bend * MathF.Sin(along / bendLength * 6.28f))) / ring;
                float turn = t - MathF.Floor(t);
                float streak = streaks[((int)MathF.Floor(across / 1.7f) + (31 * (int)MathF.Floor(along / 90))) & 4095];
                row[x] = 1 - (depth * turn * turn) - (0.5f * depth * streak);
            }
        }
    }

    /// <summary>Cloth: threads over and under each other.</summary>
    private static void Weave(Plane texture, ref SampleRandom random)
    {
        float period = random.LogRange(3.5f, 14), depth = random.Range(0.1f, 0.4f);
        (float sin, float cos) = MathF.SinCos(random.Range(0, 1.5f));
        sin *= 6.28f / period;
        cos *= 6.28f / period;
        for (int y = 0; y < texture.Height; y++)
        {
            Span<float> row = texture.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = 1 - (depth * (0.5f + (0.5f * MathF.Sin((cos * x) + (sin * y)) * MathF.Sin((cos * y) - (sin * x)))));
            }
        }

        ValueNoise.Multiply(texture, ref random, period, 0.15f);
    }

    /// <summary>A turned rectangle of another colour: a book, a tray, a sleeve.</summary>
    private static void Thing(Plane red, Plane green, Plane blue, ref SampleRandom random)
    {
        SheetInk color = s_colors[random.Below(s_colors.Length)];
        (float sin, float cos) = MathF.SinCos(random.Range(0, 3.14f));
        float centerX = random.NextFloat() * red.Width, centerY = random.NextFloat() * red.Height;
        float halfWidth = random.Range(0.1f, 0.5f) * red.Width, halfHeight = random.Range(0.03f, 0.5f) * red.Height;
        for (int y = 0; y < red.Height; y++)
        {
            for (int x = 0; x < red.Width; x++)
            {
                float dx = x - centerX, dy = y - centerY, along = (cos * dx) + (sin * dy), across = (cos * dy) - (sin * dx);
                if (MathF.Abs(along) < halfWidth && MathF.Abs(across) < halfHeight)
                {
                    int i = (y * red.Width) + x;
                    (red.Values[i], green.Values[i], blue.Values[i]) = (color.Red, color.Green, color.Blue);
                }
            }
        }
    }
}
