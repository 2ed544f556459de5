using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Gradients of convolution weights and of biases.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    // Rows that are read once for every kernel row and input map should stay in the first-level cache meanwhile.
    private const int ChunkBytes = 36_000;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ConvolveWeightGradient(
        LaneMaps input, LaneMaps outputGradient, float* weightGradient, float* biasGradient, int kernel, int padding, bool add, float* scratch)
    {
        if (input.Lanes % Width != 0)
        {
            Narrower.ConvolveWeightGradient(input, outputGradient, weightGradient, biasGradient, kernel, padding, add, scratch);
            return;
        }

        int most = WeightGradientTile<TOperations, T>.MapsOf(ColumnsOf(kernel));
        int weights = input.Maps * kernel * kernel;
        for (int o = 0; o < outputGradient.Maps;)
        {
            int left = outputGradient.Maps - o;
            int tiles = (left + most - 1) / most;
            int maps = (left + tiles - 1) / tiles;
            new Span<float>(scratch, maps * weights * Width).Clear();
            int chunk = ChunkRows(input, outputGradient, maps, kernel);
            for (int row = 0; row < outputGradient.Rows; row += chunk)
            {
                AddRows(input, outputGradient.Skip(o), maps, kernel, padding, row, Math.Min(chunk, outputGradient.Rows - row), scratch);
            }

            float* gradient = weightGradient + ((nint)o * weights);
            for (int w = 0; w < maps * weights; w++)
            {
                float sum = TOperations.Sum(TOperations.Load(scratch + (w * Width)));
                gradient[w] = add ? gradient[w] + sum : sum;
            }

            o += maps;
        }

        for (int o = 0; o < outputGradient.Maps; o++)
        {
            float sum = SumMap(outputGradient, o);
            biasGradient[o] = add ? biasGradient[o] + sum : sum;
        }
    }

    private static int ColumnsOf(int left) => left >= 5 && TOperations.Registers >= 32 ? 5 : left >= 3 ? 3 : left;

    private static int ChunkRows(LaneMaps input, LaneMaps outputGradient, int maps, int kernel)
    {
        int inputRow = input.RowStride * sizeof(float);
        int rowBytes = inputRow + (maps * outputGradient.RowLength * sizeof(float));
        int fitting = Math.Clamp((ChunkBytes - ((kernel - 1) * inputRow)) / rowBytes, 1, outputGradient.Rows);
        int chunks = (outputGradient.Rows + fitting - 1) / fitting;
        return (outputGradient.Rows + chunks - 1) / chunks;
    }

    private static void AddRows(LaneMaps input, LaneMaps output, int maps, int kernel, int padding, int row, int rows, float* sums)
    {
        int weights = input.Maps * kernel * kernel;
        for (int i = 0; i < input.Maps; i++)
        {
            for (int ky = 0; ky < kernel; ky++)
            {
                for (int kx = 0; kx < kernel;)
                {
                    int columns = ColumnsOf(kernel - kx);
                    float* source = input.Row(i, ky - padding) + ((kx - padding) * input.Lanes);
                    float* target = sums + ((((((nint)i * kernel) + ky) * kernel) + kx) * Width);
                    WeightGradientTile<TOperations, T>.Run(maps, columns, output, source, input.RowStride, row, rows, target, (nint)weights * Width);
                    kx += columns;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SumMap(LaneMaps maps, int map)
    {
        T even = TOperations.Broadcast(0);
        T odd = even;
        for (int y = 0; y < maps.Rows; y++)
        {
            float* row = maps.Row(map, y);
            int n = 0;
            for (; n + (2 * Width) <= maps.RowLength; n += 2 * Width)
            {
                even = TOperations.Add(even, TOperations.Load(row + n));
                odd = TOperations.Add(odd, TOperations.Load(row + n + Width));
            }

            if (n < maps.RowLength)
            {
                even = TOperations.Add(even, TOperations.Load(row + n));
            }
        }

        return TOperations.Sum(TOperations.Add(even, odd));
    }
}
