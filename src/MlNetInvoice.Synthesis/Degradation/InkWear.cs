namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>What happens to ink on its way to the paper: spread or starved strokes, patches, dead needles and heating dots, breaks.</summary>
internal static class InkWear
{
    /// <summary>Wears a coverage plane.</summary>
    public static void Apply(Plane ink, ref SampleRandom random, float cap, float severity)
    {
        if (random.Chance(0.5f))
        {
            // Spread (bias above 0) or starve: blur, then a steeper curve shifted to one side.
            float bias = random.Range(-0.28f, 0.3f) * severity;
            ink.Blur(random.Range(0.02f, 0.045f) * cap);
            float gain = random.Range(1.2f, 3);
            foreach (ref float value in ink.Values)
            {
                value = Math.Clamp(((value - 0.5f + bias) * gain) + 0.5f, 0, 1) * MathF.Min(1, value * 20);
            }
        }

        if (random.Chance(0.55f * severity))
        {
            ValueNoise.Multiply(ink, ref random, random.LogRange(0.15f, 2.5f) * cap, random.Range(0.1f, 0.75f));
        }

        if (random.Chance(0.35f * severity))
        {
            ValueNoise.Multiply(ink, ref random, MathF.Max(1, random.Range(0.03f, 0.1f) * cap), random.Range(0.1f, 0.8f));
        }

        if (random.Chance(0.25f * severity))
        {
            Fade(ink, ref random);
        }

        if (random.Chance(0.12f * severity))
        {
            Fray(ink, ref random, cap);
        }

        if (random.Chance(0.18f * severity))
        {
            DeadLines(ink, ref random, cap, random.Chance(0.5f));
        }

        if (random.Chance(0.15f * severity))
        {
            Breaks(ink, ref random, cap);
        }
    }

    /// <summary>Paper that saw the sun on one side, or a ribbon that ran dry: ink fades towards one end.</summary>
    private static void Fade(Plane ink, ref SampleRandom random)
    {
        bool level = random.Chance(0.75f), back = random.Chance(0.5f);
        float keep = random.Range(0.12f, 0.8f), from = random.Range(0, 0.8f), to = from + random.Range(0.1f, 0.8f);
        float Factor(int at, int length)
        {
            float t = Math.Clamp(((back ? length - at : at) - (from * length)) / ((to - from) * length), 0, 1);
            return 1 - ((1 - keep) * t * t * (3 - (2 * t)));
        }

        for (int y = 0; y < ink.Height; y++)
        {
            Span<float> row = ink.Row(y);
            float whole = level ? 1 : Factor(y, ink.Height);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] *= level ? Factor(x, row.Length) : whole;
            }
        }
    }

    /// <summary>Ragged edges: fine noise, softened and cut again.</summary>
    private static void Fray(Plane ink, ref SampleRandom random, float cap)
    {
        float cell = MathF.Max(1, random.Range(0.04f, 0.12f) * cap), gain = random.Range(2, 6);
        ValueNoise.Multiply(ink, ref random, cell, random.Range(0.5f, 0.95f));
        ink.Blur(random.Range(0.02f, 0.05f) * cap);
        foreach (ref float value in ink.Values)
        {
            value = Math.Clamp(((value - 0.4f) * gain) + 0.5f, 0, 1) * MathF.Min(1, value * 10);
        }
    }

    /// <summary>White lines where a heating dot or needle does not work.</summary>
    private static void DeadLines(Plane ink, ref SampleRandom random, float cap, bool level)
    {
        int count = level ? 1 + random.Below(3) : 1 + random.Below(8);
        for (int i = 0; i < count; i++)
        {
            float thick = MathF.Max(0.5f, random.Range(0.02f, 0.11f) * cap), keep = random.Range(0, 0.6f);
            float at = random.Range(0, level ? ink.Height : ink.Width);
            for (int y = 0; y < ink.Height; y++)
            {
                for (int x = level ? 0 : Math.Max(0, (int)(at - thick - 1)), end = level ? ink.Width - 1 : Math.Min(ink.Width - 1, (int)(at + thick + 1)); x <= end; x++)
                {
                    float coverage = Math.Clamp((thick / 2) + 0.5f - MathF.Abs((level ? y : x) + 0.5f - at), 0, 1);
                    ink.Values[(y * ink.Width) + x] *= 1 - (coverage * (1 - keep));
                }
            }
        }
    }

    /// <summary>Small round holes and spots.</summary>
    private static void Breaks(Plane ink, ref SampleRandom random, float cap)
    {
        int count = 2 + random.Below(14);
        for (int i = 0; i < count; i++)
        {
            float radius = random.Range(0.03f, 0.11f) * cap, centerX = random.Range(0, ink.Width), centerY = random.Range(0, ink.Height);
            bool spot = random.Chance(0.2f);
            for (int y = Math.Max(0, (int)(centerY - radius - 1)); y < Math.Min(ink.Height, centerY + radius + 1); y++)
            {
                for (int x = Math.Max(0, (int)(centerX - radius - 1)); x < Math.Min(ink.Width, centerX + radius + 1); x++)
                {
                    float dx = x + 0.5f - centerX, dy = y + 0.5f - centerY;
                    float coverage = Math.Clamp(radius + 0.5f - MathF.Sqrt((dx * dx) + (dy * dy)), 0, 1);
                    ref float value = ref ink.Values[(y * ink.Width) + x];
                    value = spot ? MathF.Max(value, coverage * 0.7f) : value * (1 - coverage);
                }
            }
        }
    }
}
