using System.Numerics;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Shrinks pictures by whole factors, each new pixel the mean of the old ones it covers; columns and rows that do not fill a last pixel are left out.</summary>
internal static class ImageScales
{
    /// <summary>Shrinks by a whole factor.</summary>
    /// <param name="source">The picture, at least <paramref name="factor"/> pixels in both directions.</param>
    /// <param name="factor">From 2 to 16.</param>
    /// <param name="target">Filled with the pixels of the new picture; at least as long as it has.</param>
    public static PixelPlane Shrink(PixelPlane source, int factor, Span<byte> target)
    {
        int width = source.Width / factor;
        int height = source.Height / factor;
        if (factor == 2)
        {
            Halve(source, target, width, height);
            return new PixelPlane(target, width, height);
        }

        var sums = new ushort[width * factor];
        uint reciprocal = (uint)((65536 + (factor * factor / 2)) / (factor * factor));
        for (int y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (int k = 0; k < factor; k++)
            {
                Add(source.GetRow((y * factor) + k), sums);
            }

            Span<byte> row = target.Slice(y * width, width);
            for (int x = 0, i = 0; x < width; x++)
            {
                uint sum = 0;
                for (int k = 0; k < factor; k++)
                {
                    sum += sums[i++];
                }

                row[x] = (byte)Math.Min(255, ((sum * reciprocal) + 32768) >> 16);
            }
        }

        return new PixelPlane(target, width, height);
    }

    private static void Halve(PixelPlane source, Span<byte> target, int width, int height)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> upper = source.GetRow(2 * y);
            ReadOnlySpan<byte> lower = source.GetRow((2 * y) + 1);
            Span<byte> row = target.Slice(y * width, width);
            int x = 0;
            for (; x + 16 <= width; x += 16)
            {
                Vector256<ushort> a = Vector256.Create<byte>(upper[(2 * x)..]).AsUInt16();
                Vector256<ushort> b = Vector256.Create<byte>(lower[(2 * x)..]).AsUInt16();
                Vector256<ushort> low = Vector256.Create((ushort)255);
                Vector256<ushort> sum = (a & low) + (a >> 8) + (b & low) + (b >> 8) + Vector256.Create((ushort)2);
                sum >>= 2;
                Vector128.Narrow(sum.GetLower(), sum.GetUpper()).CopyTo(row[x..]);
            }

            for (; x < width; x++)
            {
                row[x] = (byte)((upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1] + 2) >> 2);
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> row, Span<ushort> sums)
    {
        int x = 0;
        for (; x + Vector<byte>.Count <= sums.Length; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[x..]), out Vector<ushort> lower, out Vector<ushort> upper);
            (new Vector<ushort>(sums[x..]) + lower).CopyTo(sums[x..]);
            (new Vector<ushort>(sums[(x + Vector<ushort>.Count)..]) + upper).CopyTo(sums[(x + Vector<ushort>.Count)..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] += row[x];
        }
    }
}
