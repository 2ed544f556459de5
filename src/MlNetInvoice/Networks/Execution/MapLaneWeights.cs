using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>A layer's weights as [input map][kernel row][kernel column][output map], output maps rounded up to a multiple of 16 with zeros, and its biases alike.</summary>
/// <param name="Weight">Where the weights begin in the network: [output map][input map][kernel row][kernel column].</param>
/// <param name="Bias">Where the biases begin in the network.</param>
/// <param name="InputMaps">Input maps.</param>
/// <param name="Area">Weights of one input map.</param>
/// <param name="OutputMaps">Output maps, or units.</param>
/// <param name="Packed">Where the laid out weights begin.</param>
internal sealed record MapLaneWeights(int Weight, int Bias, int InputMaps, int Area, int OutputMaps, long Packed)
{
    /// <summary>Weights of one output map.</summary>
    public int Inputs => InputMaps * Area;

    /// <summary>Where the laid out biases begin.</summary>
    public long PackedBias => Packed + ((long)Inputs * MapLaneShape.LanesOf(OutputMaps));

    /// <summary>Floats of weights and biases as laid out.</summary>
    public long Length => ((long)Inputs + 1) * MapLaneShape.LanesOf(OutputMaps);

    /// <summary>Lays them out; the target is zeros.</summary>
    public void Pack(ReadOnlySpan<float> values, Span<float> target)
    {
        int lanes = MapLaneShape.LanesOf(OutputMaps);
        for (int o = 0; o < OutputMaps; o++)
        {
            ReadOnlySpan<float> row = values.Slice(Weight + (o * Inputs), Inputs);
            for (int i = 0; i < Inputs; i++)
            {
                target[(int)Packed + (i * lanes) + o] = row[i];
            }

            target[(int)PackedBias + o] = values[Bias + o];
        }
    }
}
