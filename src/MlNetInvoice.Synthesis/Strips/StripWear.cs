using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>What a line suffers after it was printed, as receipts show it: stretches that faded or were rubbed off, and copies that were thresholded roughly.</summary>
internal static class StripWear
{
    /// <summary>Wears a picture of a line, or gives it back as it is.</summary>
    /// <param name="image">Dark ink on lighter paper; not changed.</param>
    /// <param name="cap">Height of a capital in pixels.</param>
    /// <param name="random">The sample's numbers.</param>
    public static GrayImage Apply(GrayImage image, float cap, ref SampleRandom random)
    {
        bool fades = random.Chance(0.13f);
        bool rough = random.Chance(0.07f);
        if (!fades && !rough)
        {
            return image;
        }

        var worn = new GrayImage(image.Width, image.Height, image.Pixels.ToArray());
        (int ink, int paper) = Levels(worn);
        if (fades)
        {
            for (int i = 0, count = 1 + random.Below(3); i < count; i++)
            {
                Fade(worn, cap, paper, ref random);
            }
        }

        if (rough)
        {
            Roughen(worn, ink, paper, ref random);
        }

        return worn;
    }

    // A soft-edged ellipse in which the ink comes near to the paper.
    private static void Fade(GrayImage image, float cap, int paper, ref SampleRandom random)
    {
        float radiusX = random.LogRange(0.12f, 1.6f) * cap;
        float radiusY = random.LogRange(0.25f, 2f) * cap;
        float centerX = random.Range(0, image.Width);
        float centerY = random.Range(0.2f, 0.8f) * image.Height;
        float strength = random.Range(0.4f, 0.95f);
        for (int y = 0; y < image.Height; y++)
        {
            Span<byte> row = image.GetRow(y);
            float dy = (y - centerY) / radiusY;
            for (int x = 0; x < row.Length; x++)
            {
                float dx = (x - centerX) / radiusX;
                float share = strength * Math.Clamp(2f * (1f - MathF.Sqrt((dx * dx) + (dy * dy))), 0f, 1f);
                row[x] = row[x] < paper ? (byte)(row[x] + ((paper - row[x]) * share)) : row[x];
            }
        }
    }

    private static void Roughen(GrayImage image, int ink, int paper, ref SampleRandom random)
    {
        float threshold = ink + (random.Range(0.35f, 0.7f) * (paper - ink));
        float noise = random.Range(0.03f, 0.16f) * (paper - ink);
        float soft = random.Range(4f, 60f);
        foreach (ref byte pixel in image.Pixels)
        {
            float off = (pixel + (noise * random.Normal()) - threshold) / soft;
            pixel = (byte)(20f + (220f * Math.Clamp(0.5f + off, 0f, 1f)));
        }
    }

    private static (int Ink, int Paper) Levels(GrayImage image)
    {
        Span<int> histogram = stackalloc int[256];
        foreach (byte pixel in image.Pixels)
        {
            histogram[pixel]++;
        }

        int total = image.Pixels.Length;
        int ink = 0;
        for (int count = histogram[0]; count < total / 50 && ink < 255;)
        {
            count += histogram[++ink];
        }

        int paper = 0;
        for (int count = histogram[0]; count < total * 0.7 && paper < 255;)
        {
            count += histogram[++paper];
        }

        return (ink, Math.Max(paper, ink + 1));
    }
}
