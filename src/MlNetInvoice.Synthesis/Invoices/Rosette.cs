namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>The round or angular figure of interlaced lines that traditional invoices print under the number.</summary>
internal static class Rosette
{
    /// <summary>Draws it into the sheet's layer.</summary>
    public static void Draw(Sheet sheet, ref SampleRandom random, float centerX, float centerY, float radius)
    {
        int lobes = random.Chance(0.4f) ? 8 : 12 + random.Below(9);
        float depth = random.Range(0.02f, 0.06f), inner = random.Range(0.5f, 0.7f), solid = random.Range(0.1f, 0.5f);
        int waves = 10 + random.Below(14), rings = 14 + random.Below(14), core = 9 + random.Below(12);
        float swing = random.Range(0.8f, 4), phase = random.Range(0, 6.28f);
        int y0 = Math.Max(0, (int)(centerY - (radius * 1.1f))), y1 = Math.Min(sheet.Height, (int)(centerY + (radius * 1.1f)));
        int x0 = Math.Max(0, (int)(centerX - (radius * 1.1f))), x1 = Math.Min(sheet.Width, (int)(centerX + (radius * 1.1f)));
        for (int y = y0; y < y1; y++)
        {
            Span<float> row = sheet.Ink.Row(y);
            for (int x = x0; x < x1; x++)
            {
                float dx = x + 0.5f - centerX, dy = y + 0.5f - centerY;
                float distance = MathF.Sqrt((dx * dx) + (dy * dy)), angle = MathF.Atan2(dy, dx);
                float edge = radius * (1 + (depth * MathF.Sin(lobes * angle)));
                if (distance > edge)
                {
                    continue;
                }

                float rho = distance / edge, coverage = Line((1 - rho) * radius, 0, 2.5f);
                if (rho > inner)
                {
                    float wave = swing * MathF.Sin((waves * angle) + phase);
                    float spacing = radius / rings;
                    coverage = MathF.Max(coverage, MathF.Max(Family((rho * rings) + wave, spacing), Family((rho * rings) - wave, spacing)));
                }
                else
                {
                    float turn = (rho * core) + (0.4f * MathF.Sin((5 * angle) + (6 * rho)));
                    float tint = MathF.Sin((angle * 2) + phase) + MathF.Sin((rho * 9) - phase) > 0.5f ? solid : 0;
                    coverage = MathF.Max(MathF.Max(coverage, tint), MathF.Max(Family(turn, radius * inner / core), 0.8f * Family((angle * waves * 0.9f) + (rho * 7), radius * 0.06f)));
                }

                row[x] = MathF.Max(row[x], coverage);
            }
        }
    }

    /// <summary>Lines at whole turns; spacing is the distance of two of them in pixels.</summary>
    private static float Family(float turns, float spacing)
    {
        float off = MathF.Abs(turns - MathF.Round(turns)) * spacing;
        return Line(off, 0, MathF.Max(1, 0.2f * spacing));
    }

    private static float Line(float at, float middle, float thick) => Math.Clamp((thick / 2) + 0.5f - MathF.Abs(at - middle), 0, 1);
}
