namespace MlNetInvoice.Networks.Kernels;

/// <content>Gradients of convolution weights and of biases.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    public override void ConvolveWeightGradient(LaneMaps input, LaneMaps outputGradient, float* weightGradient, float* biasGradient, int kernel, int padding)
    {
        if (input.Lanes % Width != 0)
        {
            Narrower.ConvolveWeightGradient(input, outputGradient, weightGradient, biasGradient, kernel, padding);
            return;
        }

        for (int kx = 0; kx < kernel;)
        {
            int columns = ColumnsOf(kernel - kx);
            int most = WeightGradientTile<TOperations, T>.MapsOf(columns);
            for (int o = 0; o < outputGradient.Maps;)
            {
                int left = outputGradient.Maps - o;
                int tiles = (left + most - 1) / most;
                int maps = (left + tiles - 1) / tiles;
                AddWeightGradients(input, outputGradient, weightGradient, kernel, padding, kx, columns, o, maps);
                o += maps;
            }

            kx += columns;
        }

        for (int o = 0; o < outputGradient.Maps; o++)
        {
            T sum = TOperations.Broadcast(0);
            for (int y = 0; y < outputGradient.Rows; y++)
            {
                float* row = outputGradient.Row(o, y);
                for (int n = 0; n < outputGradient.RowLength; n += Width)
                {
                    sum = TOperations.Add(sum, TOperations.Load(row + n));
                }
            }

            biasGradient[o] += TOperations.Sum(sum);
        }
    }

    private static int ColumnsOf(int left) => left >= 5 && TOperations.Registers >= 32 ? 5 : left >= 3 ? 3 : left;

    private static void AddWeightGradients(
        LaneMaps input, LaneMaps outputGradient, float* weightGradient, int kernel, int padding, int firstColumn, int columns, int map, int maps)
    {
        LaneMaps output = outputGradient.Skip(map);
        nint stride = (nint)input.Maps * kernel * kernel;
        for (int i = 0; i < input.Maps; i++)
        {
            for (int ky = 0; ky < kernel; ky++)
            {
                float* source = input.Row(i, ky - padding) + ((firstColumn - padding) * input.Lanes);
                float* gradient = weightGradient + (map * stride) + (((i * kernel) + ky) * kernel) + firstColumn;
                WeightGradientTile<TOperations, T>.Run(maps, columns, output, source, input.RowStride, gradient, stride);
            }
        }
    }
}
