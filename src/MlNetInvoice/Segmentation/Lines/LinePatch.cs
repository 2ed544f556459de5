using System.Buffers;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// A part of a picture, shrunk by a whole factor with box averages so that it can be sampled without aliasing. Its buffer is pooled: dispose it when done.
/// </summary>
internal sealed class LinePatch : IDisposable
{
    private byte[] _pixels;

    /// <summary>Shrinks a part of a picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="region">The part; clipped to the picture, at least one pixel remains.</param>
    /// <param name="factor">Source pixels per patch pixel in both directions, at least 1.</param>
    public LinePatch(GrayImage source, PixelBox region, int factor)
    {
        OffsetX = Math.Clamp(region.X, 0, source.Width - 1);
        OffsetY = Math.Clamp(region.Y, 0, source.Height - 1);
        int right = Math.Clamp(region.Right, OffsetX + 1, source.Width);
        int bottom = Math.Clamp(region.Bottom, OffsetY + 1, source.Height);
        Factor = Math.Min(factor, Math.Min(right - OffsetX, bottom - OffsetY));
        Width = (right - OffsetX) / Factor;
        Height = (bottom - OffsetY) / Factor;
        _pixels = ArrayPool<byte>.Shared.Rent(Width * Height);
        if (Factor == 1)
        {
            for (int y = 0; y < Height; y++)
            {
                source.GetRow(OffsetY + y).Slice(OffsetX, Width).CopyTo(_pixels.AsSpan(y * Width));
            }
        }
        else
        {
            Shrink(source);
        }
    }

    /// <summary>Source pixels per patch pixel.</summary>
    public int Factor { get; }

    /// <summary>Source column at the patch's left edge.</summary>
    public int OffsetX { get; }

    /// <summary>Source row at the patch's upper edge.</summary>
    public int OffsetY { get; }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Width * Height);

    /// <summary>A place of the source in patch coordinates.</summary>
    public PixelPoint FromSource(PixelPoint point) => new((point.X - OffsetX) / Factor, (point.Y - OffsetY) / Factor);

    /// <summary>A place of the patch in source coordinates.</summary>
    public PixelPoint ToSource(PixelPoint point) => new((point.X * Factor) + OffsetX, (point.Y * Factor) + OffsetY);

    public void Dispose()
    {
        if (_pixels.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_pixels);
            _pixels = [];
        }
    }

    private void Shrink(GrayImage source)
    {
        int[] sums = ArrayPool<int>.Shared.Rent(Width);
        int area = Factor * Factor;
        for (int y = 0; y < Height; y++)
        {
            Span<int> line = sums.AsSpan(0, Width);
            line.Clear();
            for (int j = 0; j < Factor; j++)
            {
                ReadOnlySpan<byte> row = source.GetRow(OffsetY + (y * Factor) + j).Slice(OffsetX, Width * Factor);
                int i = 0;
                for (int x = 0; x < line.Length; x++)
                {
                    int sum = 0;
                    for (int end = i + Factor; i < end; i++)
                    {
                        sum += row[i];
                    }

                    line[x] += sum;
                }
            }

            Span<byte> target = _pixels.AsSpan(y * Width, Width);
            for (int x = 0; x < target.Length; x++)
            {
                target[x] = (byte)((line[x] + (area / 2)) / area);
            }
        }

        ArrayPool<int>.Shared.Return(sums);
    }
}
