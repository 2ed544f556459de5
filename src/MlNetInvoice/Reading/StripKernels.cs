using System.Runtime.Intrinsics;

namespace MlNetInvoice.Reading;

/// <summary>
/// Arithmetic of <see cref="SlidingNetwork"/>. Maps are [map][row][column] with one stride for all rows; a vector holds neighbouring columns, so a tap of a kernel is an unaligned load
/// and all windows of a strip are computed side by side. Columns past the end hold rubbish that nothing reads.
/// </summary>
internal static unsafe class StripKernels
{
    /// <summary>Convolution with bias, then ReLU where the stage wants it.</summary>
    public static void Convolve(float* input, int rows, int stride, SlidingStage stage, float* output, int outRows, int outColumns)
    {
        int taps = stage.Inputs * stage.KernelRows * stage.KernelColumns;
        for (int block = 0; block < stage.PaddedOutputs / SlidingStage.Block; block++)
        {
            float* weights = stage.Weights + ((long)block * (taps + 1) * SlidingStage.Block);
            for (int y = 0; y < outRows; y++)
            {
                float* target = output + (((long)block * SlidingStage.Block * outRows) + y) * stride;
                float* source = input + ((long)y * stride);
                if (Vector512.IsHardwareAccelerated)
                {
                    ConvolveRow512(source, (long)rows * stride, stride, stage, weights, target, (long)outRows * stride, outColumns);
                }
                else
                {
                    ConvolveRow256(source, (long)rows * stride, stride, stage, weights, target, (long)outRows * stride, outColumns);
                }
            }
        }
    }

    /// <summary>Pooling of square windows; rows step by the size, columns by the stage's stride over taps that lie its dilation apart.</summary>
    public static void Pool(float* input, int rows, int columns, int stride, SlidingStage stage, float* output)
    {
        int size = stage.PoolSize;
        int outRows = rows / size;
        int step = stage.PoolStride;
        int apart = step > 1 ? 1 : stage.Dilation;
        int outColumns = step > 1 ? columns / step : columns - ((size - 1) * apart);
        float scale = 1f / (size * size);
        for (int map = 0; map < stage.Outputs; map++)
        {
            for (int y = 0; y < outRows; y++)
            {
                float* target = output + ((((long)map * outRows) + y) * stride);
                float* source = input + ((((long)map * rows) + (y * size)) * stride);
                if (size == 2 && !stage.PoolAverage)
                {
                    PoolPairs(source, source + stride, target, outColumns, step, apart);
                    continue;
                }

                for (int x = 0; x < outColumns; x++)
                {
                    float most = float.NegativeInfinity;
                    float sum = 0;
                    for (int j = 0; j < size; j++)
                    {
                        for (int i = 0; i < size; i++)
                        {
                            float value = source[(j * stride) + (x * step) + (i * apart)];
                            most = Math.Max(most, value);
                            sum += value;
                        }
                    }

                    target[x] = stage.PoolAverage ? sum * scale : most;
                }
            }
        }
    }

    /// <summary>Logarithm of the softmax over maps of one row, transposed to a row of classes for each column.</summary>
    public static void LogSoftmax(float* logits, int stride, int classes, int positions, Span<float> scores)
    {
        float* column = stackalloc float[Vector512<float>.Count];
        for (int x = 0; x < positions; x += Vector512<float>.Count)
        {
            Vector512<float> most = Vector512.Load(logits + x);
            for (int c = 1; c < classes; c++)
            {
                most = Vector512.Max(most, Vector512.Load(logits + ((long)c * stride) + x));
            }

            Vector512<float> sum = Vector512<float>.Zero;
            for (int c = 0; c < classes; c++)
            {
                sum += Vector512.Exp(Vector512.Load(logits + ((long)c * stride) + x) - most);
            }

            Vector512<float> normalizer = most + Vector512.Log(sum);
            int count = Math.Min(Vector512<float>.Count, positions - x);
            for (int c = 0; c < classes; c++)
            {
                (Vector512.Load(logits + ((long)c * stride) + x) - normalizer).Store(column);
                for (int i = 0; i < count; i++)
                {
                    scores[((x + i) * classes) + c] = column[i];
                }
            }
        }
    }

    /// <summary>The textbook loop, which tests take for the truth: one row of one block.</summary>
    public static void ConvolveRowPlain(
        float* source, long mapStride, int stride, SlidingStage stage, float* weights, float* target, long targetMapStride, int columns)
    {
        for (int o = 0; o < SlidingStage.Block; o++)
        {
            for (int x = 0; x < columns; x++)
            {
                float sum = weights[o];
                float* w = weights + SlidingStage.Block;
                for (int i = 0; i < stage.Inputs; i++)
                {
                    for (int ky = 0; ky < stage.KernelRows; ky++)
                    {
                        for (int kx = 0; kx < stage.KernelColumns; kx++, w += SlidingStage.Block)
                        {
                            sum += w[o] * source[(i * mapStride) + (ky * stride) + (kx * stage.Dilation) + x];
                        }
                    }
                }

                target[(o * targetMapStride) + x] = stage.Rectify ? Math.Max(0, sum) : sum;
            }
        }
    }

    /// <summary>Eight maps by three vectors fill 24 of the 32 registers: each column that is loaded, mostly across two cache lines, is used eight times.</summary>
    public static void ConvolveRow512(
        float* source, long mapStride, int stride, SlidingStage stage, float* weights, float* target, long targetMapStride, int columns)
    {
        Vector512<float> least = stage.Rectify ? Vector512<float>.Zero : Vector512.Create(float.NegativeInfinity);
        int x = 0;
        for (; x + 32 < columns; x += 48)
        {
            Vector512<float> a0 = Vector512.Create(weights[0]), a1 = a0, a2 = a0;
            Vector512<float> b0 = Vector512.Create(weights[1]), b1 = b0, b2 = b0;
            Vector512<float> c0 = Vector512.Create(weights[2]), c1 = c0, c2 = c0;
            Vector512<float> d0 = Vector512.Create(weights[3]), d1 = d0, d2 = d0;
            Vector512<float> e0 = Vector512.Create(weights[4]), e1 = e0, e2 = e0;
            Vector512<float> f0 = Vector512.Create(weights[5]), f1 = f0, f2 = f0;
            Vector512<float> g0 = Vector512.Create(weights[6]), g1 = g0, g2 = g0;
            Vector512<float> h0 = Vector512.Create(weights[7]), h1 = h0, h2 = h0;
            float* w = weights + SlidingStage.Block;
            for (int i = 0; i < stage.Inputs; i++)
            {
                for (int ky = 0; ky < stage.KernelRows; ky++)
                {
                    float* s = source + (i * mapStride) + (ky * stride) + x;
                    for (int kx = 0; kx < stage.KernelColumns; kx++, w += SlidingStage.Block, s += stage.Dilation)
                    {
                        Vector512<float> s0 = Vector512.Load(s), s1 = Vector512.Load(s + 16), s2 = Vector512.Load(s + 32);
                        Vector512<float> v = Vector512.Create(w[0]);
                        a0 = Vector512.FusedMultiplyAdd(v, s0, a0);
                        a1 = Vector512.FusedMultiplyAdd(v, s1, a1);
                        a2 = Vector512.FusedMultiplyAdd(v, s2, a2);
                        v = Vector512.Create(w[1]);
                        b0 = Vector512.FusedMultiplyAdd(v, s0, b0);
                        b1 = Vector512.FusedMultiplyAdd(v, s1, b1);
                        b2 = Vector512.FusedMultiplyAdd(v, s2, b2);
                        v = Vector512.Create(w[2]);
                        c0 = Vector512.FusedMultiplyAdd(v, s0, c0);
                        c1 = Vector512.FusedMultiplyAdd(v, s1, c1);
                        c2 = Vector512.FusedMultiplyAdd(v, s2, c2);
                        v = Vector512.Create(w[3]);
                        d0 = Vector512.FusedMultiplyAdd(v, s0, d0);
                        d1 = Vector512.FusedMultiplyAdd(v, s1, d1);
                        d2 = Vector512.FusedMultiplyAdd(v, s2, d2);
                        v = Vector512.Create(w[4]);
                        e0 = Vector512.FusedMultiplyAdd(v, s0, e0);
                        e1 = Vector512.FusedMultiplyAdd(v, s1, e1);
                        e2 = Vector512.FusedMultiplyAdd(v, s2, e2);
                        v = Vector512.Create(w[5]);
                        f0 = Vector512.FusedMultiplyAdd(v, s0, f0);
                        f1 = Vector512.FusedMultiplyAdd(v, s1, f1);
                        f2 = Vector512.FusedMultiplyAdd(v, s2, f2);
                        v = Vector512.Create(w[6]);
                        g0 = Vector512.FusedMultiplyAdd(v, s0, g0);
                        g1 = Vector512.FusedMultiplyAdd(v, s1, g1);
                        g2 = Vector512.FusedMultiplyAdd(v, s2, g2);
                        v = Vector512.Create(w[7]);
                        h0 = Vector512.FusedMultiplyAdd(v, s0, h0);
                        h1 = Vector512.FusedMultiplyAdd(v, s1, h1);
                        h2 = Vector512.FusedMultiplyAdd(v, s2, h2);
                    }
                }
            }

            Store(target + x, a0, a1, a2, least);
            Store(target + targetMapStride + x, b0, b1, b2, least);
            Store(target + (2 * targetMapStride) + x, c0, c1, c2, least);
            Store(target + (3 * targetMapStride) + x, d0, d1, d2, least);
            Store(target + (4 * targetMapStride) + x, e0, e1, e2, least);
            Store(target + (5 * targetMapStride) + x, f0, f1, f2, least);
            Store(target + (6 * targetMapStride) + x, g0, g1, g2, least);
            Store(target + (7 * targetMapStride) + x, h0, h1, h2, least);
        }

        for (; x < columns; x += 16)
        {
            Vector512<float> a = Vector512.Create(weights[0]), b = Vector512.Create(weights[1]), c = Vector512.Create(weights[2]), d = Vector512.Create(weights[3]);
            Vector512<float> e = Vector512.Create(weights[4]), f = Vector512.Create(weights[5]), g = Vector512.Create(weights[6]), h = Vector512.Create(weights[7]);
            float* w = weights + SlidingStage.Block;
            for (int i = 0; i < stage.Inputs; i++)
            {
                for (int ky = 0; ky < stage.KernelRows; ky++)
                {
                    float* s = source + (i * mapStride) + (ky * stride) + x;
                    for (int kx = 0; kx < stage.KernelColumns; kx++, w += SlidingStage.Block, s += stage.Dilation)
                    {
                        Vector512<float> value = Vector512.Load(s);
                        a = Vector512.FusedMultiplyAdd(Vector512.Create(w[0]), value, a);
                        b = Vector512.FusedMultiplyAdd(Vector512.Create(w[1]), value, b);
                        c = Vector512.FusedMultiplyAdd(Vector512.Create(w[2]), value, c);
                        d = Vector512.FusedMultiplyAdd(Vector512.Create(w[3]), value, d);
                        e = Vector512.FusedMultiplyAdd(Vector512.Create(w[4]), value, e);
                        f = Vector512.FusedMultiplyAdd(Vector512.Create(w[5]), value, f);
                        g = Vector512.FusedMultiplyAdd(Vector512.Create(w[6]), value, g);
                        h = Vector512.FusedMultiplyAdd(Vector512.Create(w[7]), value, h);
                    }
                }
            }

            Vector512.Max(a, least).Store(target + x);
            Vector512.Max(b, least).Store(target + targetMapStride + x);
            Vector512.Max(c, least).Store(target + (2 * targetMapStride) + x);
            Vector512.Max(d, least).Store(target + (3 * targetMapStride) + x);
            Vector512.Max(e, least).Store(target + (4 * targetMapStride) + x);
            Vector512.Max(f, least).Store(target + (5 * targetMapStride) + x);
            Vector512.Max(g, least).Store(target + (6 * targetMapStride) + x);
            Vector512.Max(h, least).Store(target + (7 * targetMapStride) + x);
        }
    }

    /// <summary>Half a block at a time, four maps by two vectors, as there are half as many registers.</summary>
    public static void ConvolveRow256(
        float* source, long mapStride, int stride, SlidingStage stage, float* weights, float* target, long targetMapStride, int columns)
    {
        const int half = SlidingStage.Block / 2;
        ConvolveHalfRow256(source, mapStride, stride, stage, weights, target, targetMapStride, columns);
        ConvolveHalfRow256(source, mapStride, stride, stage, weights + half, target + (half * targetMapStride), targetMapStride, columns);
    }

    private static void ConvolveHalfRow256(
        float* source, long mapStride, int stride, SlidingStage stage, float* weights, float* target, long targetMapStride, int columns)
    {
        Vector256<float> least = stage.Rectify ? Vector256<float>.Zero : Vector256.Create(float.NegativeInfinity);
        for (int x = 0; x < columns; x += 16)
        {
            Vector256<float> a0 = Vector256.Create(weights[0]), a1 = a0, b0 = Vector256.Create(weights[1]), b1 = b0;
            Vector256<float> c0 = Vector256.Create(weights[2]), c1 = c0, d0 = Vector256.Create(weights[3]), d1 = d0;
            float* w = weights + SlidingStage.Block;
            for (int i = 0; i < stage.Inputs; i++)
            {
                for (int ky = 0; ky < stage.KernelRows; ky++)
                {
                    float* s = source + (i * mapStride) + (ky * stride) + x;
                    for (int kx = 0; kx < stage.KernelColumns; kx++, w += SlidingStage.Block, s += stage.Dilation)
                    {
                        Vector256<float> s0 = Vector256.Load(s), s1 = Vector256.Load(s + 8);
                        Vector256<float> v = Vector256.Create(w[0]);
                        a0 = Vector256.MultiplyAddEstimate(v, s0, a0);
                        a1 = Vector256.MultiplyAddEstimate(v, s1, a1);
                        v = Vector256.Create(w[1]);
                        b0 = Vector256.MultiplyAddEstimate(v, s0, b0);
                        b1 = Vector256.MultiplyAddEstimate(v, s1, b1);
                        v = Vector256.Create(w[2]);
                        c0 = Vector256.MultiplyAddEstimate(v, s0, c0);
                        c1 = Vector256.MultiplyAddEstimate(v, s1, c1);
                        v = Vector256.Create(w[3]);
                        d0 = Vector256.MultiplyAddEstimate(v, s0, d0);
                        d1 = Vector256.MultiplyAddEstimate(v, s1, d1);
                    }
                }
            }

            Store(target + x, a0, a1, least);
            Store(target + targetMapStride + x, b0, b1, least);
            Store(target + (2 * targetMapStride) + x, c0, c1, least);
            Store(target + (3 * targetMapStride) + x, d0, d1, least);
        }
    }

    private static void PoolPairs(float* upper, float* lower, float* target, int columns, int step, int apart)
    {
        int x = 0;
        if (step == 1)
        {
            for (; x < columns; x += 8)
            {
                Vector256<float> left = Vector256.Max(Vector256.Load(upper + x), Vector256.Load(lower + x));
                Vector256<float> right = Vector256.Max(Vector256.Load(upper + x + apart), Vector256.Load(lower + x + apart));
                Vector256.Max(left, right).Store(target + x);
            }
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            // Columns with even numbers into the lower half, those with odd ones into the upper.
            Vector512<int> parted = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);
            for (; x < columns; x += 8)
            {
                Vector512<float> both = Vector512.Shuffle(Vector512.Max(Vector512.Load(upper + (2 * x)), Vector512.Load(lower + (2 * x))), parted);
                Vector256.Max(both.GetLower(), both.GetUpper()).Store(target + x);
            }
        }
        else
        {
            Vector256<int> parted = Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);
            for (; x < columns; x += 4)
            {
                Vector256<float> both = Vector256.Shuffle(Vector256.Max(Vector256.Load(upper + (2 * x)), Vector256.Load(lower + (2 * x))), parted);
                Vector128.Max(both.GetLower(), both.GetUpper()).Store(target + x);
            }
        }
    }

    private static void Store(float* target, Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> least)
    {
        Vector512.Max(first, least).Store(target);
        Vector512.Max(second, least).Store(target + 16);
        Vector512.Max(third, least).Store(target + 32);
    }

    private static void Store(float* target, Vector256<float> first, Vector256<float> second, Vector256<float> least)
    {
        Vector256.Max(first, least).Store(target);
        Vector256.Max(second, least).Store(target + 8);
    }
}
