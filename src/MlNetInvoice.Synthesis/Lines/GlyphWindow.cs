using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>
/// Cuts a small upright window around one character out of a picture, and stretches its contrast. The generator of glyphs uses it alone; the reader
/// has its own ways from a picture to a network's input.
/// </summary>
internal static class GlyphWindow
{
    /// <summary>Smallest difference between paper and ink, in grey levels, that is stretched to the full range: 24. Less is noise and stays faint.</summary>
    public const int MinimumContrast = 24;

    /// <summary>
    /// Samples a window whose centre lies at a point of the picture, turned and scaled so that a capital of the given height fills
    /// <paramref name="capRows"/> rows. Shrinking averages the area of a window pixel; enlarging is bilinear. Beyond the edge the nearest pixel counts.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="center">The character's centre: middle of its width, half-way between baseline and the top of a capital.</param>
    /// <param name="capHeight">Height of a capital in pixels of the picture, above 0.</param>
    /// <param name="angle">Direction of the baseline in radians, clockwise (y points down); 0 is level.</param>
    /// <param name="capRows">Rows of the window that a capital fills, above 0.</param>
    /// <param name="rows">Rows of the window, at least 1.</param>
    /// <param name="columns">Columns of the window, at least 1.</param>
    /// <param name="window">Rows × columns luminances, row-major, written.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    /// <exception cref="ArgumentException">The window's length is not rows × columns.</exception>
    public static void Cut(GrayImage image, PixelPoint center, float capHeight, float angle, float capRows, int rows, int columns, Span<byte> window)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (window.Length != rows * columns)
        {
            throw new ArgumentException($"A window of {rows}×{columns} has {rows * columns} pixels, not {window.Length}.", nameof(window));
        }

        float scale = capHeight / capRows;
        int taps = Math.Clamp((int)MathF.Ceiling(scale - 0.25f), 1, 8);
        float step = scale / taps;
        (float sin, float cos) = MathF.SinCos(angle);
        float dx = cos * step, dy = sin * step;
        float firstX = (-0.5f * columns * scale) + (0.5f * step), firstY = (-0.5f * rows * scale) + (0.5f * step);
        ReadOnlySpan<byte> pixels = image.Pixels;
        float inverse = 1f / (taps * taps);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float sum = 0;
                for (int v = 0; v < taps; v++)
                {
                    float localX = firstX + (column * scale), localY = firstY + (row * scale) + (v * step);
                    float x = center.X + (cos * localX) - (sin * localY) - 0.5f;
                    float y = center.Y + (sin * localX) + (cos * localY) - 0.5f;
                    for (int u = 0; u < taps; u++, x += dx, y += dy)
                    {
                        sum += Sample(pixels, image.Width, image.Height, x, y);
                    }
                }

                window[(row * columns) + column] = (byte)((sum * inverse) + 0.5f);
            }
        }
    }

    /// <summary>
    /// Makes ink bright on black paper, whatever the light: the 92nd percentile of the luminances becomes 0, the 4th 255, all between linear.
    /// Differences below <see cref="MinimumContrast"/> are not stretched beyond that of <see cref="MinimumContrast"/>.
    /// </summary>
    /// <param name="luminance">The window as it was cut.</param>
    /// <param name="window">The stretched window; may be the same memory.</param>
    /// <param name="lightInk">Whether the ink is lighter than the paper.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Stretch(ReadOnlySpan<byte> luminance, Span<byte> window, bool lightInk = false)
    {
        if (window.Length != luminance.Length)
        {
            throw new ArgumentException($"The stretched window has {window.Length} pixels, the cut one {luminance.Length}.", nameof(window));
        }

        if (luminance.IsEmpty)
        {
            return;
        }

        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        int flip = lightInk ? 255 : 0;
        foreach (byte value in luminance)
        {
            histogram[value ^ flip]++;
        }

        int ink = Percentile(histogram, luminance.Length * 4 / 100);
        int paper = Percentile(histogram, luminance.Length * 92 / 100);
        int range = Math.Max(paper - ink, MinimumContrast);
        Span<byte> table = stackalloc byte[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = (byte)Math.Clamp((((paper - (i ^ flip)) * 255) + (range / 2)) / range, 0, 255);
        }

        for (int i = 0; i < luminance.Length; i++)
        {
            window[i] = table[luminance[i]];
        }
    }

    private static int Percentile(ReadOnlySpan<int> histogram, int below)
    {
        int value = 0;
        for (int count = histogram[0]; count <= below && value < 255; count += histogram[value])
        {
            value++;
        }

        return value;
    }

    private static float Sample(ReadOnlySpan<byte> pixels, int width, int height, float x, float y)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        int left = Math.Min((int)x, Math.Max(0, width - 2)), top = Math.Min((int)y, Math.Max(0, height - 2));
        float fx = x - left, fy = y - top;
        int at = (top * width) + left;
        int right = width > 1 ? at + 1 : at, below = height > 1 ? width : 0;
        float upper = pixels[at] + (fx * (pixels[right] - pixels[at]));
        float lower = pixels[at + below] + (fx * (pixels[right + below] - pixels[at + below]));
        return upper + (fy * (lower - upper));
    }
}
