using System.Runtime.CompilerServices;

namespace MlNetInvoice.Imaging;

/// <summary>A picture of one or three channels that is sampled between its pixels, bilinearly; places are given from the middle of pixel (0, 0).</summary>
/// <param name="samples">Its samples, interleaved.</param>
/// <param name="width">Pixels per row.</param>
/// <param name="height">Rows.</param>
/// <param name="channels">1 or 3.</param>
/// <param name="background">What lies outside; null repeats the edges.</param>
internal readonly ref struct SampledSource(ReadOnlySpan<byte> samples, int width, int height, int channels, byte? background)
{
    private readonly ReadOnlySpan<byte> _samples = samples;

    /// <summary>Samples per pixel.</summary>
    public int Channels { get; } = channels;

    /// <summary>Whether a place has four pixels round it.</summary>
    public bool Contains(double x, double y) => x >= 0 && y >= 0 && x < width - 1 && y < height - 1;

    /// <summary>The sample of a grey picture at a place that has four pixels round it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float SampleInside(double x, double y)
    {
        int column = (int)x;
        int row = (int)y;
        float right = (float)(x - column);
        float below = (float)(y - row);
        ReadOnlySpan<byte> upper = _samples.Slice((row * width) + column, width + 2);
        float top = upper[0] + (right * (upper[1] - upper[0]));
        float bottom = upper[^2] + (right * (upper[^1] - upper[^2]));
        return top + (below * (bottom - top));
    }

    /// <summary>Adds the sample of a colour picture at a place that has four pixels round it.</summary>
    public void AddInside(double x, double y, Span<float> sums)
    {
        int column = (int)x;
        int row = (int)y;
        float right = (float)(x - column);
        float below = (float)(y - row);
        ReadOnlySpan<byte> upper = _samples.Slice(((row * width) + column) * 3, 6);
        ReadOnlySpan<byte> lower = _samples.Slice((((row + 1) * width) + column) * 3, 6);
        for (int c = 0; c < 3; c++)
        {
            float top = upper[c] + (right * (upper[c + 3] - upper[c]));
            float bottom = lower[c] + (right * (lower[c + 3] - lower[c]));
            sums[c] += top + (below * (bottom - top));
        }
    }

    /// <summary>Adds the sample at any place, outside the picture too.</summary>
    public void AddAnywhere(double x, double y, Span<float> sums)
    {
        bool isNear = x > -1 && y > -1 && x < width && y < height;
        if (!isNear && background is byte outside)
        {
            foreach (ref float sum in sums)
            {
                sum += outside;
            }

            return;
        }

        x = Math.Clamp(x, -1, width); // Not a number becomes −1 below.
        y = Math.Clamp(y, -1, height);
        int column = double.IsNaN(x) ? -1 : (int)Math.Floor(x);
        int row = double.IsNaN(y) ? -1 : (int)Math.Floor(y);
        float right = double.IsNaN(x) ? 0 : (float)(x - column);
        float below = double.IsNaN(y) ? 0 : (float)(y - row);
        for (int c = 0; c < sums.Length; c++)
        {
            float top = Get(column, row, c);
            top += right * (Get(column + 1, row, c) - top);
            float bottom = Get(column, row + 1, c);
            bottom += right * (Get(column + 1, row + 1, c) - bottom);
            sums[c] += top + (below * (bottom - top));
        }
    }

    private float Get(int column, int row, int channel)
    {
        bool isInside = (uint)column < (uint)width && (uint)row < (uint)height;
        return !isInside && background is byte outside
            ? outside
            : _samples[(((Math.Clamp(row, 0, height - 1) * width) + Math.Clamp(column, 0, width - 1)) * Channels) + channel];
    }
}
