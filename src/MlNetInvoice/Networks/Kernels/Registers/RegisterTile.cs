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
        if (loops.Offsets is null)
        {
            RunRows<TVectors, Count0>(rows, loops, weights, values, start, output);
        }
        else
        {
            RunRows<TVectors, Count1>(rows, loops, weights, values, start, output);
        }
    }

    private static void RunRows<TVectors, TTable>(int rows, in TileLoops loops, float* weights, float* values, float* start, float* output)
        where TVectors : struct, ICount
        where TTable : struct, ICount
    {
        switch (rows)
        {
            case 1:
                Accumulate<Count1, TVectors, TTable>(loops, weights, values, start, output);
                break;
            case 2:
                Accumulate<Count2, TVectors, TTable>(loops, weights, values, start, output);
                break;
            case 3:
                Accumulate<Count3, TVectors, TTable>(loops, weights, values, start, output);
                break;
            case 4:
                Accumulate<Count4, TVectors, TTable>(loops, weights, values, start, output);
                break;
            case 5:
                Accumulate<Count5, TVectors, TTable>(loops, weights, values, start, output);
                break;
            case 6:
                Accumulate<Count6, TVectors, TTable>(loops, weights, values, start, output);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows, TVectors, TTable>(in TileLoops loops, float* weights, float* values, float* start, float* output)
        where TRows : struct, ICount
        where TVectors : struct, ICount
        where TTable : struct, ICount
    {
        nint row = loops.WeightRow;
        float* w0 = weights;
        float* w1 = w0 + row;
        float* w2 = w1 + row;
        float* w3 = w2 + row;
        float* w4 = w3 + row;
        float* w5 = w4 + row;
        Unsafe.SkipInit(out T none);
        T a00 = Begin(start, 0, output);
        T a01 = TVectors.Value > 1 ? Begin(start, 0, output + TOperations.Width) : none;
        T a02 = TVectors.Value > 2 ? Begin(start, 0, output + (2 * TOperations.Width)) : none;
        T a03 = TVectors.Value > 3 ? Begin(start, 0, output + (3 * TOperations.Width)) : none;
        T a10 = TRows.Value > 1 ? Begin(start, 1, output + loops.OutputRow) : none;
        T a11 = TRows.Value > 1 && TVectors.Value > 1 ? Begin(start, 1, output + loops.OutputRow + TOperations.Width) : none;
        T a12 = TRows.Value > 1 && TVectors.Value > 2 ? Begin(start, 1, output + loops.OutputRow + (2 * TOperations.Width)) : none;
        T a13 = TRows.Value > 1 && TVectors.Value > 3 ? Begin(start, 1, output + loops.OutputRow + (3 * TOperations.Width)) : none;
        T a20 = TRows.Value > 2 ? Begin(start, 2, output + (2 * loops.OutputRow)) : none;
        T a21 = TRows.Value > 2 && TVectors.Value > 1 ? Begin(start, 2, output + (2 * loops.OutputRow) + TOperations.Width) : none;
        T a22 = TRows.Value > 2 && TVectors.Value > 2 ? Begin(start, 2, output + (2 * loops.OutputRow) + (2 * TOperations.Width)) : none;
        T a23 = TRows.Value > 2 && TVectors.Value > 3 ? Begin(start, 2, output + (2 * loops.OutputRow) + (3 * TOperations.Width)) : none;
        T a30 = TRows.Value > 3 ? Begin(start, 3, output + (3 * loops.OutputRow)) : none;
        T a31 = TRows.Value > 3 && TVectors.Value > 1 ? Begin(start, 3, output + (3 * loops.OutputRow) + TOperations.Width) : none;
        T a32 = TRows.Value > 3 && TVectors.Value > 2 ? Begin(start, 3, output + (3 * loops.OutputRow) + (2 * TOperations.Width)) : none;
        T a33 = TRows.Value > 3 && TVectors.Value > 3 ? Begin(start, 3, output + (3 * loops.OutputRow) + (3 * TOperations.Width)) : none;
        T a40 = TRows.Value > 4 ? Begin(start, 4, output + (4 * loops.OutputRow)) : none;
        T a41 = TRows.Value > 4 && TVectors.Value > 1 ? Begin(start, 4, output + (4 * loops.OutputRow) + TOperations.Width) : none;
        T a42 = TRows.Value > 4 && TVectors.Value > 2 ? Begin(start, 4, output + (4 * loops.OutputRow) + (2 * TOperations.Width)) : none;
        T a43 = TRows.Value > 4 && TVectors.Value > 3 ? Begin(start, 4, output + (4 * loops.OutputRow) + (3 * TOperations.Width)) : none;
        T a50 = TRows.Value > 5 ? Begin(start, 5, output + (5 * loops.OutputRow)) : none;
        T a51 = TRows.Value > 5 && TVectors.Value > 1 ? Begin(start, 5, output + (5 * loops.OutputRow) + TOperations.Width) : none;
        T a52 = TRows.Value > 5 && TVectors.Value > 2 ? Begin(start, 5, output + (5 * loops.OutputRow) + (2 * TOperations.Width)) : none;
        T a53 = TRows.Value > 5 && TVectors.Value > 3 ? Begin(start, 5, output + (5 * loops.OutputRow) + (3 * TOperations.Width)) : none;

        nint stepWeight = loops.Weight3;
        nint stepValue = loops.Value3;
        int* next = loops.Offsets;
        for (int n1 = 0; n1 < loops.Count1; n1++)
        {
            nint offset1 = n1 * loops.Weight1;
            float* values1 = values + (n1 * loops.Value1);
            for (int n2 = 0; n2 < loops.Count2; n2++)
            {
                nint offset = offset1 + (n2 * loops.Weight2);
                float* x = values1 + (n2 * loops.Value2);
                for (int n3 = loops.Count3; n3 > 0; n3--)
                {
                    if (TTable.Value > 0)
                    {
                        x = values + *next++;
                    }

                    T x0 = TOperations.Load(x);
                    T x1 = TVectors.Value > 1 ? TOperations.Load(x + TOperations.Width) : none;
                    T x2 = TVectors.Value > 2 ? TOperations.Load(x + (2 * TOperations.Width)) : none;
                    T x3 = TVectors.Value > 3 ? TOperations.Load(x + (3 * TOperations.Width)) : none;
                    T w = TOperations.Broadcast(w0[offset]);
                    a00 = TOperations.MultiplyAdd(w, x0, a00);
                    a01 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a01) : none;
                    a02 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a02) : none;
                    a03 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a03) : none;

                    if (TRows.Value > 1)
                    {
                        w = TOperations.Broadcast(w1[offset]);
                        a10 = TOperations.MultiplyAdd(w, x0, a10);
                        a11 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a11) : none;
                        a12 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a12) : none;
                        a13 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a13) : none;
                    }

                    if (TRows.Value > 2)
                    {
                        w = TOperations.Broadcast(w2[offset]);
                        a20 = TOperations.MultiplyAdd(w, x0, a20);
                        a21 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a21) : none;
                        a22 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a22) : none;
                        a23 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a23) : none;
                    }

                    if (TRows.Value > 3)
                    {
                        w = TOperations.Broadcast(w3[offset]);
                        a30 = TOperations.MultiplyAdd(w, x0, a30);
                        a31 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a31) : none;
                        a32 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a32) : none;
                        a33 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a33) : none;
                    }

                    if (TRows.Value > 4)
                    {
                        w = TOperations.Broadcast(w4[offset]);
                        a40 = TOperations.MultiplyAdd(w, x0, a40);
                        a41 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a41) : none;
                        a42 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a42) : none;
                        a43 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a43) : none;
                    }

                    if (TRows.Value > 5)
                    {
                        w = TOperations.Broadcast(w5[offset]);
                        a50 = TOperations.MultiplyAdd(w, x0, a50);
                        a51 = TVectors.Value > 1 ? TOperations.MultiplyAdd(w, x1, a51) : none;
                        a52 = TVectors.Value > 2 ? TOperations.MultiplyAdd(w, x2, a52) : none;
                        a53 = TVectors.Value > 3 ? TOperations.MultiplyAdd(w, x3, a53) : none;
                    }

                    offset += stepWeight;
                    x += stepValue;
                }
            }
        }

        Store<TVectors>(output, a00, a01, a02, a03);
        if (TRows.Value > 1)
        {
            Store<TVectors>(output + loops.OutputRow, a10, a11, a12, a13);
        }

        if (TRows.Value > 2)
        {
            Store<TVectors>(output + (2 * loops.OutputRow), a20, a21, a22, a23);
        }

        if (TRows.Value > 3)
        {
            Store<TVectors>(output + (3 * loops.OutputRow), a30, a31, a32, a33);
        }

        if (TRows.Value > 4)
        {
            Store<TVectors>(output + (4 * loops.OutputRow), a40, a41, a42, a43);
        }

        if (TRows.Value > 5)
        {
            Store<TVectors>(output + (5 * loops.OutputRow), a50, a51, a52, a53);
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
