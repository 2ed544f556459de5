using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>
/// The generator's own way from a grey character to MNIST's convention: contrast stretched, what Otsu (1979) calls paper made 0, the longest
/// side scaled to 20 and the centre of mass placed in the middle of 28×28.
/// </summary>
internal static class MnistStyle
{
    public static bool Normalize(GrayImage line, PixelBox glyph, Span<byte> normalized)
    {
        GrayImage crop = line.Crop(glyph);
        Span<byte> pixels = crop.Pixels;
        GlyphWindow.Stretch(pixels, pixels);
        int threshold = Otsu(pixels);
        int left = crop.Width, top = crop.Height, right = -1, bottom = -1;
        double mass = 0, sumX = 0, sumY = 0;
        for (int y = 0; y < crop.Height; y++)
        {
            Span<byte> row = crop.GetRow(y);
            for (int x = 0; x < row.Length; x++)
            {
                // A soft step round the threshold keeps the edges anti-aliased.
                int value = Math.Clamp(128 + ((row[x] - threshold) * 3), 0, 255);
                row[x] = (byte)(value < 16 ? 0 : value);
                if (value >= 128)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
                }

                mass += row[x];
                sumX += row[x] * (x + 0.5);
                sumY += row[x] * (y + 0.5);
            }
        }

        int longest = Math.Max(right - left, bottom - top) + 1;
        if (longest < crop.Height / 2 || longest < 4)
        {
            return false;
        }

        // A border of paper, which the window repeats beyond the edge.
        var ink = new GrayImage(crop.Width + 2, crop.Height + 2);
        for (int y = 0; y < crop.Height; y++)
        {
            crop.GetRow(y).CopyTo(ink.GetRow(y + 1)[1..]);
        }

        GlyphWindow.Cut(ink, new PixelPoint((float)(sumX / mass) + 1, (float)(sumY / mass) + 1), longest, 0, 20, 28, 28, normalized);
        return true;
    }

    private static int Otsu(ReadOnlySpan<byte> pixels)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        long total = 0;
        foreach (byte value in pixels)
        {
            histogram[value]++;
            total += value;
        }

        long below = 0, sumBelow = 0;
        double best = -1;
        int threshold = 128;
        for (int i = 0; i < 255; i++)
        {
            below += histogram[i];
            sumBelow += (long)i * histogram[i];
            long above = pixels.Length - below;
            if (below == 0 || above == 0)
            {
                continue;
            }

            double difference = (sumBelow / (double)below) - ((total - sumBelow) / (double)above);
            double between = difference * difference * below * above;
            if (between > best)
            {
                best = between;
                threshold = i + 1;
            }
        }

        return threshold;
    }
}
