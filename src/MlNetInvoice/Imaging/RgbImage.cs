
namespace MlNetInvoice.Imaging;

/// <summary>An 8-bit colour picture: row-major, red, green and blue interleaved, no padding, the origin at the top left.</summary>
public sealed class RgbImage
{
    private readonly byte[] _samples;

    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture would exceed 2³¹−1 samples.</exception>
    public RgbImage(int width, int height)
        : this(width, height, new byte[GrayImage.PixelCount(checked(GrayImage.PixelCount(width, height) * 3), 1)])
    {
    }

    /// <summary>Wraps samples that the caller hands over; they are not copied.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="samples">Exactly 3 × <paramref name="width"/> × <paramref name="height"/> bytes: R, G, B, R, G, B, …</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">The number of samples does not fit the sides.</exception>
    public RgbImage(int width, int height, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length != GrayImage.PixelCount(width, height) * 3L)
        {
            throw new ArgumentException($"A {width}×{height} colour picture has {3L * width * height} samples, not {samples.Length}.", nameof(samples));
        }

        Width = width;
        Height = height;
        _samples = samples;
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>All samples, row by row: R, G, B, R, G, B, …</summary>
    public Span<byte> Samples => _samples;

    /// <summary>One row as a span of 3 × <see cref="Width"/> samples.</summary>
    /// <param name="y">Row, from 0.</param>
    public Span<byte> GetRow(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return _samples.AsSpan(y * Width * 3, Width * 3);
    }
}
