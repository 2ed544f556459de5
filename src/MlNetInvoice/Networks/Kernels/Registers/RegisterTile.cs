using System.Runtime.CompilerServices;

namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>
/// The heart of the engine, for batches and strips: a tile of up to 6 weight rows × 4 registers of values that stays in registers while a sum is accumulated,
/// out[r][v] = start + Σ weights[r] · values[v], with one broadcast and four multiply-adds per weight. At 6 × 4 there are 24 sums, 4 values and a broadcast: 29 of the 32
/// registers of AVX-512; with 16 registers a tile has 2 registers of values. Convolution and dense layers, forward and backward, are all this sum with other strides.
/// </summary>
internal static unsafe class RegisterTile<TOperations, T>
    where TOperations : struct, ILaneOperations<T>
    where T : struct
{
    /// <summary>Registers of values in a full tile.</summary>
    public static int Vectors => TOperations.Registers >= 32 ? 4 : 2;

    /// <summary>Computes a tile of up to 6 rows and 1 to 4 registers.</summary>
    /// <param name="rows">Rows, 1 to 6.</param>
    /// <param name="vectors">Registers of values, 1 to 4.</param>
    /// <param name="loops">Counts and strides.</param>
    /// <param name="weights">First weight of the first row.</param>
    /// <param name="values">First value.</param>
    /// <param name="start">One number a row to begin with; null to begin with what the output holds.</param>
    /// <param name="output">First output of the first row.</param>
    public static void Run(int rows, int vectors, in TileLoops loops, float* weights, float* values, float* start, float* output)
    {
        if (vectors == 4)
        {
            RunRows<Count4>(rows, loops, weights, values, start, output);
        }
        else if (vectors == 3)
        {
            RunRows<Count3>(rows, loops, weights, values, start, output);
        }
        else if (vectors == 2)
        {
            RunRows<Count2>(rows, loops, weights, values, start, output);
        }
        else
        {
            RunRows<Count1>(rows, loops, weights, values, start, output);
        }
    }

    private static void RunRows<TVectors>(int rows, in TileLoops loops, float* weights, float* values, float* start, float* output)
        where TVectors : struct, ICount
    {
        switch (rows)
        {
            case 1:
                Accumulate<Count1, TVectors>(loops, weights, values, start, output);
                break;
            case 2:
                Accumulate<Count2, TVectors>(loops, weights, values, start, output);
                break;
            case 3:
                Accumulate<Count3, TVectors>(loops, weights, values, start, output);
                break;
            case 4:
                Accumulate<Count4, TVectors>(loops, weights, values, start, output);
                break;
            case 5:
                Accumulate<Count5, TVectors>(loops, weights, values, start, output);
                break;
            case 6:
                Accumulate<Count6, TVectors>(loops, weights, values, start, output);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows, TVectors>(in TileLoops loops, float* weights, float* values, float* start, float* output)
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        nint row = loops.WeightRow;
        float* w0 = weights;
        float* w1 = w0 + row;
        float* w2 = w1 + row;
        float* w3 = w2 + row;
        float* w4 = w3 + row;
        float* w5 = w4 + row;
        Unsafe.SkipInit(out T none);
        T a00 = none, a01 = none, a02 = none, a03 = none;
        T a10 = none, a11 = none, a12 = none, a13 = none;
        T a20 = none, a21 = none, a22 = none, a23 = none;
        T a30 = none, a31 = none, a32 = none, a33 = none;
        T a40 = none, a41 = none, a42 = none, a43 = none;
        T a50 = none, a51 = none, a52 = none, a53 = none;
        a00 = Begin(start, 0, output + (0 * loops.OutputRow));
        if (TVectors.Value > 1)
        {
            a01 = Begin(start, 0, output + (0 * loops.OutputRow) + TOperations.Width);
        }

        if (TVectors.Value > 2)
        {
            a02 = Begin(start, 0, output + (0 * loops.OutputRow) + (2 * TOperations.Width));
        }

        if (TVectors.Value > 3)
        {
            a03 = Begin(start, 0, output + (0 * loops.OutputRow) + (3 * TOperations.Width));
        }

        if (TRows.Value > 1)
        {
            a10 = Begin(start, 1, output + (1 * loops.OutputRow));
            if (TVectors.Value > 1)
            {
                a11 = Begin(start, 1, output + (1 * loops.OutputRow) + TOperations.Width);
            }

            if (TVectors.Value > 2)
            {
                a12 = Begin(start, 1, output + (1 * loops.OutputRow) + (2 * TOperations.Width));
            }

            if (TVectors.Value > 3)
            {
                a13 = Begin(start, 1, output + (1 * loops.OutputRow) + (3 * TOperations.Width));
            }
        }

        if (TRows.Value > 2)
        {
            a20 = Begin(start, 2, output + (2 * loops.OutputRow));
            if (TVectors.Value > 1)
            {
                a21 = Begin(start, 2, output + (2 * loops.OutputRow) + TOperations.Width);
            }

            if (TVectors.Value > 2)
            {
                a22 = Begin(start, 2, output + (2 * loops.OutputRow) + (2 * TOperations.Width));
            }

            if (TVectors.Value > 3)
            {
                a23 = Begin(start, 2, output + (2 * loops.OutputRow) + (3 * TOperations.Width));
            }
        }

        if (TRows.Value > 3)
        {
            a30 = Begin(start, 3, output + (3 * loops.OutputRow));
            if (TVectors.Value > 1)
            {
                a31 = Begin(start, 3, output + (3 * loops.OutputRow) + TOperations.Width);
            }

            if (TVectors.Value > 2)
            {
                a32 = Begin(start, 3, output + (3 * loops.OutputRow) + (2 * TOperations.Width));
            }

            if (TVectors.Value > 3)
            {
                a33 = Begin(start, 3, output + (3 * loops.OutputRow) + (3 * TOperations.Width));
            }
        }

        if (TRows.Value > 4)
        {
            a40 = Begin(start, 4, output + (4 * loops.OutputRow));
            if (TVectors.Value > 1)
            {
                a41 = Begin(start, 4, output + (4 * loops.OutputRow) + TOperations.Width);
            }

            if (TVectors.Value > 2)
            {
                a42 = Begin(start, 4, output + (4 * loops.OutputRow) + (2 * TOperations.Width));
            }

            if (TVectors.Value > 3)
            {
                a43 = Begin(start, 4, output + (4 * loops.OutputRow) + (3 * TOperations.Width));
            }
        }

        if (TRows.Value > 5)
        {
            a50 = Begin(start, 5, output + (5 * loops.OutputRow));
            if (TVectors.Value > 1)
            {
                a51 = Begin(start, 5, output + (5 * loops.OutputRow) + TOperations.Width);
            }

            if (TVectors.Value > 2)
            {
                a52 = Begin(start, 5, output + (5 * loops.OutputRow) + (2 * TOperations.Width));
            }

            if (TVectors.Value > 3)
            {
                a53 = Begin(start, 5, output + (5 * loops.OutputRow) + (3 * TOperations.Width));
            }
        }

        for (int n1 = 0; n1 < loops.Count1; n1++)
        {
            nint offset1 = n1 * loops.Weight1;
            float* values1 = values + (n1 * loops.Value1);
            for (int n2 = 0; n2 < loops.Count2; n2++)
            {
                nint offset = offset1 + (n2 * loops.Weight2);
                float* x = values1 + (n2 * loops.Value2);
                nint stepWeight = loops.Weight3;
                nint stepValue = loops.Value3;
                for (int n3 = loops.Count3; n3 > 0; n3--)
                {
                    T x0 = TOperations.Load(x);
                    T x1 = none;
                    T x2 = none;
                    T x3 = none;
                    if (TVectors.Value > 1)
                    {
                        x1 = TOperations.Load(x + TOperations.Width);
                    }

                    if (TVectors.Value > 2)
                    {
                        x2 = TOperations.Load(x + (2 * TOperations.Width));
                    }

                    if (TVectors.Value > 3)
                    {
                        x3 = TOperations.Load(x + (3 * TOperations.Width));
                    }

                    T first = TOperations.Broadcast(w0[offset]);
                    a00 = TOperations.MultiplyAdd(first, x0, a00);
                    if (TVectors.Value > 1)
                    {
                        a01 = TOperations.MultiplyAdd(first, x1, a01);
                    }

                    if (TVectors.Value > 2)
                    {
                        a02 = TOperations.MultiplyAdd(first, x2, a02);
                    }

                    if (TVectors.Value > 3)
                    {
                        a03 = TOperations.MultiplyAdd(first, x3, a03);
                    }

                    if (TRows.Value > 1)
                    {
                        T w = TOperations.Broadcast(w1[offset]);
                        a10 = TOperations.MultiplyAdd(w, x0, a10);
                        if (TVectors.Value > 1)
                        {
                            a11 = TOperations.MultiplyAdd(w, x1, a11);
                        }

                        if (TVectors.Value > 2)
                        {
                            a12 = TOperations.MultiplyAdd(w, x2, a12);
                        }

                        if (TVectors.Value > 3)
                        {
                            a13 = TOperations.MultiplyAdd(w, x3, a13);
                        }
                    }

                    if (TRows.Value > 2)
                    {
                        T w = TOperations.Broadcast(w2[offset]);
                        a20 = TOperations.MultiplyAdd(w, x0, a20);
                        if (TVectors.Value > 1)
                        {
                            a21 = TOperations.MultiplyAdd(w, x1, a21);
                        }

                        if (TVectors.Value > 2)
                        {
                            a22 = TOperations.MultiplyAdd(w, x2, a22);
                        }

                        if (TVectors.Value > 3)
                        {
                            a23 = TOperations.MultiplyAdd(w, x3, a23);
                        }
                    }

                    if (TRows.Value > 3)
                    {
                        T w = TOperations.Broadcast(w3[offset]);
                        a30 = TOperations.MultiplyAdd(w, x0, a30);
                        if (TVectors.Value > 1)
                        {
                            a31 = TOperations.MultiplyAdd(w, x1, a31);
                        }

                        if (TVectors.Value > 2)
                        {
                            a32 = TOperations.MultiplyAdd(w, x2, a32);
                        }

                        if (TVectors.Value > 3)
                        {
                            a33 = TOperations.MultiplyAdd(w, x3, a33);
                        }
                    }

                    if (TRows.Value > 4)
                    {
                        T w = TOperations.Broadcast(w4[offset]);
                        a40 = TOperations.MultiplyAdd(w, x0, a40);
                        if (TVectors.Value > 1)
                        {
                            a41 = TOperations.MultiplyAdd(w, x1, a41);
                        }

                        if (TVectors.Value > 2)
                        {
                            a42 = TOperations.MultiplyAdd(w, x2, a42);
                        }

                        if (TVectors.Value > 3)
                        {
                            a43 = TOperations.MultiplyAdd(w, x3, a43);
                        }
                    }

                    if (TRows.Value > 5)
                    {
                        T w = TOperations.Broadcast(w5[offset]);
                        a50 = TOperations.MultiplyAdd(w, x0, a50);
                        if (TVectors.Value > 1)
                        {
                            a51 = TOperations.MultiplyAdd(w, x1, a51);
                        }

                        if (TVectors.Value > 2)
                        {
                            a52 = TOperations.MultiplyAdd(w, x2, a52);
                        }

                        if (TVectors.Value > 3)
                        {
                            a53 = TOperations.MultiplyAdd(w, x3, a53);
                        }
                    }

                    offset += stepWeight;
                    x += stepValue;
                }
            }
        }

        float* target = output;
        Store<TVectors>(target, a00, a01, a02, a03);

        if (TRows.Value > 1)
        {
            target += loops.OutputRow;
            Store<TVectors>(target, a10, a11, a12, a13);
        }

        if (TRows.Value > 2)
        {
            target += loops.OutputRow;
            Store<TVectors>(target, a20, a21, a22, a23);
        }

        if (TRows.Value > 3)
        {
            target += loops.OutputRow;
            Store<TVectors>(target, a30, a31, a32, a33);
        }

        if (TRows.Value > 4)
        {
            target += loops.OutputRow;
            Store<TVectors>(target, a40, a41, a42, a43);
        }

        if (TRows.Value > 5)
        {
            target += loops.OutputRow;
            Store<TVectors>(target, a50, a51, a52, a53);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Begin(float* start, int row, float* output) => start is null ? TOperations.Load(output) : TOperations.Broadcast(start[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* target, T a0, T a1, T a2, T a3)
        where TVectors : struct, ICount
    {
        TOperations.Store(target, a0);
        if (TVectors.Value > 1)
        {
            TOperations.Store(target + TOperations.Width, a1);
        }

        if (TVectors.Value > 2)
        {
            TOperations.Store(target + (2 * TOperations.Width), a2);
        }

        if (TVectors.Value > 3)
        {
            TOperations.Store(target + (3 * TOperations.Width), a3);
        }
    }
}
