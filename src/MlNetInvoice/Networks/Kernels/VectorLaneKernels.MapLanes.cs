using System.Runtime.CompilerServices;
using MlNetInvoice.Networks.Kernels.Layout;
using MlNetInvoice.Networks.Kernels.Registers;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Convolution and dense layers for few images: output maps in the lanes.</content>
internal sealed unsafe partial class VectorLaneKernels<TOperations, T>
{
    /// <summary>Every sum runs in the order of <see cref="Convolve"/>, so its bits are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ConvolveToMapLanes(float* input, in MapLaneShape shape, int* offsets, float* weights, float* bias, float* output)
    {
        var sum = new PlaceSum { Offsets = offsets, Count = shape.Length, PlaceStride = shape.PlaceStride, Lanes = shape.Lanes };
        for (int y = 0; y < shape.Rows; y++)
        {
            float* values = input + (y * shape.RowStride);
            float* row = output + (y * shape.OutputRowStride);
            for (int lane = 0; lane < shape.Lanes;)
            {
                int left = (shape.Lanes - lane) / Width;
                int vectors = Math.Min(left, shape.Columns == 1 ? PlaceTile<TOperations, T>.SingleVectors : 2);
                if (shape.Columns == 1)
                {
                    PlaceTile<TOperations, T>.RunSingle(vectors, sum, values, weights + lane, bias + lane, row + lane);
                }
                else
                {
                    RunPlaces(shape.Columns, vectors, sum, values, weights + lane, bias + lane, row + lane);
                }

                lane += vectors * Width;
            }
        }
    }

    private static void RunPlaces(int count, int vectors, in PlaceSum sum, float* values, float* weights, float* bias, float* output)
    {
        int most = PlaceTile<TOperations, T>.MostPlaces(vectors);
        for (int x = 0; x < count;)
        {
            int left = count - x;
            int tiles = (left + most - 1) / most;
            int places = (left + tiles - 1) / tiles;
            PlaceTile<TOperations, T>.Run(places, vectors, sum, values + (x * sum.PlaceStride), weights, bias, output + (x * sum.Lanes));
            x += places;
        }
    }
}
