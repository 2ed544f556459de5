using System.Runtime.CompilerServices;

namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>
/// Tiles whose lanes are output maps: out[place] = start + Σ value[place] · weights, for up to 14 places × 2 registers, or one place × 8 registers. Each weight that is loaded
/// serves all places; each value is broadcast. The sum runs over a table of where its values lie, in one loop: three short nested ones would end in a wrong guess of the
/// processor each time. <see cref="RegisterTile{TOperations, T}"/> is the counterpart whose lanes are images.
/// </summary>
internal static unsafe class PlaceTile<TOperations, T>
    where TOperations : struct, ILaneOperations<T>
    where T : struct
{
    /// <summary>Registers of a tile of one place: as many sums as hide the latency of a multiply-add.</summary>
    public const int SingleVectors = 8;

    /// <summary>Places that fit in registers beside each other.</summary>
    public static int MostPlaces(int vectors) => TOperations.Registers >= 32 ? 14 : vectors == 2 ? 6 : 12;

    /// <summary>Computes a tile of some places.</summary>
    /// <param name="places">Places, 1 to 14.</param>
    /// <param name="vectors">Registers of output maps, 1 or 2.</param>
    /// <param name="sum">What is summed.</param>
    /// <param name="values">The first place's values.</param>
    /// <param name="weights">First register of weights.</param>
    /// <param name="start">What to begin with.</param>
    /// <param name="output">The first place's output.</param>
    public static void Run(int places, int vectors, in PlaceSum sum, float* values, float* weights, float* start, float* output)
    {
        if (vectors == 2)
        {
            RunStride<Count2>(places, sum, values, weights, start, output);
        }
        else
        {
            RunStride<Count1>(places, sum, values, weights, start, output);
        }
    }

    /// <summary>Computes a tile of one place and 1 to 8 registers.</summary>
    /// <param name="vectors">Registers, 1 to 8.</param>
    /// <param name="sum">What is summed.</param>
    /// <param name="values">The place's values.</param>
    /// <param name="weights">First register of weights.</param>
    /// <param name="start">What to begin with.</param>
    /// <param name="output">The place's output.</param>
    public static void RunSingle(int vectors, in PlaceSum sum, float* values, float* weights, float* start, float* output)
    {
        switch (vectors)
        {
            case 1:
                AccumulateSingle<Count1>(sum, values, weights, start, output);
                break;
            case 2:
                AccumulateSingle<Count2>(sum, values, weights, start, output);
                break;
            case 3:
                AccumulateSingle<Count3>(sum, values, weights, start, output);
                break;
            case 4:
                AccumulateSingle<Count4>(sum, values, weights, start, output);
                break;
            case 5:
                AccumulateSingle<Count5>(sum, values, weights, start, output);
                break;
            case 6:
                AccumulateSingle<Count6>(sum, values, weights, start, output);
                break;
            case 7:
                AccumulateSingle<Count7>(sum, values, weights, start, output);
                break;
            case 8:
                AccumulateSingle<Count8>(sum, values, weights, start, output);
                break;
        }
    }

    private static void RunStride<TVectors>(int places, in PlaceSum sum, float* values, float* weights, float* start, float* output)
        where TVectors : struct, ICount
    {
        // Neighbours in memory have constant addresses.
        if (sum.PlaceStride == 1)
        {
            RunPlaces<TVectors, Count1>(places, sum, values, weights, start, output);
        }
        else
        {
            RunPlaces<TVectors, Count0>(places, sum, values, weights, start, output);
        }
    }

    private static void RunPlaces<TVectors, TStride>(int places, in PlaceSum sum, float* values, float* weights, float* start, float* output)
        where TVectors : struct, ICount
        where TStride : struct, ICount
    {
        switch (places)
        {
            case 1:
                Accumulate<Count1, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 2:
                Accumulate<Count2, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 3:
                Accumulate<Count3, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 4:
                Accumulate<Count4, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 5:
                Accumulate<Count5, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 6:
                Accumulate<Count6, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 7:
                Accumulate<Count7, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 8:
                Accumulate<Count8, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 9:
                Accumulate<Count9, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 10:
                Accumulate<Count10, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 11:
                Accumulate<Count11, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 12:
                Accumulate<Count12, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 13:
                Accumulate<Count13, TVectors, TStride>(sum, values, weights, start, output);
                break;
            case 14:
                Accumulate<Count14, TVectors, TStride>(sum, values, weights, start, output);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TPlaces, TVectors, TStride>(in PlaceSum sum, float* values, float* weights, float* start, float* output)
        where TPlaces : struct, ICount
        where TVectors : struct, ICount
        where TStride : struct, ICount
    {
        T a = TOperations.Load(start);
        T b = TVectors.Value > 1 ? TOperations.Load(start + TOperations.Width) : a;
        T a0 = a, a1 = a, a2 = a, a3 = a, a4 = a, a5 = a, a6 = a, a7 = a, a8 = a, a9 = a, a10 = a, a11 = a, a12 = a, a13 = a;
        T b0 = b, b1 = b, b2 = b, b3 = b, b4 = b, b5 = b, b6 = b, b7 = b, b8 = b, b9 = b, b10 = b, b11 = b, b12 = b, b13 = b;
        nint place = TStride.Value > 0 ? TStride.Value : sum.PlaceStride;
        nint step = sum.Lanes;
        float* w = weights;
        int* end = sum.Offsets + sum.Count;
        for (int* offset = sum.Offsets; offset < end; offset++)
        {
            float* x = values + *offset;
            T w0 = TOperations.Load(w);
            T w1 = TVectors.Value > 1 ? TOperations.Load(w + TOperations.Width) : w0;

            T first = TOperations.Broadcast(x[0]);
            a0 = TOperations.MultiplyAdd(first, w0, a0);
            if (TVectors.Value > 1)
            {
                b0 = TOperations.MultiplyAdd(first, w1, b0);
            }

            if (TPlaces.Value > 1)
            {
                T v = TOperations.Broadcast(x[place]);
                a1 = TOperations.MultiplyAdd(v, w0, a1);
                if (TVectors.Value > 1)
                {
                    b1 = TOperations.MultiplyAdd(v, w1, b1);
                }
            }

            if (TPlaces.Value > 2)
            {
                T v = TOperations.Broadcast(x[2 * place]);
                a2 = TOperations.MultiplyAdd(v, w0, a2);
                if (TVectors.Value > 1)
                {
                    b2 = TOperations.MultiplyAdd(v, w1, b2);
                }
            }

            if (TPlaces.Value > 3)
            {
                T v = TOperations.Broadcast(x[3 * place]);
                a3 = TOperations.MultiplyAdd(v, w0, a3);
                if (TVectors.Value > 1)
                {
                    b3 = TOperations.MultiplyAdd(v, w1, b3);
                }
            }

            if (TPlaces.Value > 4)
            {
                T v = TOperations.Broadcast(x[4 * place]);
                a4 = TOperations.MultiplyAdd(v, w0, a4);
                if (TVectors.Value > 1)
                {
                    b4 = TOperations.MultiplyAdd(v, w1, b4);
                }
            }

            if (TPlaces.Value > 5)
            {
                T v = TOperations.Broadcast(x[5 * place]);
                a5 = TOperations.MultiplyAdd(v, w0, a5);
                if (TVectors.Value > 1)
                {
                    b5 = TOperations.MultiplyAdd(v, w1, b5);
                }
            }

            if (TPlaces.Value > 6)
            {
                T v = TOperations.Broadcast(x[6 * place]);
                a6 = TOperations.MultiplyAdd(v, w0, a6);
                if (TVectors.Value > 1)
                {
                    b6 = TOperations.MultiplyAdd(v, w1, b6);
                }
            }

            if (TPlaces.Value > 7)
            {
                T v = TOperations.Broadcast(x[7 * place]);
                a7 = TOperations.MultiplyAdd(v, w0, a7);
                if (TVectors.Value > 1)
                {
                    b7 = TOperations.MultiplyAdd(v, w1, b7);
                }
            }

            if (TPlaces.Value > 8)
            {
                T v = TOperations.Broadcast(x[8 * place]);
                a8 = TOperations.MultiplyAdd(v, w0, a8);
                if (TVectors.Value > 1)
                {
                    b8 = TOperations.MultiplyAdd(v, w1, b8);
                }
            }

            if (TPlaces.Value > 9)
            {
                T v = TOperations.Broadcast(x[9 * place]);
                a9 = TOperations.MultiplyAdd(v, w0, a9);
                if (TVectors.Value > 1)
                {
                    b9 = TOperations.MultiplyAdd(v, w1, b9);
                }
            }

            if (TPlaces.Value > 10)
            {
                T v = TOperations.Broadcast(x[10 * place]);
                a10 = TOperations.MultiplyAdd(v, w0, a10);
                if (TVectors.Value > 1)
                {
                    b10 = TOperations.MultiplyAdd(v, w1, b10);
                }
            }

            if (TPlaces.Value > 11)
            {
                T v = TOperations.Broadcast(x[11 * place]);
                a11 = TOperations.MultiplyAdd(v, w0, a11);
                if (TVectors.Value > 1)
                {
                    b11 = TOperations.MultiplyAdd(v, w1, b11);
                }
            }

            if (TPlaces.Value > 12)
            {
                T v = TOperations.Broadcast(x[12 * place]);
                a12 = TOperations.MultiplyAdd(v, w0, a12);
                if (TVectors.Value > 1)
                {
                    b12 = TOperations.MultiplyAdd(v, w1, b12);
                }
            }

            if (TPlaces.Value > 13)
            {
                T v = TOperations.Broadcast(x[13 * place]);
                a13 = TOperations.MultiplyAdd(v, w0, a13);
                if (TVectors.Value > 1)
                {
                    b13 = TOperations.MultiplyAdd(v, w1, b13);
                }
            }

            w += step;
        }

        nint row = sum.Lanes;
        Store<TVectors>(output, a0, b0);

        if (TPlaces.Value > 1)
        {
            Store<TVectors>(output + row, a1, b1);
        }

        if (TPlaces.Value > 2)
        {
            Store<TVectors>(output + (2 * row), a2, b2);
        }

        if (TPlaces.Value > 3)
        {
            Store<TVectors>(output + (3 * row), a3, b3);
        }

        if (TPlaces.Value > 4)
        {
            Store<TVectors>(output + (4 * row), a4, b4);
        }

        if (TPlaces.Value > 5)
        {
            Store<TVectors>(output + (5 * row), a5, b5);
        }

        if (TPlaces.Value > 6)
        {
            Store<TVectors>(output + (6 * row), a6, b6);
        }

        if (TPlaces.Value > 7)
        {
            Store<TVectors>(output + (7 * row), a7, b7);
        }

        if (TPlaces.Value > 8)
        {
            Store<TVectors>(output + (8 * row), a8, b8);
        }

        if (TPlaces.Value > 9)
        {
            Store<TVectors>(output + (9 * row), a9, b9);
        }

        if (TPlaces.Value > 10)
        {
            Store<TVectors>(output + (10 * row), a10, b10);
        }

        if (TPlaces.Value > 11)
        {
            Store<TVectors>(output + (11 * row), a11, b11);
        }

        if (TPlaces.Value > 12)
        {
            Store<TVectors>(output + (12 * row), a12, b12);
        }

        if (TPlaces.Value > 13)
        {
            Store<TVectors>(output + (13 * row), a13, b13);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AccumulateSingle<TVectors>(in PlaceSum sum, float* values, float* weights, float* start, float* output)
        where TVectors : struct, ICount
    {
        T a0 = TOperations.Load(start);
        T a1 = TVectors.Value > 1 ? TOperations.Load(start + TOperations.Width) : a0;
        T a2 = TVectors.Value > 2 ? TOperations.Load(start + (2 * TOperations.Width)) : a0;
        T a3 = TVectors.Value > 3 ? TOperations.Load(start + (3 * TOperations.Width)) : a0;
        T a4 = TVectors.Value > 4 ? TOperations.Load(start + (4 * TOperations.Width)) : a0;
        T a5 = TVectors.Value > 5 ? TOperations.Load(start + (5 * TOperations.Width)) : a0;
        T a6 = TVectors.Value > 6 ? TOperations.Load(start + (6 * TOperations.Width)) : a0;
        T a7 = TVectors.Value > 7 ? TOperations.Load(start + (7 * TOperations.Width)) : a0;
        nint step = sum.Lanes;
        float* w = weights;
        int* end = sum.Offsets + sum.Count;
        for (int* offset = sum.Offsets; offset < end; offset++)
        {
            T v = TOperations.Broadcast(values[*offset]);
            a0 = TOperations.MultiplyAdd(v, TOperations.Load(w), a0);
            if (TVectors.Value > 1)
            {
                a1 = TOperations.MultiplyAdd(v, TOperations.Load(w + TOperations.Width), a1);
            }

            if (TVectors.Value > 2)
            {
                a2 = TOperations.MultiplyAdd(v, TOperations.Load(w + (2 * TOperations.Width)), a2);
            }

            if (TVectors.Value > 3)
            {
                a3 = TOperations.MultiplyAdd(v, TOperations.Load(w + (3 * TOperations.Width)), a3);
            }

            if (TVectors.Value > 4)
            {
                a4 = TOperations.MultiplyAdd(v, TOperations.Load(w + (4 * TOperations.Width)), a4);
            }

            if (TVectors.Value > 5)
            {
                a5 = TOperations.MultiplyAdd(v, TOperations.Load(w + (5 * TOperations.Width)), a5);
            }

            if (TVectors.Value > 6)
            {
                a6 = TOperations.MultiplyAdd(v, TOperations.Load(w + (6 * TOperations.Width)), a6);
            }

            if (TVectors.Value > 7)
            {
                a7 = TOperations.MultiplyAdd(v, TOperations.Load(w + (7 * TOperations.Width)), a7);
            }

            w += step;
        }

        TOperations.Store(output, a0);
        if (TVectors.Value > 1)
        {
            TOperations.Store(output + TOperations.Width, a1);
        }

        if (TVectors.Value > 2)
        {
            TOperations.Store(output + (2 * TOperations.Width), a2);
        }

        if (TVectors.Value > 3)
        {
            TOperations.Store(output + (3 * TOperations.Width), a3);
        }

        if (TVectors.Value > 4)
        {
            TOperations.Store(output + (4 * TOperations.Width), a4);
        }

        if (TVectors.Value > 5)
        {
            TOperations.Store(output + (5 * TOperations.Width), a5);
        }

        if (TVectors.Value > 6)
        {
            TOperations.Store(output + (6 * TOperations.Width), a6);
        }

        if (TVectors.Value > 7)
        {
            TOperations.Store(output + (7 * TOperations.Width), a7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* target, T a, T b)
        where TVectors : struct, ICount
    {
        TOperations.Store(target, a);
        if (TVectors.Value > 1)
        {
            TOperations.Store(target + TOperations.Width, b);
        }
    }
}
