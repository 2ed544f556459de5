using System.Runtime.CompilerServices;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>
/// Gradient of convolution weights: for up to 6 output maps and up to 5 neighbouring kernel columns at once,
/// gradient[map][column] += Σ over rows, columns and lanes of outputGradient · input, each sum a register of lanes until the end. Each value that is loaded serves several sums.
/// </summary>
internal static unsafe class WeightGradientTile<TOperations, T>
    where TOperations : struct, ILaneOperations<T>
    where T : struct
{
    /// <summary>Output maps that fit in registers beside a number of kernel columns.</summary>
    public static int MapsOf(int columns) => Math.Min(6, (TOperations.Registers >= 32 ? 22 : 11) / columns);

    /// <summary>Adds to the gradients of some maps and kernel columns.</summary>
    /// <param name="maps">Output maps, 1 to 6.</param>
    /// <param name="columns">Kernel columns, 1, 2, 3 or 5; maps × columns at most 20.</param>
    /// <param name="output">First row of the first map's gradient.</param>
    /// <param name="input">The input's values that the first kernel column meets there; at least as many rows.</param>
    /// <param name="inputRowStride">Floats from a row of the input to the next.</param>
    /// <param name="gradient">Gradient of the first map's first column.</param>
    /// <param name="gradientStride">Floats to the next map's.</param>
    public static void Run(int maps, int columns, LaneMaps output, float* input, int inputRowStride, float* gradient, nint gradientStride)
    {
        switch (columns)
        {
            case 1:
                RunMaps<Count1>(maps, output, input, inputRowStride, gradient, gradientStride);
                break;
            case 2:
                RunMaps<Count2>(maps, output, input, inputRowStride, gradient, gradientStride);
                break;
            case 3:
                RunMaps<Count3>(maps, output, input, inputRowStride, gradient, gradientStride);
                break;
            case 5:
                RunMaps<Count5>(maps, output, input, inputRowStride, gradient, gradientStride);
                break;
        }
    }

    private static void RunMaps<TColumns>(int maps, LaneMaps output, float* input, int inputRowStride, float* gradient, nint gradientStride)
        where TColumns : struct, ICount
    {
        switch (maps)
        {
            case 1:
                Accumulate<Count1, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
            case 2:
                Accumulate<Count2, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
            case 3:
                Accumulate<Count3, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
            case 4:
                Accumulate<Count4, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
            case 5:
                Accumulate<Count5, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
            case 6:
                Accumulate<Count6, TColumns>(output, input, inputRowStride, gradient, gradientStride);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TMaps, TColumns>(LaneMaps output, float* input, int inputRowStride, float* gradient, nint gradientStride)
        where TMaps : struct, ICount
        where TColumns : struct, ICount
    {
        T zero = TOperations.Broadcast(0);
        T a00 = zero, a01 = zero, a02 = zero, a03 = zero, a04 = zero;
        T a10 = zero, a11 = zero, a12 = zero, a13 = zero, a14 = zero;
        T a20 = zero, a21 = zero, a22 = zero, a23 = zero, a24 = zero;
        T a30 = zero, a31 = zero, a32 = zero, a33 = zero, a34 = zero;
        T a40 = zero, a41 = zero, a42 = zero, a43 = zero, a44 = zero;
        T a50 = zero, a51 = zero, a52 = zero, a53 = zero, a54 = zero;
        nint lanes = output.Lanes;
        nint map = output.MapStride;

        // One register of lanes after the other: the rows that all sums of a register read again then fit in the first-level cache.
        for (int lane = 0; lane < output.Lanes; lane += TOperations.Width)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* g0 = output.Row(0, y) + lane;
                float* g3 = g0 + (3 * map);
                float* x = input + ((nint)y * inputRowStride) + lane;
                for (int column = output.Columns; column > 0; column--)
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

                    g0 += lanes;
                    g3 += lanes;
                    x += lanes;
                }
            }
        }

        float* target = gradient;
        Add<TColumns>(target, a00, a01, a02, a03, a04);

        if (TMaps.Value > 1)
        {
            target += gradientStride;
            Add<TColumns>(target, a10, a11, a12, a13, a14);
        }

        if (TMaps.Value > 2)
        {
            target += gradientStride;
            Add<TColumns>(target, a20, a21, a22, a23, a24);
        }

        if (TMaps.Value > 3)
        {
            target += gradientStride;
            Add<TColumns>(target, a30, a31, a32, a33, a34);
        }

        if (TMaps.Value > 4)
        {
            target += gradientStride;
            Add<TColumns>(target, a40, a41, a42, a43, a44);
        }

        if (TMaps.Value > 5)
        {
            target += gradientStride;
            Add<TColumns>(target, a50, a51, a52, a53, a54);
        }
    }

    private static void Add<TColumns>(float* target, T a0, T a1, T a2, T a3, T a4)
        where TColumns : struct, ICount
    {
        target[0] += TOperations.Sum(a0);
        if (TColumns.Value > 1)
        {
            target[1] += TOperations.Sum(a1);
        }

        if (TColumns.Value > 2)
        {
            target[2] += TOperations.Sum(a2);
        }

        if (TColumns.Value > 3)
        {
            target[3] += TOperations.Sum(a3);
        }

        if (TColumns.Value > 4)
        {
            target[4] += TOperations.Sum(a4);
        }
    }
}
