using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Convolution by minimal filtering down the rows. Each run of columns is a sum of its own, so that where a run is cut changes no bit.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ConvolveFiltered(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch)
    {
        if (output.RowLength < Width)
        {
            Narrower.ConvolveFiltered(input, filter, weights, output, kernel, scratch);
            return;
        }

        int* offsets = stackalloc int[LongestTable];
        bool strip = input.Lanes == 1;
        int run = strip ? FilterRun : output.RowLength;
        int reach = (kernel.Columns - 1) * kernel.Spacing * input.Lanes;
        for (int first = 0; first < output.RowLength; first += run)
        {
            int length = Math.Min(run, output.RowLength - first);
            int read = strip ? RoundToRegisters(length + reach) : length + reach;
            int valueStride = read + Widest;
            var loops = new TileLoops
            {
                Count1 = 1,
                Count2 = input.Maps,
                Count3 = kernel.Columns,
                Weight2 = kernel.Columns,
                Weight3 = 1,
                Value2 = valueStride,
                Value3 = kernel.Spacing * input.Lanes,
                WeightRow = input.Maps * kernel.Columns,
                OutputRow = length + Widest,
            };
            if (input.Maps * kernel.Columns <= LongestTable)
            {
                FillOffsets(loops, new Span<int>(offsets, LongestTable));
                loops.Offsets = offsets;
                (loops.Count2, loops.Count3, loops.Weight2) = (1, input.Maps * kernel.Columns, 0);
            }

            for (int tile = 0; tile < MinimalFilter.TilesOf(output.Rows); tile++)
            {
                int row = MinimalFilter.FirstRow(tile, output.Rows);
                for (int i = 0; i < input.Maps; i++)
                {
                    float* source = input.Row(i, row - kernel.Padding) + first - (kernel.Padding * input.Lanes);
                    TakeToPoints(filter, source, input.RowStride, scratch + ((nint)i * valueStride), (nint)input.Maps * valueStride, read);
                }

                ConvolveAtPoints(filter, loops, weights, scratch, (nint)input.Maps * valueStride, output, row, first, length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void TakeToPoints(MinimalFilter filter, float* rows, nint rowStride, float* points, nint pointStride, int length)
    {
        if (length < Width)
        {
            Narrower.TakeToPoints(filter, rows, rowStride, points, pointStride, length);
            return;
        }

        for (int n = 0; n < length; n += Width)
        {
            int place = Math.Min(n, length - Width);
            if (filter.Taps == 5)
            {
                ToEightPoints(rows + place, rowStride, points + place, pointStride);
            }
            else if (filter.Taps == 4)
            {
                ToSevenPoints(rows + place, rowStride, points + place, pointStride);
            }
            else
            {
                ToSixPoints(rows + place, rowStride, points + place, pointStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void TakeFromPoints(MinimalFilter filter, float* points, nint pointStride, float* rows, nint rowStride, int length)
    {
        if (length < Width)
        {
            Narrower.TakeFromPoints(filter, points, pointStride, rows, rowStride, length);
            return;
        }

        for (int n = 0; n < length; n += Width)
        {
            int place = Math.Min(n, length - Width);
            float* source = points + place;
            T plus = TOperations.Load(source + pointStride);
            T minus = TOperations.Load(source + (2 * pointStride));
            T one = TOperations.Add(plus, minus);
            T oneApart = TOperations.Subtract(plus, minus);
            plus = TOperations.Load(source + (3 * pointStride));
            minus = TOperations.Load(source + (4 * pointStride));
            T two = TOperations.Add(plus, minus);
            T twoApart = TOperations.Subtract(plus, minus);
            T y0 = TOperations.Add(TOperations.Load(source), TOperations.Add(one, two));
            T y1 = TOperations.MultiplyAdd(TOperations.Broadcast(2), twoApart, oneApart);
            T y2 = TOperations.MultiplyAdd(TOperations.Broadcast(4), two, one);
            T y3 = TOperations.MultiplyAdd(TOperations.Broadcast(8), twoApart, oneApart);
            if (filter.Taps > 3)
            {
                // Four weights have no point −½.
                plus = TOperations.Load(source + (5 * pointStride));
                minus = filter.Taps == 5 ? TOperations.Load(source + (6 * pointStride)) : TOperations.Broadcast(0);
                T half = TOperations.Add(plus, minus);
                T halfApart = TOperations.Subtract(plus, minus);
                y0 = TOperations.Add(y0, half);
                y1 = TOperations.MultiplyAdd(TOperations.Broadcast(0.5f), halfApart, y1);
                y2 = TOperations.MultiplyAdd(TOperations.Broadcast(0.25f), half, y2);
                y3 = TOperations.MultiplyAdd(TOperations.Broadcast(0.125f), halfApart, y3);
            }

            y3 = TOperations.Add(y3, TOperations.Load(source + ((filter.Points - 1) * pointStride)));
            float* target = rows + place;
            TOperations.Store(target, y0);
            TOperations.Store(target + rowStride, y1);
            TOperations.Store(target + (2 * rowStride), y2);
            TOperations.Store(target + (3 * rowStride), y3);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ConvolveFilteredAlong(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch)
    {
        if (output.RowLength / MinimalFilter.Sums < Width)
        {
            Narrower.ConvolveFilteredAlong(input, filter, weights, output, kernel, scratch);
            return;
        }

        int apart = MinimalFilter.Sums * kernel.Spacing;
        int rows = input.Maps * kernel.Rows;
        for (int first = 0, run; first < output.RowLength; first += run)
        {
            // Columns that lie a group apart become neighbours: [column of the group][group]. No run is left that would not fill a register.
            run = output.RowLength - first < 2 * FilterAlongRun ? output.RowLength - first : FilterAlongRun;
            int groups = run / apart;
            int length = groups * kernel.Spacing;
            int stride = length + Widest;
            int columns = ((filter.Points * kernel.Spacing) + 3) & ~3;
            float* values = scratch + (columns * groups);
            float* products = values + ((nint)filter.Points * rows * stride);
            for (int r = 0; r < rows; r++)
            {
                LaneTranspose.Transpose(input.Row(r / kernel.Rows, r % kernel.Rows) + first, groups, columns, apart, scratch, groups);
                ClearFrom(output.UsedColumns + ((kernel.Columns - 1) * kernel.Spacing) - first, scratch, groups, columns, apart);
                TakeToPoints(filter, scratch, length, values + ((nint)r * stride), (nint)rows * stride, length);
            }

            for (int p = 0; p < filter.Points; p++)
            {
                float* at = weights + ((nint)p * output.Maps * (rows + 1));
                DenseRows(values + ((nint)p * rows * stride), rows, at, at + ((nint)output.Maps * rows), products + ((nint)p * output.Maps * stride), output.Maps, length, stride);
            }

            for (int o = 0; o < output.Maps; o++)
            {
                TakeFromPoints(filter, products + ((nint)o * stride), (nint)output.Maps * stride, scratch, length, length);
                LaneTranspose.Transpose(scratch, apart, groups, groups, output.Row(o, 0) + first, apart);
            }
        }
    }

    /// <summary>
    /// Zeros in place of columns past the last that a sum takes in. A sum at the points takes in its neighbours' values too, which the way back cancels but for rounding: what an earlier strip left there would
    /// change the last bits.
    /// </summary>
    private static void ClearFrom(int end, float* values, int groups, int columns, int apart)
    {
        for (int column = 0; column < columns; column++)
        {
            int first = Math.Max(0, (end - column + apart - 1) / apart);
            for (int group = first; group < groups; group++)
            {
                values[(column * groups) + group] = 0;
            }
        }
    }

    private static int RoundToRegisters(int length) => (length + Widest - 1) / Widest * Widest;

    /// <summary>The sums at all points, a tile of output maps after the other, so that what is taken back stays in the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ConvolveAtPoints(MinimalFilter filter, in TileLoops loops, float* weights, float* values, nint valuesAtPoint, LaneMaps output, int row, int first, int length)
    {
        nint weightsAtPoint = (nint)output.Maps * (loops.WeightRow + 1);
        nint productStride = TileRows * loops.OutputRow;
        float* products = values + (filter.Points * valuesAtPoint);
        for (int o = 0; o < output.Maps;)
        {
            int maps = TileRowsOf(output.Maps, o);
            for (int p = 0; p < filter.Points; p++)
            {
                float* at = weights + (p * weightsAtPoint);
                RunAlong(maps, length, loops, at + (o * loops.WeightRow), values + (p * valuesAtPoint), at + (output.Maps * loops.WeightRow) + o, products + (p * productStride));
            }

            for (int map = 0; map < maps; map++)
            {
                TakeFromPoints(filter, products + (map * loops.OutputRow), productStride, output.Row(o + map, row) + first, output.RowStride, length);
            }

            o += maps;
        }
    }

    /// <summary>Five weights: the points 0, ±1, ±2, ±½ and ∞, by the even and odd powers of each pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToEightPoints(float* rows, nint stride, float* points, nint apart)
    {
        T d0 = TOperations.Load(rows);
        T d1 = TOperations.Load(rows + stride);
        T d2 = TOperations.Load(rows + (2 * stride));
        T d3 = TOperations.Load(rows + (3 * stride));
        T d4 = TOperations.Load(rows + (4 * stride));
        T d5 = TOperations.Load(rows + (5 * stride));
        T d6 = TOperations.Load(rows + (6 * stride));
        T d7 = TOperations.Load(rows + (7 * stride));
        TOperations.Store(points, TOperations.MultiplyAdd(TOperations.Broadcast(5.25f), TOperations.Subtract(d2, d4), TOperations.Subtract(d6, d0)));
        T even = TOperations.MultiplyAdd(TOperations.Broadcast(-4.25f), d4, TOperations.Add(d2, d6));
        T odd = TOperations.MultiplyAdd(TOperations.Broadcast(-4.25f), d3, TOperations.Add(d1, d5));
        TOperations.Store(points + apart, TOperations.Add(even, odd));
        TOperations.Store(points + (2 * apart), TOperations.Subtract(even, odd));
        even = TOperations.MultiplyAdd(TOperations.Broadcast(0.25f), d2, TOperations.MultiplyAdd(TOperations.Broadcast(-1.25f), d4, d6));
        odd = TOperations.MultiplyAdd(TOperations.Broadcast(0.5f), d1, TOperations.MultiplyAdd(TOperations.Broadcast(-2.5f), d3, TOperations.Add(d5, d5)));
        TOperations.Store(points + (3 * apart), TOperations.Add(even, odd));
        TOperations.Store(points + (4 * apart), TOperations.Subtract(even, odd));
        even = TOperations.MultiplyAdd(TOperations.Broadcast(4), d2, TOperations.MultiplyAdd(TOperations.Broadcast(-5), d4, d6));
        odd = TOperations.MultiplyAdd(TOperations.Broadcast(0.5f), d5, TOperations.MultiplyAdd(TOperations.Broadcast(-2.5f), d3, TOperations.Add(d1, d1)));
        TOperations.Store(points + (5 * apart), TOperations.Add(even, odd));
        TOperations.Store(points + (6 * apart), TOperations.Subtract(even, odd));
        TOperations.Store(points + (7 * apart), TOperations.MultiplyAdd(TOperations.Broadcast(5.25f), TOperations.Subtract(d3, d5), TOperations.Subtract(d7, d1)));
    }

    /// <summary>Four weights: the points 0, ±1, ±2, ½ and ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToSevenPoints(float* rows, nint stride, float* points, nint apart)
    {
        T d0 = TOperations.Load(rows);
        T d1 = TOperations.Load(rows + stride);
        T d2 = TOperations.Load(rows + (2 * stride));
        T d3 = TOperations.Load(rows + (3 * stride));
        T d4 = TOperations.Load(rows + (4 * stride));
        T d5 = TOperations.Load(rows + (5 * stride));
        T d6 = TOperations.Load(rows + (6 * stride));
        T minusHalf = TOperations.Broadcast(-0.5f);

        // Every polynomial but that of ½ has the factor x − ½: with a run of values taken together by it, the pairs are those of three weights.
        T e0 = TOperations.MultiplyAdd(minusHalf, d0, d1);
        T e1 = TOperations.MultiplyAdd(minusHalf, d1, d2);
        T e2 = TOperations.MultiplyAdd(minusHalf, d2, d3);
        T e3 = TOperations.MultiplyAdd(minusHalf, d3, d4);
        T e4 = TOperations.MultiplyAdd(minusHalf, d4, d5);
        T e5 = TOperations.MultiplyAdd(minusHalf, d5, d6);
        ToSixPoints(e0, e1, e2, e3, e4, e5, points, apart, 6);
        T minusFive = TOperations.Broadcast(-5);
        TOperations.Store(points + (5 * apart), TOperations.MultiplyAdd(TOperations.Broadcast(4), d1, TOperations.MultiplyAdd(minusFive, d3, d5)));
    }

    /// <summary>Three weights: the points 0, ±1, ±2 and ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToSixPoints(float* rows, nint stride, float* points, nint apart) => ToSixPoints(
        TOperations.Load(rows),
        TOperations.Load(rows + stride),
        TOperations.Load(rows + (2 * stride)),
        TOperations.Load(rows + (3 * stride)),
        TOperations.Load(rows + (4 * stride)),
        TOperations.Load(rows + (5 * stride)),
        points,
        apart,
        5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToSixPoints(T d0, T d1, T d2, T d3, T d4, T d5, float* points, nint apart, nint last)
    {
        T four = TOperations.Broadcast(4);
        T minusFour = TOperations.Broadcast(-4);
        T minusFive = TOperations.Broadcast(-5);
        TOperations.Store(points, TOperations.MultiplyAdd(four, d0, TOperations.MultiplyAdd(minusFive, d2, d4)));
        T even = TOperations.MultiplyAdd(minusFour, d2, d4);
        T odd = TOperations.MultiplyAdd(minusFour, d1, d3);
        TOperations.Store(points + apart, TOperations.Add(even, odd));
        TOperations.Store(points + (2 * apart), TOperations.Subtract(even, odd));
        even = TOperations.Subtract(d4, d2);
        odd = TOperations.Subtract(d3, d1);
        odd = TOperations.Add(odd, odd);
        TOperations.Store(points + (3 * apart), TOperations.Add(even, odd));
        TOperations.Store(points + (4 * apart), TOperations.Subtract(even, odd));
        TOperations.Store(points + (last * apart), TOperations.MultiplyAdd(four, d1, TOperations.MultiplyAdd(minusFive, d3, d5)));
    }
}
