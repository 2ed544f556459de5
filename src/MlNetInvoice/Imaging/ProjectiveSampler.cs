namespace MlNetInvoice.Imaging;

/// <summary>Fills a picture from another through a mapping: bilinear samples, several a pixel where the mapping shrinks.</summary>
internal static class ProjectiveSampler
{
    private const int MaxSamplesPerSide = 16;

    /// <summary>How many samples a side keep a mapping that shrinks from aliasing.</summary>
    /// <param name="sourceLength">Length of a side in the source.</param>
    /// <param name="targetLength">Length of the same side in the target.</param>
    public static int SamplesFor(double sourceLength, double targetLength) =>
        (int)Math.Clamp(Math.Ceiling((sourceLength / targetLength) - 0.5), 1, MaxSamplesPerSide);

    /// <summary>Samples a picture of one or three channels.</summary>
    /// <param name="source">The source's samples.</param>
    /// <param name="sourceWidth">Its width.</param>
    /// <param name="sourceHeight">Its height.</param>
    /// <param name="channels">Samples per pixel.</param>
    /// <param name="map">From target to source.</param>
    /// <param name="target">The target's samples.</param>
    /// <param name="targetWidth">Its width.</param>
    /// <param name="across">Samples per pixel along a row.</param>
    /// <param name="down">Samples per pixel along a column.</param>
    /// <param name="background">What lies outside the source; null repeats its edges.</param>
    public static void Run(
        ReadOnlySpan<byte> source, int sourceWidth, int sourceHeight, int channels, ProjectiveTransform map,
        Span<byte> target, int targetWidth, int across, int down, byte? background)
    {
        int height = target.Length / (targetWidth * channels);
        float share = 1f / (across * down);
        Span<float> sums = stackalloc float[3];
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = target.Slice(y * targetWidth * channels, targetWidth * channels);
            for (int x = 0; x < targetWidth; x++)
            {
                sums.Clear();
                for (int j = 0; j < down; j++)
                {
                    for (int i = 0; i < across; i++)
                    {
                        double u = x + ((i + 0.5) / across);
                        double v = y + ((j + 0.5) / down);
                        double w = (map.G * u) + (map.H * v) + 1;
                        double sx = (((map.A * u) + (map.B * v) + map.C) / w) - 0.5;
                        double sy = (((map.D * u) + (map.E * v) + map.F) / w) - 0.5;
                        AddSample(source, sourceWidth, sourceHeight, channels, sx, sy, background, sums);
                    }
                }

                for (int c = 0; c < channels; c++)
                {
                    row[(x * channels) + c] = (byte)Math.Clamp((int)((sums[c] * share) + 0.5f), 0, 255);
                }
            }
        }
    }

    private static void AddSample(
        ReadOnlySpan<byte> source, int width, int height, int channels, double x, double y, byte? background, Span<float> sums)
    {
        if (background is byte outside && !(x > -1 && y > -1 && x < width && y < height))
        {
            for (int c = 0; c < channels; c++)
            {
                sums[c] += outside;
            }

            return;
        }

        x = Math.Clamp(x, -1, width);
        y = Math.Clamp(y, -1, height);
        int x0 = (int)Math.Floor(x);
        int y0 = (int)Math.Floor(y);
        float fx = (float)(x - x0);
        float fy = (float)(y - y0);
        if ((uint)x0 < (uint)(width - 1) && (uint)y0 < (uint)(height - 1))
        {
            int place = ((y0 * width) + x0) * channels;
            int below = place + (width * channels);
            for (int c = 0; c < channels; c++)
            {
                float top = source[place + c] + (fx * (source[place + channels + c] - source[place + c]));
                float bottom = source[below + c] + (fx * (source[below + channels + c] - source[below + c]));
                sums[c] += top + (fy * (bottom - top));
            }

            return;
        }

        for (int c = 0; c < channels; c++)
        {
            float top = Get(source, width, height, channels, x0, y0, c, background);
            top += fx * (Get(source, width, height, channels, x0 + 1, y0, c, background) - top);
            float bottom = Get(source, width, height, channels, x0, y0 + 1, c, background);
            bottom += fx * (Get(source, width, height, channels, x0 + 1, y0 + 1, c, background) - bottom);
            sums[c] += top + (fy * (bottom - top));
        }
    }

    private static float Get(ReadOnlySpan<byte> source, int width, int height, int channels, int x, int y, int channel, byte? background)
    {
        bool isInside = (uint)x < (uint)width && (uint)y < (uint)height;
        return !isInside && background is byte outside
            ? outside
            : source[(((Math.Clamp(y, 0, height - 1) * width) + Math.Clamp(x, 0, width - 1)) * channels) + channel];
    }
}
