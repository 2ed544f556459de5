using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>
/// The kernels on registers of one width. Layouts as in <see cref="LaneKernels"/>. What works on rows takes them as one run of columns × lanes floats, since
/// neighbouring columns are neighbours in memory: a register may hold lanes of two columns. What needs whole registers of lanes and has fewer goes to the narrower kernels.
/// </summary>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>(string name, LaneKernels? narrower) : LaneKernels
    where TOperations : struct, ILaneOperations<T>
    where T : struct
{
    private const int TileRows = 6;

    // Half of it stays in the first-level cache beside the weights that it goes with.
    private const int LongestTable = 1024;

    private static readonly AlignedBuffer Zeros = new(64);

    public override string Name => name;

    private static int Width => TOperations.Width;

    // Kernels of one lane have no narrower ones and need none: every length is a multiple of one.
    private LaneKernels Narrower => narrower!;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Convolve(LaneMaps input, float* weights, float* bias, LaneMaps output, KernelShape kernel)
    {
        if (output.RowLength < Width)
        {
            Narrower.Convolve(input, weights, bias, output, kernel);
            return;
        }

        TileLoops loops = LoopsOf(input, output, kernel);
        int* offsets = stackalloc int[LongestTable];
        if (kernel.Area > 1 && input.Maps * kernel.Area <= LongestTable)
        {
            FillOffsets(loops, new Span<int>(offsets, LongestTable));
            loops = new TileLoops { Offsets = offsets, Count1 = 1, Count2 = 1, Count3 = input.Maps * kernel.Area, Weight3 = 1, WeightRow = loops.WeightRow, OutputRow = loops.OutputRow };
        }

        for (int o = 0; o < output.Maps;)
        {
            int rows = TileRowsOf(output.Maps, o);
            for (int y = 0; y < output.Rows; y++)
            {
                float* source = input.Row(0, y - kernel.Padding) - (kernel.Padding * input.Lanes);
                RunAlong(rows, output.RowLength, loops, weights + (o * loops.WeightRow), source, bias + o, output.Row(o, y));
            }

            o += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ConvolveInputGradient(LaneMaps outputGradient, float* weights, LaneMaps inputGradient, int kernel, int padding)
    {
        if (inputGradient.Lanes % Width != 0)
        {
            Narrower.ConvolveInputGradient(outputGradient, weights, inputGradient, kernel, padding);
            return;
        }

        for (int i = 0; i < inputGradient.Maps;)
        {
            int rows = TileRowsOf(inputGradient.Maps, i);
            for (int y = 0; y < inputGradient.Rows; y++)
            {
                ConvolveInputGradientRow(outputGradient, weights, inputGradient, kernel, padding, i, rows, y);
            }

            i += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Dense(float* input, int inputs, float* weights, float* bias, float* output, int units, int lanes)
    {
        if (lanes < Width)
        {
            Narrower.Dense(input, inputs, weights, bias, output, units, lanes);
            return;
        }

        DenseRows(input, inputs, weights, bias, output, units, lanes, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DenseInputGradient(float* outputGradient, int units, float* weights, float* inputGradient, int inputs, int lanes)
    {
        if (lanes < Width)
        {
            Narrower.DenseInputGradient(outputGradient, units, weights, inputGradient, inputs, lanes);
            return;
        }

        var loops = new TileLoops { Count1 = 1, Count2 = 1, Count3 = units, Weight3 = inputs, Value3 = lanes, WeightRow = 1, OutputRow = lanes };
        for (int i = 0; i < inputs;)
        {
            int rows = TileRowsOf(inputs, i);
            RunAlong(rows, lanes, loops, weights + i, outputGradient, Zeros.Start, inputGradient + ((nint)i * lanes));
            i += rows;
        }
    }

    /// <summary>A dense layer whose values and results are runs of at least a register, a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DenseRows(float* input, int inputs, float* weights, float* bias, float* output, int units, int length, int stride)
    {
        var loops = new TileLoops { Count1 = 1, Count2 = 1, Count3 = inputs, Weight3 = 1, Value3 = stride, WeightRow = inputs, OutputRow = stride };
        for (int o = 0; o < units;)
        {
            int rows = TileRowsOf(units, o);
            RunAlong(rows, length, loops, weights + ((nint)o * inputs), input, bias + o, output + ((nint)o * stride));
            o += rows;
        }
    }

    /// <summary>The sum over input map, kernel row and kernel column; over the maps alone where the kernel is a single weight, as inner loops of one turn each would cost more than their sum.</summary>
    private static TileLoops LoopsOf(LaneMaps input, LaneMaps output, KernelShape kernel) => kernel.Area == 1
        ? new TileLoops { Count1 = 1, Count2 = 1, Count3 = input.Maps, Weight3 = 1, Value3 = input.MapStride, WeightRow = input.Maps, OutputRow = output.MapStride }
        : new TileLoops
        {
            Count1 = input.Maps,
            Count2 = kernel.Rows,
            Count3 = kernel.Columns,
            Weight1 = kernel.Area,
            Weight2 = kernel.Columns,
            Weight3 = 1,
            Value1 = input.MapStride,
            Value2 = input.RowStride,
            Value3 = kernel.Spacing * input.Lanes,
            WeightRow = input.Maps * kernel.Area,
            OutputRow = output.MapStride,
        };

    /// <summary>Where the values of a sum over three counts lie.</summary>
    private static void FillOffsets(in TileLoops loops, Span<int> offsets)
    {
        int next = 0;
        for (int n1 = 0; n1 < loops.Count1; n1++)
        {
            for (int n2 = 0; n2 < loops.Count2; n2++)
            {
                for (int n3 = 0; n3 < loops.Count3; n3++)
                {
                    offsets[next++] = (int)((n1 * loops.Value1) + (n2 * loops.Value2) + (n3 * loops.Value3));
                }
            }
        }
    }

    /// <summary>Rows of the tile that begins at a place: all tiles as equal as can be, so that no narrow one remains at the end.</summary>
    private static int TileRowsOf(int count, int start)
    {
        int left = count - start;
        int tiles = (left + TileRows - 1) / TileRows;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Tiles along a run of at least one register. The last one may overlap the one before; where sums are added to the output, the run is whole registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunAlong(int rows, int length, in TileLoops loops, float* weights, float* values, float* start, float* output)
    {
        int n = 0;
        for (int left = length / Width; left > 0;)
        {
            int vectors = VectorsOf(left);
            RegisterTile<TOperations, T>.Run(rows, vectors, loops, weights, values + n, start, output + n);
            n += vectors * Width;
            left -= vectors;
        }

        if (n < length)
        {
            RegisterTile<TOperations, T>.Run(rows, 1, loops, weights, values + length - Width, start, output + length - Width);
        }
    }

    /// <summary>Registers of the next tile: the most there are, but so that none of a single register remains, whose few sums would wait for each other.</summary>
    private static int VectorsOf(int left)
    {
        int most = RegisterTile<TOperations, T>.Vectors;
        return most == 4 && left == 5 ? 3 : Math.Min(most, left);
    }

    private static float SumRun(float* values, int length)
    {
        T sum = TOperations.Broadcast(0);
        for (int n = 0; n < length; n += Width)
        {
            sum = TOperations.Add(sum, TOperations.Load(values + n));
        }

        return TOperations.Sum(sum);
    }

    /// <summary>
    /// One row of the input's gradient. At the edges fewer kernel columns reach an output. A tile takes as many neighbouring columns as it has registers for, with the
    /// kernel columns that any of them needs; where another of them needs less it meets the zeros of the border, which is why that must be as wide.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ConvolveInputGradientRow(
        LaneMaps outputGradient, float* weights, LaneMaps inputGradient, int kernel, int padding, int map, int rows, int y)
    {
        int lanes = inputGradient.Lanes;
        int area = kernel * kernel;
        int firstRow = Math.Max(0, y + padding - (outputGradient.Rows - 1));
        int lastRow = Math.Min(kernel - 1, y + padding);
        int group = Math.Clamp(RegisterTile<TOperations, T>.Vectors * Width / lanes, 1, outputGradient.Border + 1);
        for (int x = 0; x < inputGradient.Columns; x += group)
        {
            int columns = Math.Min(group, inputGradient.Columns - x);
            int firstColumn = Math.Max(0, x + padding - (outputGradient.Columns - 1));
            int lastColumn = Math.Min(kernel - 1, x + columns - 1 + padding);
            var loops = new TileLoops
            {
                Count1 = outputGradient.Maps,
                Count2 = lastRow - firstRow + 1,
                Count3 = lastColumn - firstColumn + 1,
                Weight1 = inputGradient.Maps * area,
                Weight2 = kernel,
                Weight3 = 1,
                Value1 = outputGradient.MapStride,
                Value2 = -outputGradient.RowStride,
                Value3 = -lanes,
                WeightRow = area,
                OutputRow = inputGradient.MapStride,
            };
            float* first = weights + (map * area) + (firstRow * kernel) + firstColumn;
            float* source = outputGradient.Row(0, y + padding - firstRow) + ((x + padding - firstColumn) * lanes);
            RunAlong(rows, columns * lanes, loops, first, source, Zeros.Start, inputGradient.Row(map, y) + (x * lanes));
        }
    }
}
