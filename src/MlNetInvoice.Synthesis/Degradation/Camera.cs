namespace MlNetInvoice.Synthesis.Degradation;

/// <summary>What a camera or scanner does to the printed line: blur, noise, sharpening, compression, tone.</summary>
internal static class Camera
{
    /// <summary>Photographs a luminance plane in place. Noise is measured against the contrast of the ink, so that the worst stays legible.</summary>
    public static void Shoot(Plane picture, ref SampleRandom random, float cap, float severity, float contrast)
    {
        float blur = random.Chance(0.75f) ? random.Range(0.3f, 0.75f) : 0;
        if (random.Chance(0.45f * severity))
        {
            blur += random.Range(0, 0.1f) * cap;
        }

        picture.Blur(blur);
        if (random.Chance(0.12f * severity))
        {
            picture.Smear(random.Range(1.2f, MathF.Max(1.6f, 0.16f * cap)));
        }

        if (random.Chance(0.8f))
        {
            Noise(picture, ref random, contrast * random.LogRange(0.003f, 0.012f + (0.06f * severity)));
        }

        if (random.Chance(0.1f * severity))
        {
            Scan(picture, ref random);
        }

        if (random.Chance(0.3f))
        {
            Sharpen(picture, random.Range(0.3f, 1.4f));
        }

        if (random.Chance(0.4f))
        {
            BlockCompression.Apply(picture, (int)random.Range(90 - (65 * severity), 95), random.Below(8), random.Below(8));
        }

        if (random.Chance(0.3f))
        {
            float gamma = random.Range(0.7f, 1.5f);
            foreach (ref float value in picture.Values)
            {
                value = MathF.Pow(Math.Clamp(value, 0, 1), gamma);
            }
        }
    }

    /// <summary>Independent noise of a deviation.</summary>
    public static void Noise(Plane picture, ref SampleRandom random, float deviation)
    {
        foreach (ref float value in picture.Values)
        {
            value += random.Normal() * deviation;
        }
    }

    /// <summary>A scanner that knows next to no grey: a steep curve round the middle between the darkest and the lightest.</summary>
    private static void Scan(Plane picture, ref SampleRandom random)
    {
        float low = float.MaxValue, high = float.MinValue;
        foreach (float value in picture.Values)
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        float middle = low + ((high - low) * random.Range(0.35f, 0.65f)), gain = random.LogRange(3, 25) / MathF.Max(0.05f, high - low);
        foreach (ref float value in picture.Values)
        {
            value = Math.Clamp(((value - middle) * gain) + 0.5f, 0.02f, 0.98f);
        }

        picture.Blur(random.Range(0, 0.6f));
    }

    /// <summary>Adds the difference from the neighbours' mean, as phones do.</summary>
    private static void Sharpen(Plane picture, float amount)
    {
        // (1 + a)·δ − a·[1 2 1]/4 in each direction.
        Span<float> kernel = [-amount / 4, 1 + (amount / 2), -amount / 4];
        picture.Horizontal(kernel);
        picture.Vertical(kernel);
    }
}
