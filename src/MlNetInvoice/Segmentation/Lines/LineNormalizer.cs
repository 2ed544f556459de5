using System.Buffers;
using System.Runtime.Intrinsics;
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

    private const short Outside = StripSampler.Outside;
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
        StripSampler.Sample(patch, strip, width, raw);
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
        float[] pooled = ArrayPool<float>.Shared.Rent(2 * width);
        Span<float> levels = pooled.AsSpan(0, width);
        Span<float> gains = pooled.AsSpan(width, width);
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
            for (int i = x == 0 ? QuantileStep : 1; i <= QuantileStep; i++)
            {
                float t = i / (float)QuantileStep;
                float level = x == 0 ? paper : float.Lerp(lastPaper, paper, t);
                float darkest = x == 0 ? ink : float.Lerp(lastInk, ink, t);
                levels[x - QuantileStep + i] = level;
                gains[x - QuantileStep + i] = 255f / Math.Max(floor, level - darkest);
            }
        }

        int rest = ((width - 1) / QuantileStep * QuantileStep) + 1;
        levels[rest..].Fill(paper);
        gains[rest..].Fill(255f / Math.Max(floor, paper - ink));
        for (int y = 0; y < Rows; y++)
        {
            Write(raw.Slice(y * width, width), levels, gains, destination.Slice(y * width, width));
        }

        ArrayPool<float>.Shared.Return(pooled);
    }

    private static void Write(ReadOnlySpan<short> raw, ReadOnlySpan<float> levels, ReadOnlySpan<float> gains, Span<byte> destination)
    {
        int x = 0;
        for (; x <= raw.Length - Vector128<short>.Count; x += Vector128<short>.Count)
        {
            Vector128<short> values = Vector128.Create(raw[x..]);
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(values);
            Vector256<float> samples = Vector256.ConvertToSingle(Vector256.Create(lower, upper));
            Vector256<float> ink = (Vector256.Create(levels[x..]) - samples) * Vector256.Create(gains[x..]);
            Vector256<int> grey = Vector256.ConvertToInt32(Vector256.Clamp(ink, Vector256<float>.Zero, Vector256.Create(255f)));
            Vector128<short> kept = Vector128.AndNot(Vector128.Narrow(grey.GetLower(), grey.GetUpper()), Vector128.Equals(values, Vector128.Create(Outside)));
            Vector128.Narrow(kept.AsUInt16(), kept.AsUInt16()).GetLower().CopyTo(destination[x..]);
        }

        for (; x < raw.Length; x++)
        {
            destination[x] = raw[x] == Outside ? (byte)0 : (byte)Math.Clamp((levels[x] - raw[x]) * gains[x], 0f, 255f);
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
