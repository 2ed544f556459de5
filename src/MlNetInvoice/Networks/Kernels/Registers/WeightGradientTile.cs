using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>
/// Gradient of convolution weights: for up to 6 output maps and up to 5 neighbouring kernel columns at once,
/// sum[map][column] += Σ over rows and columns of outputGradient · input, each sum a register of lanes; the caller adds up the lanes at the end. Each value that is
/// loaded serves several sums.
/// </summary>
internal static unsafe class WeightGradientTile<TOperations, T>
    where TOperations : struct, ILaneOperations<T>
    where T : struct
{
    /// <summary>Output maps that fit in registers beside a number of kernel columns.</summary>
    public static int MapsOf(int columns) => Math.Min(6, (TOperations.Registers >= 32 ? 22 : 11) / columns);

    /// <summary>Adds some rows to the sums of some maps and kernel columns.</summary>
    /// <param name="maps">Output maps, 1 to 6.</param>
    /// <param name="columns">Kernel columns, 1, 2, 3 or 5; maps × columns at most 20.</param>
    /// <param name="output">First row of the first map's gradient.</param>
    /// <param name="input">The input's values that the first kernel column meets there; at least as many rows.</param>
    /// <param name="inputRowStride">Floats from a row of the input to the next.</param>
    /// <param name="firstRow">First row of the output's gradient and of the input's values to add.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="sums">Registers of sums of the first map, one a kernel column, to which is added.</param>
    /// <param name="sumStride">Floats to the next map's.</param>
    public static void Run(
        int maps, int columns, LaneMaps output, float* input, int inputRowStride, int firstRow, int rows, float* sums, nint sumStride)
    {
        switch (columns)
        {
            case 1:
                RunMaps<Count1>(maps, output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 2:
                RunMaps<Count2>(maps, output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 3:
                RunMaps<Count3>(maps, output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 5:
                RunMaps<Count5>(maps, output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
        }
    }

    private static void RunMaps<TColumns>(
        int maps, LaneMaps output, float* input, int inputRowStride, int firstRow, int rows, float* sums, nint sumStride)
        where TColumns : struct, ICount
    {
        switch (maps)
        {
            case 1:
                Accumulate<Count1, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 2:
                Accumulate<Count2, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 3:
                Accumulate<Count3, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 4:
                Accumulate<Count4, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 5:
                Accumulate<Count5, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
            case 6:
                Accumulate<Count6, TColumns>(output, input, inputRowStride, firstRow, rows, sums, sumStride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TMaps, TColumns>(
        LaneMaps output, float* input, int inputRowStride, int firstRow, int rows, float* sums, nint sumStride)
        where TMaps : struct, ICount
        where TColumns : struct, ICount
    {
        T zero = TOperations.Broadcast(0);
        T a00 = TMaps.Value > 0 && TColumns.Value > 0 ? TOperations.Load(sums + (0 * sumStride) + (0 * TOperations.Width)) : zero;
        T a01 = TMaps.Value > 0 && TColumns.Value > 1 ? TOperations.Load(sums + (0 * sumStride) + (1 * TOperations.Width)) : zero;
        T a02 = TMaps.Value > 0 && TColumns.Value > 2 ? TOperations.Load(sums + (0 * sumStride) + (2 * TOperations.Width)) : zero;
        T a03 = TMaps.Value > 0 && TColumns.Value > 3 ? TOperations.Load(sums + (0 * sumStride) + (3 * TOperations.Width)) : zero;
        T a04 = TMaps.Value > 0 && TColumns.Value > 4 ? TOperations.Load(sums + (0 * sumStride) + (4 * TOperations.Width)) : zero;
        T a10 = TMaps.Value > 1 && TColumns.Value > 0 ? TOperations.Load(sums + (1 * sumStride) + (0 * TOperations.Width)) : zero;
        T a11 = TMaps.Value > 1 && TColumns.Value > 1 ? TOperations.Load(sums + (1 * sumStride) + (1 * TOperations.Width)) : zero;
        T a12 = TMaps.Value > 1 && TColumns.Value > 2 ? TOperations.Load(sums + (1 * sumStride) + (2 * TOperations.Width)) : zero;
        T a13 = TMaps.Value > 1 && TColumns.Value > 3 ? TOperations.Load(sums + (1 * sumStride) + (3 * TOperations.Width)) : zero;
        T a14 = TMaps.Value > 1 && TColumns.Value > 4 ? TOperations.Load(sums + (1 * sumStride) + (4 * TOperations.Width)) : zero;
        T a20 = TMaps.Value > 2 && TColumns.Value > 0 ? TOperations.Load(sums + (2 * sumStride) + (0 * TOperations.Width)) : zero;
        T a21 = TMaps.Value > 2 && TColumns.Value > 1 ? TOperations.Load(sums + (2 * sumStride) + (1 * TOperations.Width)) : zero;
        T a22 = TMaps.Value > 2 && TColumns.Value > 2 ? TOperations.Load(sums + (2 * sumStride) + (2 * TOperations.Width)) : zero;
        T a23 = TMaps.Value > 2 && TColumns.Value > 3 ? TOperations.Load(sums + (2 * sumStride) + (3 * TOperations.Width)) : zero;
        T a24 = TMaps.Value > 2 && TColumns.Value > 4 ? TOperations.Load(sums + (2 * sumStride) + (4 * TOperations.Width)) : zero;
        T a30 = TMaps.Value > 3 && TColumns.Value > 0 ? TOperations.Load(sums + (3 * sumStride) + (0 * TOperations.Width)) : zero;
        T a31 = TMaps.Value > 3 && TColumns.Value > 1 ? TOperations.Load(sums + (3 * sumStride) + (1 * TOperations.Width)) : zero;
        T a32 = TMaps.Value > 3 && TColumns.Value > 2 ? TOperations.Load(sums + (3 * sumStride) + (2 * TOperations.Width)) : zero;
        T a33 = TMaps.Value > 3 && TColumns.Value > 3 ? TOperations.Load(sums + (3 * sumStride) + (3 * TOperations.Width)) : zero;
        T a34 = TMaps.Value > 3 && TColumns.Value > 4 ? TOperations.Load(sums + (3 * sumStride) + (4 * TOperations.Width)) : zero;
        T a40 = TMaps.Value > 4 && TColumns.Value > 0 ? TOperations.Load(sums + (4 * sumStride) + (0 * TOperations.Width)) : zero;
        T a41 = TMaps.Value > 4 && TColumns.Value > 1 ? TOperations.Load(sums + (4 * sumStride) + (1 * TOperations.Width)) : zero;
        T a42 = TMaps.Value > 4 && TColumns.Value > 2 ? TOperations.Load(sums + (4 * sumStride) + (2 * TOperations.Width)) : zero;
        T a43 = TMaps.Value > 4 && TColumns.Value > 3 ? TOperations.Load(sums + (4 * sumStride) + (3 * TOperations.Width)) : zero;
        T a44 = TMaps.Value > 4 && TColumns.Value > 4 ? TOperations.Load(sums + (4 * sumStride) + (4 * TOperations.Width)) : zero;
        T a50 = TMaps.Value > 5 && TColumns.Value > 0 ? TOperations.Load(sums + (5 * sumStride) + (0 * TOperations.Width)) : zero;
        T a51 = TMaps.Value > 5 && TColumns.Value > 1 ? TOperations.Load(sums + (5 * sumStride) + (1 * TOperations.Width)) : zero;
        T a52 = TMaps.Value > 5 && TColumns.Value > 2 ? TOperations.Load(sums + (5 * sumStride) + (2 * TOperations.Width)) : zero;
        T a53 = TMaps.Value > 5 && TColumns.Value > 3 ? TOperations.Load(sums + (5 * sumStride) + (3 * TOperations.Width)) : zero;
        T a54 = TMaps.Value > 5 && TColumns.Value > 4 ? TOperations.Load(sums + (5 * sumStride) + (4 * TOperations.Width)) : zero;
        nint lanes = output.Lanes;
        nint map = output.MapStride;
        for (int y = firstRow; y < firstRow + rows; y++)
        {
            float* g0 = output.Row(0, y);
            float* g3 = g0 + (3 * map);
            float* x = input + ((nint)y * inputRowStride);
            for (int n = output.RowLength; n > 0; n -= TOperations.Width)
            {
                T d0 = TOperations.Load(g0);
                T d1 = TMaps.Value > 1 ? TOperations.Load(g0 + map) : zero;
                T d2 = TMaps.Value > 2 ? TOperations.Load(g0 + (2 * map)) : zero;
                T d3 = TMaps.Value > 3 ? TOperations.Load(g3) : zero;
                T d4 = TMaps.Value > 4 ? TOperations.Load(g3 + map) : zero;
                T d5 = TMaps.Value > 5 ? TOperations.Load(g3 + (2 * map)) : zero;

                T first = TOperations.Load(x);
                a00 = TOperations.MultiplyAdd(d0, first, a00);
                a10 = TMaps.Value > 1 ? TOperations.MultiplyAdd(d1, first, a10) : zero;
                a20 = TMaps.Value > 2 ? TOperations.MultiplyAdd(d2, first, a20) : zero;
                a30 = TMaps.Value > 3 ? TOperations.MultiplyAdd(d3, first, a30) : zero;
                a40 = TMaps.Value > 4 ? TOperations.MultiplyAdd(d4, first, a40) : zero;
                a50 = TMaps.Value > 5 ? TOperations.MultiplyAdd(d5, first, a50) : zero;

                if (TColumns.Value > 1)
                {
                    T v = TOperations.Load(x + lanes);
                    a01 = TOperations.MultiplyAdd(d0, v, a01);
                    a11 = TMaps.Value > 1 ? TOperations.MultiplyAdd(d1, v, a11) : zero;
                    a21 = TMaps.Value > 2 ? TOperations.MultiplyAdd(d2, v, a21) : zero;
                    a31 = TMaps.Value > 3 ? TOperations.MultiplyAdd(d3, v, a31) : zero;
                    a41 = TMaps.Value > 4 ? TOperations.MultiplyAdd(d4, v, a41) : zero;
                    a51 = TMaps.Value > 5 ? TOperations.MultiplyAdd(d5, v, a51) : zero;
                }

                if (TColumns.Value > 2)
                {
                    T v = TOperations.Load(x + (2 * lanes));
                    a02 = TOperations.MultiplyAdd(d0, v, a02);
                    a12 = TMaps.Value > 1 ? TOperations.MultiplyAdd(d1, v, a12) : zero;
                    a22 = TMaps.Value > 2 ? TOperations.MultiplyAdd(d2, v, a22) : zero;
                    a32 = TMaps.Value > 3 ? TOperations.MultiplyAdd(d3, v, a32) : zero;
                    a42 = TMaps.Value > 4 ? TOperations.MultiplyAdd(d4, v, a42) : zero;
                    a52 = TMaps.Value > 5 ? TOperations.MultiplyAdd(d5, v, a52) : zero;
                }

                if (TColumns.Value > 3)
                {
                    T v = TOperations.Load(x + (3 * lanes));
                    a03 = TOperations.MultiplyAdd(d0, v, a03);
                    a13 = TMaps.Value > 1 ? TOperations.MultiplyAdd(d1, v, a13) : zero;
                    a23 = TMaps.Value > 2 ? TOperations.MultiplyAdd(d2, v, a23) : zero;
                    a33 = TMaps.Value > 3 ? TOperations.MultiplyAdd(d3, v, a33) : zero;
                    a43 = TMaps.Value > 4 ? TOperations.MultiplyAdd(d4, v, a43) : zero;
                    a53 = TMaps.Value > 5 ? TOperations.MultiplyAdd(d5, v, a53) : zero;
                }

                if (TColumns.Value > 4)
                {
                    T v = TOperations.Load(x + (4 * lanes));
                    a04 = TOperations.MultiplyAdd(d0, v, a04);
                    a14 = TMaps.Value > 1 ? TOperations.MultiplyAdd(d1, v, a14) : zero;
                    a24 = TMaps.Value > 2 ? TOperations.MultiplyAdd(d2, v, a24) : zero;
                    a34 = TMaps.Value > 3 ? TOperations.MultiplyAdd(d3, v, a34) : zero;
                    a44 = TMaps.Value > 4 ? TOperations.MultiplyAdd(d4, v, a44) : zero;
                    a54 = TMaps.Value > 5 ? TOperations.MultiplyAdd(d5, v, a54) : zero;
                }

                g0 += TOperations.Width;
                g3 += TOperations.Width;
                x += TOperations.Width;
            }
        }

        float* target = sums;
        Store<TColumns>(target, a00, a01, a02, a03, a04);

        if (TMaps.Value > 1)
        {
            target += sumStride;
            Store<TColumns>(target, a10, a11, a12, a13, a14);
        }

        if (TMaps.Value > 2)
        {
            target += sumStride;
            Store<TColumns>(target, a20, a21, a22, a23, a24);
        }

        if (TMaps.Value > 3)
        {
            target += sumStride;
            Store<TColumns>(target, a30, a31, a32, a33, a34);
        }

        if (TMaps.Value > 4)
        {
            target += sumStride;
            Store<TColumns>(target, a40, a41, a42, a43, a44);
        }

        if (TMaps.Value > 5)
        {
            target += sumStride;
            Store<TColumns>(target, a50, a51, a52, a53, a54);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(float* target, T a0, T a1, T a2, T a3, T a4)
        where TColumns : struct, ICount
    {
        TOperations.Store(target, a0);
        if (TColumns.Value > 1)
        {
            TOperations.Store(target + (1 * TOperations.Width), a1);
        }

        if (TColumns.Value > 2)
        {
            TOperations.Store(target + (2 * TOperations.Width), a2);
        }

        if (TColumns.Value > 3)
        {
            TOperations.Store(target + (3 * TOperations.Width), a3);
        }

        if (TColumns.Value > 4)
        {
            TOperations.Store(target + (4 * TOperations.Width), a4);
        }
    }
}
