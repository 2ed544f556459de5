namespace MlNetInvoice.Imaging;

/// <summary>An 8-bit luminance picture: row-major, no padding, 0 black to 255 white, the origin at the top left.</summary>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture would exceed 2³¹−1 pixels.</exception>
    public GrayImage(int width, int height)
        : this(width, height, new byte[PixelCount(width, height)])
    {
    }

    /// <summary>Wraps pixels that the caller hands over; they are not copied.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly <paramref name="width"/> × <paramref name="height"/> luminances, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels does not fit the sides.</exception>
    public GrayImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != PixelCount(width, height))
        {
            throw new ArgumentException($"A {width}×{height} picture has {(long)width * height} pixels, not {pixels.Length}.", nameof(pixels));
        }

        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>All luminances, row by row.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>The luminance at a place.</summary>
    /// <param name="x">Column, from 0.</param>
    /// <param name="y">Row, from 0.</param>
    public ref byte this[int x, int y] => ref GetRow(y)[x];

    /// <summary>One row as a span of <see cref="Width"/> luminances.</summary>
    /// <param name="y">Row, from 0.</param>
    public Span<byte> GetRow(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
        return _pixels.AsSpan(y * Width, Width);
    }

    /// <summary>A copy of a rectangle of this picture.</summary>
    /// <param name="box">The rectangle, wholly inside the picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle leaves the picture.</exception>
    public GrayImage Crop(PixelBox box)
    {
        if (box.X < 0 || box.Y < 0 || box.Width < 1 || box.Height < 1 || box.Right > Width || box.Bottom > Height)
        {
            throw new ArgumentOutOfRangeException(nameof(box), box, $"The rectangle leaves the {Width}×{Height} picture.");
        }

        var crop = new GrayImage(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            GetRow(box.Y + y).Slice(box.X, box.Width).CopyTo(crop.GetRow(y));
        }

        return crop;
    }

    internal static int PixelCount(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long count = (long)width * height;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength, nameof(height));
        return (int)count;
    }
}
