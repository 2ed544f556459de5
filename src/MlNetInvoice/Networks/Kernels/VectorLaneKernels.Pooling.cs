using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Pooling, forward and backward.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MaxPool(LaneMaps input, LaneMaps output, PoolWindow window, bool rectify)
    {
        T floor = TOperations.Broadcast(rectify ? 0 : float.NegativeInfinity);
        bool wholeRows = output.RowLength % Width == 0;
        if (wholeRows && window.ColumnStep == 1)
        {
            MaxPoolRuns(input, output, window, floor);
        }
        else if (wholeRows && input.Lanes == 1 && window is { Size: 2, ColumnStep: 2, Spacing: 1 })
        {
            MaxPoolNeighbours(input, output, window.RowStep, floor);
        }
        else if (input.Lanes % Width != 0)
        {
            Narrower.MaxPool(input, output, window, rectify);
        }
        else if (window is { Size: 2, Spacing: 1 })
        {
            MaxPoolPairs(input, output, window, floor);
        }
        else
        {
            MaxPoolWindows(input, output, window, floor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MaxPoolGradient(LaneMaps input, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient, int size, int step, bool rectify)
    {
        if (input.Lanes % Width != 0)
        {
            Narrower.MaxPoolGradient(input, output, outputGradient, inputGradient, size, step, rectify);
            return;
        }

        bool overlapping = step < size;
        if (overlapping || step > size || output.Rows * step != input.Rows || output.Columns * step != input.Columns)
        {
            PlainLaneKernels.ClearOutsideWindows(inputGradient, output, overlapping ? 0 : size, step);
        }

        if (size == 2 && !overlapping)
        {
            MaxPoolPairsGradient(input, output, outputGradient, inputGradient, step, rectify);
            return;
        }

        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    int start = x * output.Lanes;
                    for (int n = 0; n < output.Lanes; n += Width)
                    {
                        T largest = TOperations.Load(output.Row(m, y) + start + n);
                        T gradient = TOperations.Load(outputGradient.Row(m, y) + start + n);
                        gradient = rectify ? TOperations.WhereGreater(gradient, largest, TOperations.Broadcast(0)) : gradient;
                        int place = (x * step * input.Lanes) + n;
                        Spread(gradient, largest, input.Row(m, y * step) + place, inputGradient.Row(m, y * step) + place, input, size, overlapping);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AveragePool(LaneMaps input, LaneMaps output, PoolWindow window)
    {
        bool runs = window.ColumnStep == 1 && output.RowLength % Width == 0;
        if (!runs && input.Lanes % Width != 0)
        {
            Narrower.AveragePool(input, output, window);
            return;
        }

        // Where windows follow each other column by column, a row is one run of columns × lanes.
        int columns = runs ? 1 : output.Columns;
        int length = runs ? output.RowLength : input.Lanes;
        T share = TOperations.Broadcast(1f / (window.Size * window.Size));
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* target = output.Row(m, y);
                for (int x = 0; x < columns; x++)
                {
                    float* first = input.Row(m, y * window.RowStep) + (x * window.ColumnStep * input.Lanes);
                    for (int n = 0; n < length; n += Width)
                    {
                        T sum = TOperations.Broadcast(0);
                        for (int row = 0; row < window.Size; row++)
                        {
                            float* place = first + n + (row * input.RowStride);
                            for (int column = window.Size; column > 0; column--)
                            {
                                sum = TOperations.Add(sum, TOperations.Load(place));
                                place += window.Spacing * input.Lanes;
                            }
                        }

                        TOperations.Store(target, TOperations.Multiply(sum, share));
                        target += Width;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AveragePoolGradient(LaneMaps outputGradient, LaneMaps inputGradient, int size, int step)
    {
        if (inputGradient.Lanes % Width != 0)
        {
            Narrower.AveragePoolGradient(outputGradient, inputGradient, size, step);
            return;
        }

        PlainLaneKernels.ClearOutsideWindows(inputGradient, outputGradient, step < size ? 0 : size, step);
        T share = TOperations.Broadcast(1f / (size * size));
        for (int m = 0; m < outputGradient.Maps; m++)
        {
            for (int y = 0; y < outputGradient.Rows; y++)
            {
                float* source = outputGradient.Row(m, y);
                for (int x = 0; x < outputGradient.Columns; x++)
                {
                    float* window = inputGradient.Row(m, y * step) + (x * step * inputGradient.Lanes);
                    for (int n = 0; n < inputGradient.Lanes; n += Width)
                    {
                        T gradient = TOperations.Multiply(TOperations.Load(source), share);
                        source += Width;
                        for (int p = 0; p < size * size; p++)
                        {
                            float* place = window + n + (p / size * inputGradient.RowStride) + (p % size * inputGradient.Lanes);
                            TOperations.Store(place, step < size ? TOperations.Add(TOperations.Load(place), gradient) : gradient);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolPairsGradient(LaneMaps input, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient, int step, bool rectify)
    {
        nint lanes = input.Lanes;
        nint stride = input.RowStride;
        T floor = TOperations.Broadcast(rectify ? 0 : float.NegativeInfinity);
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* largests = output.Row(m, y);
                float* gradients = outputGradient.Row(m, y);
                float* values = input.Row(m, y * step);
                float* targets = inputGradient.Row(m, y * step);
                for (int x = output.Columns; x > 0; x--)
                {
                    for (nint n = 0; n < lanes; n += TOperations.Width)
                    {
                        T largest = TOperations.Load(largests + n);
                        T left = TOperations.WhereGreater(TOperations.Load(gradients + n), largest, floor);
                        T part0 = TOperations.WhereEqual(left, TOperations.Load(values + n), largest);
                        left = TOperations.Subtract(left, part0);
                        T part1 = TOperations.WhereEqual(left, TOperations.Load(values + lanes + n), largest);
                        left = TOperations.Subtract(left, part1);
                        T part2 = TOperations.WhereEqual(left, TOperations.Load(values + stride + n), largest);
                        left = TOperations.Subtract(left, part2);
                        T part3 = TOperations.WhereEqual(left, TOperations.Load(values + stride + lanes + n), largest);
                        TOperations.Store(targets + n, part0);
                        TOperations.Store(targets + lanes + n, part1);
                        TOperations.Store(targets + stride + n, part2);
                        TOperations.Store(targets + stride + lanes + n, part3);
                    }

                    largests += lanes;
                    gradients += lanes;
                    values += step * lanes;
                    targets += step * lanes;
                }
            }
        }
    }

    /// <summary>Gives the gradient to the first place of a window that holds the maximum, zero to the others; what was given is taken off, so that it is given once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(T gradient, T largest, float* values, float* target, LaneMaps maps, int size, bool add)
    {
        for (int row = 0; row < size; row++)
        {
            nint place = row * maps.RowStride;
            for (int column = size; column > 0; column--)
            {
                T part = TOperations.WhereEqual(gradient, TOperations.Load(values + place), largest);
                gradient = TOperations.Subtract(gradient, part);
                TOperations.Store(target + place, add ? TOperations.Add(TOperations.Load(target + place), part) : part);
                place += maps.Lanes;
            }
        }
    }
}
