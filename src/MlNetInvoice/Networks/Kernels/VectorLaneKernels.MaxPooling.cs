using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Maximum of windows, by how windows and registers lie to each other.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    /// <summary>Windows of any size, each by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolWindows(LaneMaps input, LaneMaps output, PoolWindow window, T floor)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* target = output.Row(m, y);
                for (int x = 0; x < output.Columns; x++)
                {
                    float* first = input.Row(m, y * window.RowStep) + (x * window.ColumnStep * input.Lanes);
                    for (int n = 0; n < input.Lanes; n += Width)
                    {
                        TOperations.Store(target, LargestOf(first + n, input, window, floor));
                        target += Width;
                    }
                }
            }
        }
    }

    /// <summary>Windows of 2 × 2, which nearly every network has: no loop over the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolPairs(LaneMaps input, LaneMaps output, PoolWindow window, T floor)
    {
        nint lanes = input.Lanes;
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* target = output.Row(m, y);
                float* upper = input.Row(m, y * window.RowStep);
                float* lower = upper + input.RowStride;
                for (int x = output.Columns; x > 0; x--)
                {
                    for (nint n = 0; n < lanes; n += TOperations.Width)
                    {
                        T left = TOperations.Max(TOperations.Load(upper + n), TOperations.Load(lower + n));
                        T right = TOperations.Max(TOperations.Load(upper + lanes + n), TOperations.Load(lower + lanes + n));
                        TOperations.Store(target + n, TOperations.Max(TOperations.Max(left, right), floor));
                    }

                    target += lanes;
                    upper += window.ColumnStep * lanes;
                    lower += window.ColumnStep * lanes;
                }
            }
        }
    }

    /// <summary>Windows that follow each other column by column: a row is one run of columns × lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolRuns(LaneMaps input, LaneMaps output, PoolWindow window, T floor)
    {
        nint apart = window.Spacing * input.Lanes;
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* upper = input.Row(m, y * window.RowStep);
                float* lower = upper + input.RowStride;
                float* target = output.Row(m, y);
                for (int n = 0; n < output.RowLength; n += Width)
                {
                    if (window.Size != 2)
                    {
                        TOperations.Store(target + n, LargestOf(upper + n, input, window, floor));
                        continue;
                    }

                    T left = TOperations.Max(TOperations.Load(upper + n), TOperations.Load(lower + n));
                    T right = TOperations.Max(TOperations.Load(upper + apart + n), TOperations.Load(lower + apart + n));
                    TOperations.Store(target + n, TOperations.Max(TOperations.Max(left, right), floor));
                }
            }
        }
    }

    /// <summary>Windows of 2 × 2 that touch, in a strip: two registers of neighbouring columns become one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPoolNeighbours(LaneMaps input, LaneMaps output, int rowStep, T floor)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* upper = input.Row(m, y * rowStep);
                float* lower = upper + input.RowStride;
                float* target = output.Row(m, y);
                for (int n = 0; n < output.RowLength; n += Width, upper += 2 * Width, lower += 2 * Width)
                {
                    T left = TOperations.Max(TOperations.Load(upper), TOperations.Load(lower));
                    T right = TOperations.Max(TOperations.Load(upper + Width), TOperations.Load(lower + Width));
                    TOperations.Store(target + n, TOperations.Max(TOperations.MaxOfPairs(left, right), floor));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LargestOf(float* first, LaneMaps input, PoolWindow window, T floor)
    {
        T largest = floor;
        for (int row = 0; row < window.Size; row++)
        {
            float* place = first + (row * input.RowStride);
            for (int column = window.Size; column > 0; column--)
            {
                largest = TOperations.Max(largest, TOperations.Load(place));
                place += window.Spacing * input.Lanes;
            }
        }

        return largest;
    }
}
