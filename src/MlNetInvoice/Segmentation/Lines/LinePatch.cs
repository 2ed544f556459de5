using System.Buffers;
using System.Runtime.Intrinsics;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// A part of a picture, shrunk by a whole factor with box averages so that it can be sampled without aliasing. Its buffer is pooled: dispose it when done.
/// </summary>
internal sealed class LinePatch : IDisposable
{
    /// <summary>Bytes that may be read, without meaning, behind the last pixel.</summary>
    public const int Padding = 4;

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
        _pixels = ArrayPool<byte>.Shared.Rent((Width * Height) + Padding);
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

    /// <summary>The pixels with the bytes behind them that may be read, without meaning.</summary>
    public ReadOnlySpan<byte> PaddedPixels => _pixels.AsSpan(0, (Width * Height) + Padding);

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

    // Adds the rows of each patch row first, which needs one addition per pixel, then the columns of each patch pixel.
    private void Shrink(GrayImage source)
    {
        ushort[] pooled = ArrayPool<ushort>.Shared.Rent(Width * Factor);
        Span<ushort> sums = pooled.AsSpan(0, Width * Factor);
        int area = Factor * Factor;
        for (int y = 0; y < Height; y++)
        {
            sums.Clear();
            for (int j = 0; j < Factor; j++)
            {
                AddTo(sums, source.GetRow(OffsetY + (y * Factor) + j).Slice(OffsetX, sums.Length));
            }

            Span<byte> target = _pixels.AsSpan(y * Width, Width);
            int i = 0;
            for (int x = 0; x < target.Length; x++)
            {
                int sum = area / 2;
                for (int end = i + Factor; i < end; i++)
                {
                    sum += sums[i];
                }

                target[x] = (byte)(sum / area);
            }
        }

        ArrayPool<ushort>.Shared.Return(pooled);
    }

    // The largest factor, 64, keeps a sum below 2¹⁶.
    private static void AddTo(Span<ushort> sums, ReadOnlySpan<byte> row)
    {
        int x = 0;
        for (; x <= row.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            (Vector256<ushort> lower, Vector256<ushort> upper) = Vector256.Widen(Vector256.Create(row[x..]));
            Span<ushort> part = sums[x..];
            (Vector256.Create<ushort>(part) + lower).CopyTo(part);
            part = part[Vector256<ushort>.Count..];
            (Vector256.Create<ushort>(part) + upper).CopyTo(part);
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x];
        }
    }
}
