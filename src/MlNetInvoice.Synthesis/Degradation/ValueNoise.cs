namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>Smooth random fields: uniform numbers on a coarse grid, bilinear between.</summary>
internal static class ValueNoise
{
    /// <summary>Multiplies a plane by 1 − amplitude·u, where the field u has values 0 to 1 and cells of a size in pixels.</summary>
    public static void Multiply(Plane plane, ref SampleRandom random, float cell, float amplitude)
    {
        cell = MathF.Max(1, cell);
        int columns = (int)(plane.Width / cell) + 2, rows = (int)(plane.Height / cell) + 2;
        Span<float> upper = columns <= 2048 ? stackalloc float[columns] : new float[columns];
        Span<float> lower = columns <= 2048 ? stackalloc float[columns] : new float[columns];
        Fill(upper, ref random);
        Fill(lower, ref random);
        int current = 0;
        float inverse = 1 / cell;
        for (int y = 0; y < plane.Height; y++)
        {
            float gy = y * inverse;
            while (current < (int)gy)
            {
                lower.CopyTo(upper);
                Fill(lower, ref random);
                current++;
            }

            float fy = gy - current, gx = 0;
            Span<float> row = plane.Row(y);
            for (int x = 0; x < row.Length; x++, gx += inverse)
            {
                int i = Math.Min((int)gx, columns - 2);
                float fx = gx - i;
                float a = upper[i] + (fy * (lower[i] - upper[i])), b = upper[i + 1] + (fy * (lower[i + 1] - upper[i + 1]));
                row[x] *= 1 - (amplitude * (a + (fx * (b - a))));
            }
        }
    }

    private static void Fill(Span<float> values, ref SampleRandom random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextFloat();
        }
    }
}
