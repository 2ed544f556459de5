using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>The textbook loops, one value at a time: the truth against which the vector kernels are tested. Layouts as in <see cref="LaneKernels"/>.</summary>
internal sealed unsafe partial class PlainLaneKernels : LaneKernels
{
    public override string Name => "plain loops";

    public override void Convolve(LaneMaps input, float* weights, float* bias, LaneMaps output, KernelShape kernel)
    {
        for (int o = 0; o < output.Maps; o++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                float* row = output.Row(o, y);
                new Span<float>(row, output.RowLength).Fill(bias[o]);
                for (int i = 0; i < input.Maps; i++)
                {
                    for (int ky = 0; ky < kernel.Rows; ky++)
                    {
                        for (int kx = 0; kx < kernel.Columns; kx++)
                        {
                            float weight = weights[(((((o * input.Maps) + i) * kernel.Rows) + ky) * kernel.Columns) + kx];
                            float* source = input.Row(i, y + ky - kernel.Padding) + (((kx * kernel.Spacing) - kernel.Padding) * input.Lanes);
                            for (int n = 0; n < output.RowLength; n++)
                            {
                                row[n] += weight * source[n];
                            }
                        }
                    }
                }
            }
        }
    }

    public override void ConvolveToMapLanes(float* input, in MapLaneShape shape, int* offsets, float* weights, float* bias, float* output)
    {
        for (int y = 0; y < shape.Rows; y++)
        {
            for (int x = 0; x < shape.Columns; x++)
            {
                float* target = output + (y * shape.OutputRowStride) + ((nint)x * shape.Lanes);
                new Span<float>(bias, shape.Lanes).CopyTo(new Span<float>(target, shape.Lanes));
                float* weight = weights;
                for (int p = 0; p < shape.Length; p++)
                {
                    int map = p / (shape.KernelRows * shape.KernelColumns);
                    int row = p / shape.KernelColumns % shape.KernelRows;
                    int column = p % shape.KernelColumns;
                    float value = input[(map * shape.MapStride) + ((y + row) * shape.RowStride) + (column * shape.ColumnStride) + (x * shape.PlaceStride)];
                    for (int n = 0; n < shape.Lanes; n++)
                    {
                        target[n] += *weight++ * value;
                    }
                }
            }
        }
    }

    public override void ConvolveInputGradient(LaneMaps outputGradient, float* weights, LaneMaps inputGradient, int kernel, int padding)
    {
        int lanes = inputGradient.Lanes;
        for (int i = 0; i < inputGradient.Maps; i++)
        {
            for (int y = 0; y < inputGradient.Rows; y++)
            {
                for (int x = 0; x < inputGradient.Columns; x++)
                {
                    float* target = inputGradient.Row(i, y) + (x * lanes);
                    new Span<float>(target, lanes).Clear();
                    for (int o = 0; o < outputGradient.Maps; o++)
                    {
                        for (int ky = 0; ky < kernel; ky++)
                        {
                            int row = y + padding - ky;
                            for (int kx = 0; kx < kernel; kx++)
                            {
                                int column = x + padding - kx;
                                if ((uint)row < (uint)outputGradient.Rows && (uint)column < (uint)outputGradient.Columns)
                                {
                                    float weight = weights[(((((o * inputGradient.Maps) + i) * kernel) + ky) * kernel) + kx];
                                    float* source = outputGradient.Row(o, row) + (column * lanes);
                                    for (int n = 0; n < lanes; n++)
                                    {
                                        target[n] += weight * source[n];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    public override void ConvolveWeightGradient(
        LaneMaps input, LaneMaps outputGradient, float* weightGradient, float* biasGradient, int kernel, int padding, bool add, float* scratch)
    {
        if (!add)
        {
            new Span<float>(weightGradient, outputGradient.Maps * input.Maps * kernel * kernel).Clear();
            new Span<float>(biasGradient, outputGradient.Maps).Clear();
        }

        for (int o = 0; o < outputGradient.Maps; o++)
        {
            for (int y = 0; y < outputGradient.Rows; y++)
            {
                float* gradient = outputGradient.Row(o, y);
                for (int n = 0; n < outputGradient.RowLength; n++)
                {
                    biasGradient[o] += gradient[n];
                }

                for (int i = 0; i < input.Maps; i++)
                {
                    for (int ky = 0; ky < kernel; ky++)
                    {
                        for (int kx = 0; kx < kernel; kx++)
                        {
                            float* source = input.Row(i, y + ky - padding) + ((kx - padding) * input.Lanes);
                            float sum = 0;
                            for (int n = 0; n < outputGradient.RowLength; n++)
                            {
                                sum += gradient[n] * source[n];
                            }

                            weightGradient[(((((o * input.Maps) + i) * kernel) + ky) * kernel) + kx] += sum;
                        }
                    }
                }
            }
        }
    }

    public override void Dense(float* input, int inputs, float* weights, float* bias, float* output, int units, int lanes)
    {
        for (int o = 0; o < units; o++)
        {
            float* row = output + (o * lanes);
            new Span<float>(row, lanes).Fill(bias[o]);
            for (int i = 0; i < inputs; i++)
            {
                for (int n = 0; n < lanes; n++)
                {
                    row[n] += weights[(o * inputs) + i] * input[(i * lanes) + n];
                }
            }
        }
    }

    public override void DenseInputGradient(float* outputGradient, int units, float* weights, float* inputGradient, int inputs, int lanes)
    {
        new Span<float>(inputGradient, inputs * lanes).Clear();
        for (int o = 0; o < units; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int n = 0; n < lanes; n++)
                {
                    inputGradient[(i * lanes) + n] += weights[(o * inputs) + i] * outputGradient[(o * lanes) + n];
                }
            }
        }
    }

    public override void DenseWeightGradient(
        float* input, int inputs, float* outputGradient, int units, float* weightGradient, float* biasGradient, int lanes, bool add, float* scratch)
    {
        if (!add)
        {
            new Span<float>(weightGradient, units * inputs).Clear();
            new Span<float>(biasGradient, units).Clear();
        }

        for (int o = 0; o < units; o++)
        {
            float* gradient = outputGradient + (o * lanes);
            for (int n = 0; n < lanes; n++)
            {
                biasGradient[o] += gradient[n];
            }

            for (int i = 0; i < inputs; i++)
            {
                float sum = 0;
                for (int n = 0; n < lanes; n++)
                {
                    sum += gradient[n] * input[(i * lanes) + n];
                }

                weightGradient[(o * inputs) + i] += sum;
            }
        }
    }

    public override void MaxPool(LaneMaps input, LaneMaps output, PoolWindow window, bool rectify)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    for (int n = 0; n < output.Lanes; n++)
                    {
                        float largest = rectify ? 0 : float.NegativeInfinity;
                        for (int p = 0; p < window.Size * window.Size; p++)
                        {
                            int column = (x * window.ColumnStep) + (p % window.Size * window.Spacing);
                            largest = MathF.Max(largest, input.Row(m, (y * window.RowStep) + (p / window.Size))[(column * input.Lanes) + n]);
                        }

                        output.Row(m, y)[(x * output.Lanes) + n] = largest;
                    }
                }
            }
        }
    }

    public override void MaxPoolGradient(LaneMaps input, LaneMaps output, LaneMaps outputGradient, LaneMaps inputGradient, int size, int step, bool rectify)
    {
        bool overlapping = step < size;
        ClearOutsideWindows(inputGradient, output, overlapping ? 0 : size, step);

        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    for (int n = 0; n < output.Lanes; n++)
                    {
                        float largest = output.Row(m, y)[(x * output.Lanes) + n];
                        bool open = !rectify || largest > 0;
                        for (int p = 0; p < size * size; p++)
                        {
                            int place = (((x * step) + (p % size)) * input.Lanes) + n;
                            int row = (y * step) + (p / size);
                            bool first = open && input.Row(m, row)[place] == largest;
                            float gradient = first ? outputGradient.Row(m, y)[(x * output.Lanes) + n] : 0;
                            open &= !first;
                            inputGradient.Row(m, row)[place] = gradient + (overlapping ? inputGradient.Row(m, row)[place] : 0);
                        }
                    }
                }
            }
        }
    }

    public override void AveragePool(LaneMaps input, LaneMaps output, PoolWindow window)
    {
        for (int m = 0; m < output.Maps; m++)
        {
            for (int y = 0; y < output.Rows; y++)
            {
                for (int x = 0; x < output.Columns; x++)
                {
                    for (int n = 0; n < output.Lanes; n++)
                    {
                        float sum = 0;
                        for (int p = 0; p < window.Size * window.Size; p++)
                        {
                            int column = (x * window.ColumnStep) + (p % window.Size * window.Spacing);
                            sum += input.Row(m, (y * window.RowStep) + (p / window.Size))[(column * input.Lanes) + n];
                        }

                        output.Row(m, y)[(x * output.Lanes) + n] = sum / (window.Size * window.Size);
                    }
                }
            }
        }
    }

    public override void AveragePoolGradient(LaneMaps outputGradient, LaneMaps inputGradient, int size, int step)
    {
        Clear(inputGradient);
        for (int m = 0; m < outputGradient.Maps; m++)
        {
            for (int y = 0; y < outputGradient.Rows; y++)
            {
                for (int x = 0; x < outputGradient.Columns; x++)
                {
                    for (int p = 0; p < size * size; p++)
                    {
                        float* target = inputGradient.Row(m, (y * step) + (p / size)) + (((x * step) + (p % size)) * inputGradient.Lanes);
                        for (int n = 0; n < outputGradient.Lanes; n++)
                        {
                            target[n] += outputGradient.Row(m, y)[(x * outputGradient.Lanes) + n] / (size * size);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Zeros every place that no window of this size covers; all places for size 0.</summary>
    internal static void ClearOutsideWindows(LaneMaps maps, LaneMaps output, int size, int step)
    {
        for (int m = 0; m < maps.Maps; m++)
        {
            for (int y = 0; y < maps.Rows; y++)
            {
                bool covered = y / step < output.Rows && y % step < size;
                for (int x = 0; x < maps.Columns; x++)
                {
                    if (!covered || x / step >= output.Columns || x % step >= size)
                    {
                        new Span<float>(maps.Row(m, y) + (x * maps.Lanes), maps.Lanes).Clear();
                    }
                }
            }
        }
    }

    private static void Clear(LaneMaps maps)
    {
        for (int m = 0; m < maps.Maps; m++)
        {
            for (int y = 0; y < maps.Rows; y++)
            {
                new Span<float>(maps.Row(m, y), maps.RowLength).Clear();
            }
        }
    }
}
