using System.Buffers;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging;

/// <summary>
/// Changes the size of interleaved 8-bit samples. Rows are mixed first, in vectors, since that touches every old pixel once and needs no gathering; the
/// mixed row is then resampled along itself. All sums are kept in single precision and rounded once.
/// </summary>
internal static class SeparableResampler
{
    /// <summary>Resamples a picture.</summary>
    /// <param name="source">Old samples.</param>
    /// <param name="columns">Weights along the rows.</param>
    /// <param name="rows">Weights down the columns.</param>
    /// <param name="sourceWidth">Old pixels per row.</param>
    /// <param name="channels">Samples per pixel, 1 or 3.</param>
    /// <param name="target">New samples.</param>
    /// <param name="targetWidth">New pixels per row.</param>
    public static void Run(
        ReadOnlySpan<byte> source, AxisWeights columns, AxisWeights rows, int sourceWidth, int channels, Span<byte> target, int targetWidth)
    {
        int sourceStride = sourceWidth * channels;
        int targetStride = targetWidth * channels;
        float[] buffer = ArrayPool<float>.Shared.Rent(sourceStride);
        Span<float> mixed = buffer.AsSpan(0, sourceStride);
        for (int y = 0; y < target.Length / targetStride; y++)
        {
            ReadOnlySpan<float> weights = rows.Of(y);
            mixed.Clear();
            for (int i = 0; i < weights.Length; i++)
            {
                Accumulate(source.Slice((rows.Start(y) + i) * sourceStride, sourceStride), weights[i], mixed);
            }

            Span<byte> line = target.Slice(y * targetStride, targetStride);
            if (channels == 1)
            {
                ResampleGray(mixed, columns, line);
            }
            else
            {
                ResampleRgb(mixed, columns, line);
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private static void Accumulate(ReadOnlySpan<byte> row, float weight, Span<float> sums)
    {
        int x = 0;
        Vector256<float> factor = Vector256.Create(weight);
        for (; x <= row.Length - 16; x += 16)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(row[x..]));
            (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(low);
            (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(high);
            Vector256<float> first = Vector256.ConvertToSingle(Vector256.Create(a, b).AsInt32());
            Vector256<float> second = Vector256.ConvertToSingle(Vector256.Create(c, d).AsInt32());
            (Vector256.Create<float>(sums[x..]) + (first * factor)).CopyTo(sums[x..]);
            (Vector256.Create<float>(sums[(x + 8)..]) + (second * factor)).CopyTo(sums[(x + 8)..]);
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x] * weight;
        }
    }

    private static void ResampleGray(ReadOnlySpan<float> mixed, AxisWeights columns, Span<byte> line)
    {
        for (int x = 0; x < line.Length; x++)
        {
            ReadOnlySpan<float> weights = columns.Of(x);
            ReadOnlySpan<float> taken = mixed.Slice(columns.Start(x), weights.Length);
            float sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += taken[i] * weights[i];
            }

            line[x] = Round(sum);
        }
    }

    private static void ResampleRgb(ReadOnlySpan<float> mixed, AxisWeights columns, Span<byte> line)
    {
        for (int x = 0; x < line.Length / 3; x++)
        {
            ReadOnlySpan<float> weights = columns.Of(x);
            ReadOnlySpan<float> taken = mixed.Slice(columns.Start(x) * 3, weights.Length * 3);
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                red += taken[i * 3] * weights[i];
                green += taken[(i * 3) + 1] * weights[i];
                blue += taken[(i * 3) + 2] * weights[i];
            }

            line[x * 3] = Round(red);
            line[(x * 3) + 1] = Round(green);
            line[(x * 3) + 2] = Round(blue);
        }
    }

    private static byte Round(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);
}
