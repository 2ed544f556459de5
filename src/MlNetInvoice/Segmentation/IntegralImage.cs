using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Sums of luminances and of their squares over any upright rectangle in constant time (Crow 1984, "Summed-area tables for texture mapping").
/// Immutable; safe to share between threads. Takes 16 bytes a pixel.
/// </summary>
public sealed class IntegralImage
{
    private readonly long[] _squares;
    private readonly long[] _sums;
    private readonly int _stride;

    /// <summary>Sums a picture once.</summary>
    /// <param name="image">The picture.</param>
    public IntegralImage(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Width = image.Width;
        Height = image.Height;
        _stride = Width + 1;
        _sums = new long[(long)_stride * (Height + 1)];
        _squares = new long[_sums.Length];
        for (int y = 0; y < Height; y++)
        {
            ReadOnlySpan<byte> row = image.GetRow(y);
            int above = y * _stride;
            int here = above + _stride;
            long sum = 0;
            long square = 0;
            for (int x = 0; x < row.Length; x++)
            {
                int value = row[x];
                sum += value;
                square += value * value;
                _sums[here + x + 1] = _sums[above + x + 1] + sum;
                _squares[here + x + 1] = _squares[above + x + 1] + square;
            }
        }
    }

    /// <summary>Pixels per row of the picture.</summary>
    public int Width { get; }

    /// <summary>Rows of the picture.</summary>
    public int Height { get; }

    /// <summary>Mean and standard deviation of the luminances in a rectangle, which is clipped to the picture.</summary>
    /// <param name="left">First column.</param>
    /// <param name="top">First row.</param>
    /// <param name="right">Column behind the last.</param>
    /// <param name="bottom">Row behind the last.</param>
    /// <returns>Both in grey levels; zeros where nothing of the rectangle lies in the picture.</returns>
    public (float Mean, float Deviation) GetStatistics(int left, int top, int right, int bottom)
    {
        left = Math.Clamp(left, 0, Width);
        right = Math.Clamp(right, left, Width);
        top = Math.Clamp(top, 0, Height);
        bottom = Math.Clamp(bottom, top, Height);
        long count = (long)(right - left) * (bottom - top);
        if (count == 0)
        {
            return (0f, 0f);
        }

        int a = (top * _stride) + left;
        int b = (top * _stride) + right;
        int c = (bottom * _stride) + left;
        int d = (bottom * _stride) + right;
        double mean = (double)(_sums[d] - _sums[b] - _sums[c] + _sums[a]) / count;
        double square = (double)(_squares[d] - _squares[b] - _squares[c] + _squares[a]) / count;
        return ((float)mean, (float)Math.Sqrt(Math.Max(0, square - (mean * mean))));
    }
}
