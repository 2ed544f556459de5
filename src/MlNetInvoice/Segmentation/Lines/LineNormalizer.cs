using System.Buffers;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// The one way a line of print becomes a strip of 28 rows for the recogniser: capitals and digits stand from row 4 to row 24, paper is 0 and ink up to 255
/// whatever their luminances, and contrast is evened out along the line. Grey levels are kept: nothing is binarised. Used by training and by reading alike.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class LineNormalizer
{
    /// <summary>Rows of a strip.</summary>
    public const int Rows = 28;

    /// <summary>Columns of the window that a network looks at.</summary>
    public const int WindowColumns = 28;

    /// <summary>Height of capitals and digits in a strip, in rows.</summary>
    public const int CapHeight = 20;

    /// <summary>First row of capitals and digits in a strip.</summary>
    public const int CapTop = 4;

    private const short Outside = -1;
    private const int QuantileStep = 4;

    /// <summary>Makes a normaliser.</summary>
    /// <param name="options">Parameters; null takes <see cref="LineNormalizerOptions.Default"/>.</param>
    public LineNormalizer(LineNormalizerOptions? options = null)
    {
        Options = options ?? LineNormalizerOptions.Default;
    }

    /// <summary>The parameters.</summary>
    public LineNormalizerOptions Options { get; }

    /// <summary>Samples and normalises one strip.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="strip">Where the strip's corners lie in it; may leave it (what lies outside is paper).</param>
    /// <param name="width">Columns of the strip, at least 1.</param>
    /// <param name="destination">28 × <paramref name="width"/> bytes, row-major; overwritten.</param>
    /// <param name="lightInk">Whether the ink is lighter than the paper.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Normalize(GrayImage source, Quad strip, int width, Span<byte> destination, bool lightInk = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (destination.Length != Rows * width)
        {
            throw new ArgumentException($"A strip of {width} columns has {Rows * width} values, not {destination.Length}.", nameof(destination));
        }

        using var patch = new LinePatch(source, Bounds(strip), ShrinkFactor(strip));
        Normalize(patch, strip, width, destination, lightInk);
    }

    /// <summary>The whole factor by which a picture can be shrunk before a strip is sampled from it: at least one patch pixel a strip row remains.</summary>
    internal static int ShrinkFactor(Quad strip)
    {
        float height = Math.Max(Distance(strip.TopLeft, strip.BottomLeft), Distance(strip.TopRight, strip.BottomRight));
        return Math.Clamp((int)(height / (Rows * 1.2f)), 1, 64);
    }

    internal static PixelBox Bounds(Quad quad)
    {
        float left = Math.Min(Math.Min(quad.TopLeft.X, quad.TopRight.X), Math.Min(quad.BottomLeft.X, quad.BottomRight.X));
        float right = Math.Max(Math.Max(quad.TopLeft.X, quad.TopRight.X), Math.Max(quad.BottomLeft.X, quad.BottomRight.X));
        float top = Math.Min(Math.Min(quad.TopLeft.Y, quad.TopRight.Y), Math.Min(quad.BottomLeft.Y, quad.BottomRight.Y));
        float bottom = Math.Max(Math.Max(quad.TopLeft.Y, quad.TopRight.Y), Math.Max(quad.BottomLeft.Y, quad.BottomRight.Y));
        int x = (int)Math.Clamp(MathF.Floor(left), -1e6f, 1e6f) - 2;
        int y = (int)Math.Clamp(MathF.Floor(top), -1e6f, 1e6f) - 2;
        return new PixelBox(x, y, (int)Math.Clamp(MathF.Ceiling(right), -1e6f, 1e6f) + 2 - x, (int)Math.Clamp(MathF.Ceiling(bottom), -1e6f, 1e6f) + 2 - y);
    }

    internal void Normalize(LinePatch patch, Quad strip, int width, Span<byte> destination, bool lightInk)
    {
        short[] samples = ArrayPool<short>.Shared.Rent(Rows * width);
        Span<short> raw = samples.AsSpan(0, Rows * width);
        Sample(patch, strip, width, raw);
        if (lightInk)
        {
            foreach (ref short value in raw)
            {
                value = value == Outside ? Outside : (short)(255 - value);
            }
        }

        EvenContrast(raw, width, destination);
        ArrayPool<short>.Shared.Return(samples);
    }

    private static void Sample(LinePatch patch, Quad strip, int width, Span<short> raw)
    {
        PixelPoint topLeft = patch.FromSource(strip.TopLeft);
        PixelPoint topRight = patch.FromSource(strip.TopRight);
        PixelPoint bottomLeft = patch.FromSource(strip.BottomLeft);
        PixelPoint bottomRight = patch.FromSource(strip.BottomRight);
        float down = Distance(topLeft, bottomLeft) / Rows;
        float across = Distance(topLeft, topRight) / width;
        int tapsX = across > 1.3f ? Math.Min(4, (int)(across + 0.7f)) : 1;
        int tapsY = down > 1.3f ? Math.Min(4, (int)(down + 0.7f)) : 1;
        float scale = 1f / (tapsX * tapsY);
        ReadOnlySpan<byte> pixels = patch.Pixels;
        for (int y = 0; y < Rows; y++)
        {
            Span<short> row = raw.Slice(y * width, width);
            row.Clear();
            for (int j = 0; j < tapsY; j++)
            {
                float v = (y + ((j + 0.5f) / tapsY)) / Rows;
                float startX = float.Lerp(topLeft.X, bottomLeft.X, v) - 0.5f;
                float startY = float.Lerp(topLeft.Y, bottomLeft.Y, v) - 0.5f;
                float stepX = (float.Lerp(topRight.X, bottomRight.X, v) - 0.5f - startX) / (width * tapsX);
                float stepY = (float.Lerp(topRight.Y, bottomRight.Y, v) - 0.5f - startY) / (width * tapsX);
                startX += stepX * 0.5f;
                startY += stepY * 0.5f;
                SampleRow(pixels, patch.Width, patch.Height, startX, startY, stepX, stepY, tapsX, row, j == 0);
            }

            for (int x = 0; x < row.Length; x++)
            {
                row[x] = row[x] < 0 ? Outside : (short)((row[x] * scale / 4f) + 0.5f);
            }
        }
    }

    // Adds 4 × the luminance of each tap; a pixel with any tap outside is marked outside.
    private static void SampleRow(
        ReadOnlySpan<byte> pixels, int width, int height, float x, float y, float stepX, float stepY, int taps, Span<short> row, bool first)
    {
        int index = 0;
        for (int column = 0; column < row.Length; column++)
        {
            int sum = first ? 0 : row[column];
            for (int tap = 0; tap < taps; tap++, index++)
            {
                float px = x + (index * stepX);
                float py = y + (index * stepY);
                if (!(px >= -0.5f && py >= -0.5f && px <= width - 0.5f && py <= height - 0.5f))
                {
                    sum = short.MinValue / 2;
                    continue;
                }

                px = Math.Clamp(px, 0f, width - 1f);
                py = Math.Clamp(py, 0f, height - 1f);
                int x0 = Math.Min((int)px, Math.Max(0, width - 2));
                int y0 = Math.Min((int)py, Math.Max(0, height - 2));
                int right = width > 1 ? 1 : 0;
                int below = height > 1 ? width : 0;
                float fx = px - x0;
                float fy = py - y0;
                int at = (y0 * width) + x0;
                float top = pixels[at] + ((pixels[at + right] - pixels[at]) * fx);
                float bottom = pixels[at + below] + ((pixels[at + below + right] - pixels[at + below]) * fx);
                sum += (int)((top + ((bottom - top) * fy)) * 4f);
            }

            row[column] = (short)Math.Clamp(sum, short.MinValue / 2, short.MaxValue);
        }
    }

    private void EvenContrast(ReadOnlySpan<short> raw, int width, Span<byte> destination)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        int total = 0;
        foreach (short value in raw)
        {
            if (value != Outside)
            {
                histogram[value]++;
                total++;
            }
        }

        if (total == 0)
        {
            destination.Clear();
            return;
        }

        float floor = Math.Max(4f, Options.ContrastFloor * (Quantile(histogram, total, Options.PaperShare) - Quantile(histogram, total, Options.InkShare)));
        histogram.Clear();
        total = 0;
        for (int x = 0; x < Math.Min(Options.Radius, width); x++)
        {
            total += Count(raw, width, x, 1, histogram);
        }

        // Quantiles are taken at every fourth column and run straight between.
        float paper = 0;
        float ink = 0;
        for (int x = 0; x < width; x += QuantileStep)
        {
            for (int i = Math.Max(0, x - QuantileStep + 1); i <= x; i++)
            {
                total += i + Options.Radius < width ? Count(raw, width, i + Options.Radius, 1, histogram) : 0;
                total -= i - Options.Radius - 1 >= 0 ? Count(raw, width, i - Options.Radius - 1, -1, histogram) : 0;
            }

            (float lastPaper, float lastInk) = (paper, ink);
            paper = Quantile(histogram, total, Options.PaperShare);
            ink = Quantile(histogram, total, Options.InkShare);
            if (x == 0)
            {
                Write(raw, width, 0, paper, Math.Max(floor, paper - ink), destination);
                continue;
            }

            for (int i = 1; i <= QuantileStep; i++)
            {
                float t = i / (float)QuantileStep;
                float level = float.Lerp(lastPaper, paper, t);
                Write(raw, width, x - QuantileStep + i, level, Math.Max(floor, level - float.Lerp(lastInk, ink, t)), destination);
            }
        }

        for (int x = ((width - 1) / QuantileStep * QuantileStep) + 1; x < width; x++)
        {
            Write(raw, width, x, paper, Math.Max(floor, paper - ink), destination);
        }
    }

    private static void Write(ReadOnlySpan<short> raw, int width, int x, float paper, float contrast, Span<byte> destination)
    {
        float gain = 255f / contrast;
        for (int i = x; i < raw.Length; i += width)
        {
            short value = raw[i];
            destination[i] = value == Outside ? (byte)0 : (byte)Math.Clamp((paper - value) * gain, 0f, 255f);
        }
    }

    private static int Count(ReadOnlySpan<short> raw, int width, int x, int weight, Span<int> histogram)
    {
        int count = 0;
        for (int y = 0; y < Rows; y++)
        {
            short value = raw[(y * width) + x];
            if (value != Outside)
            {
                histogram[value] += weight;
                count++;
            }
        }

        return count;
    }

    private static int Quantile(ReadOnlySpan<int> histogram, int total, float share)
    {
        int wanted = (int)(share * total);
        int i = 0;
        for (int count = histogram[0]; count <= wanted && i < 255;)
        {
            count += histogram[++i];
        }

        return i;
    }

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
