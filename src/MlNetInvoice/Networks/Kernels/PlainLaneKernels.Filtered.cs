using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <content>Minimal filtering as its definition says, by the filter's matrices.</content>
internal sealed unsafe partial class PlainLaneKernels
{
    public override void ConvolveFiltered(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch)
    {
        int weightsOfMap = input.Maps * kernel.Columns;
        float* values = stackalloc float[filter.Points];
        float* products = stackalloc float[filter.Points];
        for (int tile = 0; tile < MinimalFilter.TilesOf(output.Rows); tile++)
        {
            int row = MinimalFilter.FirstRow(tile, output.Rows);
            for (int o = 0; o < output.Maps; o++)
            {
                for (int n = 0; n < output.RowLength; n++)
                {
                    for (int p = 0; p < filter.Points; p++)
                    {
                        products[p] = weights[(p * output.Maps * (weightsOfMap + 1)) + (output.Maps * weightsOfMap) + o];
                    }

                    for (int w = 0; w < weightsOfMap; w++)
                    {
                        int column = ((w % kernel.Columns * kernel.Spacing) - kernel.Padding) * input.Lanes;
                        TakeToPoints(filter, input.Row(w / kernel.Columns, row - kernel.Padding) + column + n, input.RowStride, values, 1, 1);
                        for (int p = 0; p < filter.Points; p++)
                        {
                            products[p] += weights[(p * output.Maps * (weightsOfMap + 1)) + (o * weightsOfMap) + w] * values[p];
                        }
                    }

                    TakeFromPoints(filter, products, 1, output.Row(o, row) + n, output.RowStride, 1);
                }
            }
        }
    }

    public override void ConvolveFilteredAlong(LaneMaps input, MinimalFilter filter, float* weights, LaneMaps output, KernelShape kernel, float* scratch)
    {
        int rows = input.Maps * kernel.Rows;
        int apart = MinimalFilter.Sums * kernel.Spacing;
        float* taken = stackalloc float[filter.Points];
        float* values = stackalloc float[filter.Points];
        float* products = stackalloc float[filter.Points];
        for (int o = 0; o < output.Maps; o++)
        {
            for (int n = 0; n < output.RowLength; n++)
            {
                if (n % apart >= kernel.Spacing)
                {
                    // A sum of a group that a column before began.
                    continue;
                }

                for (int p = 0; p < filter.Points; p++)
                {
                    products[p] = weights[(p * output.Maps * (rows + 1)) + (output.Maps * rows) + o];
                }

                for (int r = 0; r < rows; r++)
                {
                    // Nothing past the last column that a sum takes in.
                    float* row = input.Row(r / kernel.Rows, r % kernel.Rows);
                    for (int k = 0; k < filter.Points; k++)
                    {
                        int column = n + (k * kernel.Spacing);
                        taken[k] = column < output.UsedColumns + ((kernel.Columns - 1) * kernel.Spacing) ? row[column] : 0;
                    }

                    TakeToPoints(filter, taken, 1, values, 1, 1);
                    for (int p = 0; p < filter.Points; p++)
                    {
                        products[p] += weights[(p * output.Maps * (rows + 1)) + (o * rows) + r] * values[p];
                    }
                }

                TakeFromPoints(filter, products, 1, output.Row(o, 0) + n, kernel.Spacing, 1);
            }
        }
    }

    public override void TakeToPoints(MinimalFilter filter, float* rows, nint rowStride, float* points, nint pointStride, int length) =>
        Combine(filter.ValueMatrix, filter.Points, filter.Points, rows, rowStride, points, pointStride, length);

    public override void TakeFromPoints(MinimalFilter filter, float* points, nint pointStride, float* rows, nint rowStride, int length) =>
        Combine(filter.SumMatrix, MinimalFilter.Sums, filter.Points, points, pointStride, rows, rowStride, length);

    private static void Combine(ReadOnlySpan<float> matrix, int results, int terms, float* rows, nint rowStride, float* output, nint outputStride, int length)
    {
        for (int k = 0; k < results; k++)
        {
            for (int n = 0; n < length; n++)
            {
                float sum = 0;
                for (int j = 0; j < terms; j++)
                {
                    sum += matrix[(k * terms) + j] * rows[(j * rowStride) + n];
                }

                output[(k * outputStride) + n] = sum;
            }
        }
    }
}
