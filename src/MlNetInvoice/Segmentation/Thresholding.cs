using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Ways to part ink from paper. Every mask is 255 where the ink is and 0 on paper; dark ink is assumed, so light ink is found by inverting the picture first
/// (<see cref="Invert"/>). All methods are pure and safe to call from several threads.
/// </summary>
public static class Thresholding
{
    /// <summary>The threshold that parts the histogram with the least variance within the two classes (Otsu 1979).</summary>
    /// <param name="image">The picture.</param>
    /// <returns>0 to 255: luminances up to and including it are the dark class. A picture of one luminance gives that luminance minus one (no ink).</returns>
    public static int Otsu(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Span<int> histogram = stackalloc int[256];
        foreach (byte value in image.Pixels)
        {
            histogram[value]++;
        }

        return Otsu(histogram);
    }

    /// <summary>Ink where the luminance is at most a threshold.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="threshold">Largest luminance of ink; −1 (none) to 255 (all).</param>
    public static GrayImage Global(GrayImage image, int threshold)
    {
        ArgumentNullException.ThrowIfNull(image);
        var mask = new GrayImage(image.Width, image.Height);
        ReadOnlySpan<byte> source = image.Pixels;
        Span<byte> target = mask.Pixels;
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i] <= threshold ? (byte)255 : (byte)0;
        }

        return mask;
    }

    /// <summary>
    /// Local threshold m·(1 + k·(s/R − 1)) of mean m and deviation s in a window round each pixel (Sauvola and Pietikäinen 2000), by integral images.
    /// It follows shadows and gradients and keeps flat paper empty.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="window">Side of the square window in pixels, at least 3; about twice the height of the text works best.</param>
    /// <param name="k">How far below the mean ink must be, 0 to 1; typical 0.2 to 0.5.</param>
    /// <param name="range">R, the deviation at which the threshold equals the mean, above 0; 128 for full contrast, less for faint ink.</param>
    public static GrayImage Sauvola(GrayImage image, int window, float k = 0.2f, float range = 128f)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 3);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, 1f);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range);
        var sums = new IntegralImage(image);
        var mask = new GrayImage(image.Width, image.Height);
        int radius = window / 2;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = image.GetRow(y);
            Span<byte> target = mask.GetRow(y);
            for (int x = 0; x < source.Length; x++)
            {
                (float mean, float deviation) = sums.GetStatistics(x - radius, y - radius, x + radius + 1, y + radius + 1);
                float threshold = mean * (1f + (k * ((deviation / range) - 1f)));
                target[x] = source[x] < threshold ? (byte)255 : (byte)0;
            }
        }

        return mask;
    }

    /// <summary>Otsu's threshold per tile, blended linearly between tile centres; tiles of too little contrast count as paper.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="tile">Side of a tile in pixels, at least 8.</param>
    /// <param name="minContrast">Smallest difference of grey levels (largest minus smallest) for a tile to have its own threshold, 0 to 255.</param>
    public static GrayImage OtsuPerTile(GrayImage image, int tile, int minContrast = 40)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 8);
        ArgumentOutOfRangeException.ThrowIfNegative(minContrast);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minContrast, 255);
        int columns = (image.Width + tile - 1) / tile;
        int rows = (image.Height + tile - 1) / tile;
        float[] thresholds = new float[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                thresholds[(row * columns) + column] = TileThreshold(image, column * tile, row * tile, tile, minContrast);
            }
        }

        var mask = new GrayImage(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = image.GetRow(y);
            Span<byte> target = mask.GetRow(y);
            float fy = Math.Clamp(((y + 0.5f) / tile) - 0.5f, 0f, rows - 1f);
            int y0 = Math.Min((int)fy, Math.Max(0, rows - 2));
            int y1 = Math.Min(y0 + 1, rows - 1);
            float wy = fy - y0;
            for (int x = 0; x < source.Length; x++)
            {
                float fx = Math.Clamp(((x + 0.5f) / tile) - 0.5f, 0f, columns - 1f);
                int x0 = Math.Min((int)fx, Math.Max(0, columns - 2));
                int x1 = Math.Min(x0 + 1, columns - 1);
                float wx = fx - x0;
                float upper = float.Lerp(thresholds[(y0 * columns) + x0], thresholds[(y0 * columns) + x1], wx);
                float lower = float.Lerp(thresholds[(y1 * columns) + x0], thresholds[(y1 * columns) + x1], wx);
                target[x] = source[x] <= float.Lerp(upper, lower, wy) ? (byte)255 : (byte)0;
            }
        }

        return mask;
    }

    /// <summary>The negative of a picture.</summary>
    /// <param name="image">The picture.</param>
    public static GrayImage Invert(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var negative = new GrayImage(image.Width, image.Height);
        ReadOnlySpan<byte> source = image.Pixels;
        Span<byte> target = negative.Pixels;
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = (byte)(255 - source[i]);
        }

        return negative;
    }

    private static float TileThreshold(GrayImage image, int left, int top, int tile, int minContrast)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        int right = Math.Min(left + tile, image.Width);
        int bottom = Math.Min(top + tile, image.Height);
        for (int y = top; y < bottom; y++)
        {
            foreach (byte value in image.GetRow(y)[left..right])
            {
                histogram[value]++;
            }
        }

        int darkest = histogram.IndexOfAnyExcept(0);
        int lightest = histogram.LastIndexOfAnyExcept(0);
        return lightest - darkest < minContrast ? Math.Max(-1, darkest - minContrast) : Otsu(histogram);
    }

    private static int Otsu(ReadOnlySpan<int> histogram)
    {
        long total = 0;
        double weighted = 0;
        for (int i = 0; i < 256; i++)
        {
            total += histogram[i];
            weighted += (double)i * histogram[i];
        }

        int first = histogram.IndexOfAnyExcept(0);
        int best = first - 1;
        double bestVariance = 0;
        long dark = 0;
        double darkSum = 0;
        for (int i = 0; i < 255; i++)
        {
            dark += histogram[i];
            darkSum += (double)i * histogram[i];
            if (dark == 0 || dark == total)
            {
                continue;
            }

            double difference = (darkSum / dark) - ((weighted - darkSum) / (total - dark));
            double variance = (double)dark / total * (total - dark) * difference * difference;
            if (variance > bestVariance)
            {
                bestVariance = variance;
                best = i;
            }
        }

        return best;
    }
}
