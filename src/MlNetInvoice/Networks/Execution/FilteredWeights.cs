using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>A convolution's weights at the points of a <see cref="MinimalFilter"/>: at each one [output map][input map][kernel column], then its biases, which are zero but at one point.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Weight">Where the weights begin in the network: [output map][input map][kernel row][kernel column].</param>
/// <param name="Bias">Where the biases begin in the network.</param>
/// <param name="InputMaps">Input maps.</param>
/// <param name="OutputMaps">Output maps.</param>
/// <param name="Columns">Columns of the kernel.</param>
/// <param name="Start">Where they begin behind the network's values.</param>
internal sealed record FilteredWeights(MinimalFilter Filter, int Weight, int Bias, int InputMaps, int OutputMaps, int Columns, int Start)
{
    /// <summary>Floats of the weights at a point.</summary>
    public int AtPoint => OutputMaps * InputMaps * Columns;

    /// <summary>Floats from a point to the next.</summary>
    public int Stride => AtPoint + OutputMaps;

    /// <summary>Floats of scratch memory that the convolution requires for each lane; for a strip, in all.</summary>
    public long ScratchPerLane(int columns, int spacing, bool strip) =>
        LaneKernels.FilterScratch(Filter.Points, InputMaps, columns, (Columns - 1) * spacing, strip ? 1 : 8) / (strip ? 1 : 8);

    /// <summary>The layers of a network that are filtered, each at its index; null for those that are not.</summary>
    public static FilteredWeights?[] Of(Network network)
    {
        NetworkDefinition definition = network.Definition;
        var all = new FilteredWeights?[definition.Layers.Count];
        int next = network.Values.Length;
        for (int i = 0; i < all.Length; i++)
        {
            (LayerShape input, LayerShape output) = (definition.InputOf(i), definition.Shapes[i]);
            if (definition.Layers[i] is Convolution2D convolution
                && MinimalFilter.For(KernelShape.Square(convolution.Kernel, convolution.Padding), input.Channels, output.Channels, output.Rows) is { } filter)
            {
                int first = network.FirstParameters[i];
                all[i] = new FilteredWeights(
                    filter, network.Parameters[first].Offset, network.Parameters[first + 1].Offset, input.Channels, output.Channels, convolution.Kernel, next);
                next += filter.Points * all[i]!.Stride;
            }
        }

        return all;
    }

    /// <summary>A network's values and, behind them, the filtered weights of all layers that have any.</summary>
    public static AlignedBuffer Append(Network network)
    {
        FilteredWeights[] all = [.. Of(network).OfType<FilteredWeights>()];
        var buffer = new AlignedBuffer(network.Values.Length + all.Sum(w => w.Filter.Points * w.Stride));
        network.Values.CopyTo(buffer.Span);
        foreach (FilteredWeights weights in all)
        {
            weights.Fill(network.Values, buffer.Span[weights.Start..]);
        }

        return buffer;
    }

    private void Fill(ReadOnlySpan<float> values, Span<float> target)
    {
        for (int p = 0; p < Filter.Points; p++)
        {
            Span<float> point = target.Slice(p * Stride, Stride);
            for (int w = 0; w < AtPoint; w++)
            {
                int map = w / Columns;
                point[w] = Filter.WeightAt(p, values[(Weight + (map * Filter.Taps * Columns) + (w % Columns))..], Columns);
            }

            if (p == MinimalFilter.PointOfBias)
            {
                values.Slice(Bias, OutputMaps).CopyTo(point[AtPoint..]);
            }
        }
    }
}
