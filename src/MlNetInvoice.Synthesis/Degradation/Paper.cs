namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>What lies under the ink: paper with its tint, light, texture, guilloche and ruled lines. Severity 0 to 1 widens every range.</summary>
internal static class Paper
{
    /// <summary>Fills a plane with paper luminance.</summary>
    /// <param name="paper">The plane, of its final size.</param>
    /// <param name="random">The sample's numbers.</param>
    /// <param name="cap">Height of a capital, pixels.</param>
    /// <param name="severity">0 clean to 1 the worst.</param>
    public static void Paint(Plane paper, ref SampleRandom random, float cap, float severity)
    {
        float level = random.Range(0.97f - (0.4f * severity), 0.98f);
        float across = random.Normal() * 0.12f * severity, down = random.Normal() * 0.08f * severity;
        for (int y = 0; y < paper.Height; y++)
        {
            float left = level - (across / 2) + (down * ((y / (float)paper.Height) - 0.5f)), step = across / paper.Width;
            Span<float> row = paper.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = left + (x * step);
            }
        }

        if (random.Chance(0.3f * severity))
        {
            Shadow(paper, ref random, cap);
        }

        if (random.Chance(0.25f + (0.2f * severity)))
        {
            ValueNoise.Multiply(paper, ref random, random.LogRange(0.08f, 1.5f) * cap, random.Range(0.01f, 0.1f * severity + 0.02f));
        }
    }

    /// <summary>Interlaced families of fine curves, as on security paper; over the whole line or in a figure with a wavy edge.</summary>
    public static void Guilloche(Plane paper, ref SampleRandom random, float cap, float density)
    {
        int families = 1 + random.Below(3);
        Span<float> warp = paper.Width <= 4096 ? stackalloc float[paper.Width] : new float[paper.Width];
        Figure figure = Figure.Draw(ref random, paper.Width, cap);
        for (int family = 0; family < families; family++)
        {
            float period = MathF.Max(1.5f, random.LogRange(0.09f, 0.4f) * cap), inverse = 1 / period;
            float duty = random.Range(0.2f, 0.5f);
            float amplitude = random.Range(0, 1.5f) * cap, wave = random.Range(0.6f, 4) * cap, phase = random.Range(0, 6.3f), slope = random.Normal() * 0.6f;
            for (int x = 0; x < warp.Length; x++)
            {
                warp[x] = ((amplitude * MathF.Sin((x * 6.283f / wave) + phase)) + (slope * x)) * inverse;
            }

            bool rings = random.Chance(0.35f);
            float centerX = random.Range(-0.2f, 1.2f) * paper.Width, centerY = random.Range(-1f, 2f) * paper.Height;
            float soft = MathF.Min(0.45f, 0.7f * inverse);
            for (int y = 0; y < paper.Height; y++)
            {
                Span<float> row = paper.Row(y);
                float dy = y - centerY;
                (int from, int to) = figure.At(y, row.Length);
                for (int x = from; x < to; x++)
                {
                    float dx = x - centerX;
                    float turns = rings ? (MathF.Sqrt((dx * dx) + (dy * dy)) * inverse) + (0.3f * warp[x]) : (y * inverse) + warp[x];
                    float triangle = MathF.Abs(turns - MathF.Floor(turns) - 0.5f) * 2;
                    float line = Math.Clamp(((duty - triangle) / soft) + 0.5f, 0, 1);
                    row[x] *= 1 - (density * line);
                }
            }
        }

        if (random.Chance(0.5f))
        {
            float tint = 1 - (density * random.Range(0.1f, 0.6f)), rim = 1 - (density * random.Range(0.3f, 1.2f));
            int thick = (int)(random.Range(0.02f, 0.1f) * cap) + 1;
            for (int y = 0; y < paper.Height; y++)
            {
                Span<float> row = paper.Row(y);
                (int from, int to) = figure.At(y, row.Length);
                for (int x = from; x < to; x++)
                {
                    row[x] *= x < from + thick || x >= to - thick ? rim : tint;
                }
            }
        }
    }

    /// <summary>A rosette of many single loops drawn over each other: a dense ring whose strokes leave it here and there, as some rolls carry it under the number.</summary>
    /// <param name="paper">The plane.</param>
    /// <param name="ink">Receives the coverage of the strokes, of the same size.</param>
    /// <param name="random">The sample's numbers.</param>
    /// <param name="cap">Height of a capital, pixels.</param>
    /// <param name="baseline">The row on which the number stands.</param>
    /// <param name="density">Share of the light that a stroke takes, 0 to 1.</param>
    public static void Loops(Plane paper, Plane ink, ref SampleRandom random, float cap, float baseline, float density)
    {
        float middleX = random.Range(0.15f, 0.85f) * paper.Width, middleY = baseline + (random.Range(-1.8f, 0.8f) * cap);
        float radiusX = random.Range(2, 6) * cap, radiusY = radiusX * random.Range(0.5f, 1), spread = random.Range(0.05f, 0.35f);
        float thick = MathF.Max(0.8f, random.Range(0.03f, 0.1f) * cap);
        ink.Reset(paper.Width, paper.Height, 0);
        for (int loop = 0, loops = 8 + random.Below(40); loop < loops; loop++)
        {
            float x = middleX + (random.Normal() * spread * 0.4f * radiusX), y = middleY + (random.Normal() * spread * 0.4f * radiusY);
            float across = radiusX * (1 - (spread * random.NextFloat())), down = radiusY * (1 - (spread * random.NextFloat()));
            Loop(ink, x, y, across, down, thick);
        }

        // Printed in one ink: where strokes cross, it is as dark as one of them.
        Span<float> light = paper.Values;
        ReadOnlySpan<float> coverage = ink.Values;
        for (int i = 0; i < light.Length; i++)
        {
            light[i] *= 1 - (density * coverage[i]);
        }
    }

    private static void Loop(Plane ink, float middleX, float middleY, float across, float down, float thick)
    {
        for (int y = Math.Max(0, (int)(middleY - down - thick)); y < Math.Min(ink.Height, middleY + down + thick); y++)
        {
            Span<float> row = ink.Row(y);
            float dy = (y + 0.5f - middleY) / down, ends = 1 + (thick / down);
            if (MathF.Abs(dy) > ends)
            {
                continue;
            }

            int reach = (int)(across * MathF.Sqrt((ends * ends) - (dy * dy))) + 2;
            for (int x = Math.Max(0, (int)middleX - reach); x < Math.Min(row.Length, (int)middleX + reach + 1); x++)
            {
                // Distance from an ellipse to first order: its implicit function by the length of its gradient.
                float dx = (x + 0.5f - middleX) / across, radius = MathF.Sqrt((dx * dx) + (dy * dy));
                float gradient = MathF.Sqrt((dx * dx / (across * across)) + (dy * dy / (down * down))) / MathF.Max(radius, 1e-3f);
                float off = MathF.Abs(radius - 1) / MathF.Max(gradient, 1e-6f);
                row[x] = MathF.Max(row[x], Math.Clamp((thick / 2) + 0.5f - off, 0, 1));
            }
        }
    }

    /// <summary>Where a figure begins and ends in each row: two wavy edges, or the whole row.</summary>
    private readonly record struct Figure(float Left, float Right, float Wave, float Length, float Phase, bool Whole)
    {
        public static Figure Draw(ref SampleRandom random, int width, float cap) => new(
            random.Range(-0.1f, 0.45f) * width,
            random.Range(0.7f, 1.1f) * width,
            random.Range(0, 0.35f) * cap,
            random.Range(0.8f, 4) * cap,
            random.Range(0, 6.3f),
            random.Chance(0.5f));

        public (int From, int To) At(int y, int width)
        {
            if (Whole)
            {
                return (0, width);
            }

            float swing = Wave * MathF.Sin((y * 6.283f / Length) + Phase);
            int from = Math.Clamp((int)(Left + swing), 0, width);
            return (from, Math.Clamp((int)(Right - swing), from, width));
        }
    }

    /// <summary>Lines of a form: level ones above or below the text, upright ones anywhere.</summary>
    public static void Rule(Plane paper, ref SampleRandom random, float cap, float middle)
    {
        float darkness = random.Range(0.15f, 0.7f);
        int count = 1 + random.Below(2);
        for (int i = 0; i < count; i++)
        {
            float thick = MathF.Max(0.6f, random.Range(0.02f, 0.08f) * cap);
            if (random.Chance(0.65f))
            {
                float distance = random.Chance(0.12f) ? random.Range(0, 0.5f) : random.Range(0.58f, 1);
                float y = middle + ((random.Chance(0.5f) ? -1 : 1) * distance * cap), slope = random.Normal() * 0.01f;
                for (int x = 0; x < paper.Width; x++)
                {
                    Stroke(paper, x, y + (slope * x), thick, darkness, upright: true);
                }
            }
            else
            {
                float x = random.Range(0, paper.Width);
                for (int y = 0; y < paper.Height; y++)
                {
                    Stroke(paper, y, x, thick, darkness, upright: false);
                }
            }
        }
    }

    private static void Stroke(Plane paper, int along, float at, float thick, float darkness, bool upright)
    {
        int limit = upright ? paper.Height : paper.Width;
        for (int k = Math.Max(0, (int)(at - thick - 1)); k <= Math.Min(limit - 1, (int)(at + thick + 1)); k++)
        {
            float coverage = Math.Clamp((thick / 2) + 0.5f - MathF.Abs(k + 0.5f - at), 0, 1);
            int index = upright ? (k * paper.Width) + along : (along * paper.Width) + k;
            paper.Values[index] *= 1 - (coverage * darkness);
        }
    }

    private static void Shadow(Plane paper, ref SampleRandom random, float cap)
    {
        float depth = random.Range(0.1f, 0.45f), soft = random.LogRange(0.1f, 4) * cap, at = random.Range(0, paper.Width), slope = random.Normal();
        for (int y = 0; y < paper.Height; y++)
        {
            Span<float> row = paper.Row(y);
            float edge = at + (slope * y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] *= 1 - (depth * Math.Clamp(((x - edge) / soft) + 0.5f, 0, 1));
            }
        }
    }
}
