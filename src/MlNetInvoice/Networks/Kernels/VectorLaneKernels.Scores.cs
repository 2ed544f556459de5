using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Softmax, cross-entropy and loading: where images and lanes meet.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Softmax(float* values, int classes, int lanes)
    {
        if (lanes % Width != 0)
        {
            Narrower.Softmax(values, classes, lanes);
            return;
        }

        for (int n = 0; n < lanes; n += Width)
        {
            T largest = LargestClass(values + n, classes, lanes);
            T sum = TOperations.Broadcast(0);
            for (int c = 0; c < classes; c++)
            {
                T power = TOperations.Exp(TOperations.Subtract(TOperations.Load(values + (c * lanes) + n), largest));
                TOperations.Store(values + (c * lanes) + n, power);
                sum = TOperations.Add(sum, power);
            }

            T factor = TOperations.Divide(TOperations.Broadcast(1), sum);
            for (int c = 0; c < classes; c++)
            {
                TOperations.Store(values + (c * lanes) + n, TOperations.Multiply(TOperations.Load(values + (c * lanes) + n), factor));
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void LogSoftmax(float* values, int classes, int lanes, int usedLanes, float* rows)
    {
        float* results = stackalloc float[classes * Width];
        for (int n = 0; n < usedLanes; n += Width)
        {
            T largest = LargestClass(values + n, classes, lanes);
            T sum = TOperations.Broadcast(0);
            for (int c = 0; c < classes; c++)
            {
                sum = TOperations.Add(sum, TOperations.Exp(TOperations.Subtract(TOperations.Load(values + (c * lanes) + n), largest)));
            }

            T normalizer = TOperations.Add(largest, TOperations.Log(sum));
            for (int c = 0; c < classes; c++)
            {
                TOperations.Store(results + (c * Width), TOperations.Subtract(TOperations.Load(values + (c * lanes) + n), normalizer));
            }

            LaneTranspose.Transpose(results, classes, Math.Min(Width, usedLanes - n), Width, rows + (n * classes), classes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double CrossEntropy(
        float* values, int classes, int lanes, int usedLanes, int* labels, float smoothing, float scale, float* gradient, out int correct)
    {
        if (lanes % Width != 0)
        {
            return Narrower.CrossEntropy(values, classes, lanes, usedLanes, labels, smoothing, scale, gradient, out correct);
        }

        // log score[c] = value[c] − log Σ exp value: one logarithm per lane, whatever the smoothing.
        float* sums = stackalloc float[lanes];
        float* chosen = stackalloc float[lanes];
        for (int n = 0; n < lanes; n += Width)
        {
            T sum = TOperations.Broadcast(0);
            for (int c = 0; c < classes; c++)
            {
                sum = TOperations.Add(sum, TOperations.Load(values + (c * lanes) + n));
            }

            TOperations.Store(sums + n, sum);
        }

        for (int n = 0; n < usedLanes; n++)
        {
            chosen[n] = values[(labels[n] * lanes) + n];
        }

        Softmax(values, classes, lanes);
        T rest = TOperations.Broadcast(-smoothing / classes);
        T factor = TOperations.Broadcast(scale);
        for (int i = 0; i < classes * lanes; i += Width)
        {
            TOperations.Store(gradient + i, TOperations.Multiply(TOperations.Add(TOperations.Load(values + i), rest), factor));
        }

        double loss = 0;
        correct = 0;
        for (int n = 0; n < usedLanes; n++)
        {
            double logSum = chosen[n] - Math.Log(Math.Max(values[(labels[n] * lanes) + n], 1e-30f));
            double mean = (sums[n] / classes) - logSum;
            loss -= ((1 - smoothing) * (chosen[n] - logSum)) + (smoothing * mean);
            gradient[(labels[n] * lanes) + n] -= (1 - smoothing) * scale;
            correct += IsFirstLargest(values + n, classes, lanes, labels[n]) ? 1 : 0;
        }

        for (int n = usedLanes; n < lanes; n++)
        {
            for (int c = 0; c < classes; c++)
            {
                gradient[(c * lanes) + n] = 0;
            }
        }

        return loss;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void LoadBytes(byte** images, int usedLanes, LaneMaps output)
    {
        int length = output.Maps * output.Rows * output.Columns;
        if (output.Lanes % Width != 0 || Width > 16 || length < 16)
        {
            new PlainLaneKernels().LoadBytes(images, usedLanes, output);
            return;
        }

        byte* square = stackalloc byte[256];
        byte* paper = stackalloc byte[16];
        new Span<byte>(paper, 16).Clear();
        byte** group = stackalloc byte*[16];
        T scale = TOperations.Broadcast(1f / 255);
        for (int lane = 0; lane < output.Lanes; lane += 16)
        {
            int lanes = Math.Min(16, output.Lanes - lane);
            for (int start = 0; start < length; start += 16)
            {
                int first = Math.Min(start, length - 16);
                for (int n = 0; n < 16; n++)
                {
                    group[n] = lane + n < usedLanes ? images[lane + n] + first : paper;
                }

                LaneTranspose.TransposeBytes(group, square);
                int column = first % output.Columns;
                float* target = output.Start + PlaceOf(first, output) + lane;
                for (int place = 0; place < 16; place++)
                {
                    for (int n = 0; n < lanes; n += Width)
                    {
                        TOperations.Store(target + n, TOperations.Multiply(TOperations.LoadBytes(square + (place * 16) + n), scale));
                    }

                    target += output.Lanes;
                    if (++column == output.Columns)
                    {
                        column = 0;
                        target = output.Start + PlaceOf(first + place + 1, output) + lane;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void LoadStrip(byte* strip, int width, LaneMaps output)
    {
        T scale = TOperations.Broadcast(1f / 255);
        for (int y = 0; y < output.Rows; y++, strip += width)
        {
            float* row = output.Row(0, y);
            int x = 0;
            for (; x + Width <= width; x += Width)
            {
                TOperations.Store(row + x, TOperations.Multiply(TOperations.LoadBytes(strip + x), scale));
            }

            for (; x < width; x++)
            {
                row[x] = strip[x] * (1f / 255);
            }

            new Span<float>(row + width, output.RowStride - width).Clear();
        }
    }

    public override void LoadFloats(float* images, int usedLanes, LaneMaps output)
    {
        int lanes = output.Lanes;
        int length = output.Maps * output.Rows * output.Columns;
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* row = output.Row(m, y);
                LaneTranspose.Transpose(images + (((m * output.Rows) + y) * output.Columns), usedLanes, output.Columns, length, row, lanes);
                for (int x = 0; usedLanes < lanes && x < output.Columns; x++)
                {
                    new Span<float>(row + (x * lanes) + usedLanes, lanes - usedLanes).Clear();
                }
            }
        }
    }

    /// <summary>Floats from the first value of the first map to the value of a place in the order map, row, column.</summary>
    private static nint PlaceOf(int place, LaneMaps maps)
    {
        int row = place / maps.Columns;
        return ((nint)(row / maps.Rows) * maps.MapStride) + ((nint)(row % maps.Rows) * maps.RowStride) + ((nint)(place % maps.Columns) * maps.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LargestClass(float* values, int classes, int lanes)
    {
        T largest = TOperations.Load(values);
        for (int c = 1; c < classes; c++)
        {
            largest = TOperations.Max(largest, TOperations.Load(values + ((nint)c * lanes)));
        }

        return largest;
    }

    private static bool IsFirstLargest(float* scores, int classes, int lanes, int label)
    {
        float score = scores[label * lanes];
        for (int c = 0; c < classes; c++)
        {
            if (scores[c * lanes] > score || (c < label && scores[c * lanes] == score))
            {
                return false;
            }
        }

        return true;
    }
}
