using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>
/// A layer's weights as [input map][kernel row][kernel column][output map], output maps rounded up to a multiple of 16 with zeros, and its biases alike; where the layer is filtered, as many of a single
/// kernel row at each of the filter's points.
/// </summary>
/// <param name="Weight">Where the weights begin in the network: [output map][input map][kernel row][kernel column].</param>
/// <param name="Bias">Where the biases begin in the network.</param>
/// <param name="InputMaps">Input maps.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="OutputMaps">Output maps, or units.</param>
/// <param name="Packed">Where the laid out weights begin.</param>
/// <param name="Filter">The layer's filter, or null.</param>
internal sealed record MapLaneWeights(int Weight, int Bias, int InputMaps, KernelShape Kernel, int OutputMaps, long Packed, MinimalFilter? Filter = null)
{
    /// <summary>Values that a sum takes in.</summary>
    public int Inputs => InputMaps * (Filter is null ? Kernel.Area : Kernel.Columns);

    /// <summary>Where the laid out biases begin.</summary>
    public long PackedBias => Packed + ((long)Inputs * MapLaneShape.LanesOf(OutputMaps));

    /// <summary>Floats of weights and biases at one point of the filter.</summary>
    public long AtPoint => ((long)Inputs + 1) * MapLaneShape.LanesOf(OutputMaps);

    /// <summary>Floats of weights and biases as laid out.</summary>
    public long Length => AtPoint * (Filter?.Points ?? 1);

    /// <summary>Lays them out; the target is zeros.</summary>
    public void Pack(ReadOnlySpan<float> values, Span<float> target)
    {
        for (int p = 0; p < (Filter?.Points ?? 1); p++)
        {
            Pack(values, p, target.Slice((int)(Packed + (p * AtPoint)), (int)AtPoint));
        }
    }

    private void Pack(ReadOnlySpan<float> values, int point, Span<float> target)
    {
        int lanes = MapLaneShape.LanesOf(OutputMaps);
        for (int o = 0; o < OutputMaps; o++)
        {
            ReadOnlySpan<float> row = values.Slice(Weight + (o * InputMaps * Kernel.Area), InputMaps * Kernel.Area);
            for (int i = 0; i < Inputs; i++)
            {
                target[(i * lanes) + o] = Filter is null ? row[i] : Filter.WeightAt(point, row[((i / Kernel.Columns * Kernel.Area) + (i % Kernel.Columns))..], Kernel.Columns);
            }

            target[(Inputs * lanes) + o] = Filter is null || point == MinimalFilter.PointOfBias ? values[Bias + o] : 0;
        }
    }
}
