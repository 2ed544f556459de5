using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>
/// A layer's weights at the points of a <see cref="MinimalFilter"/>: at each one [output map][input map][kernel column], or kernel row if it is filtered along a strip; then its biases, which are zero
/// but at one point.
/// </summary>
/// <param name="Filter">The filter.</param>
/// <param name="Weight">Where the weights begin in the network: [output map][input map][kernel row][kernel column].</param>
/// <param name="Bias">Where the biases begin in the network.</param>
/// <param name="InputMaps">Input maps.</param>
/// <param name="OutputMaps">Output maps.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="IsAlong">Whether it is filtered along a strip rather than down the rows.</param>
/// <param name="Start">Where they begin behind the network's values.</param>
internal sealed record FilteredWeights(MinimalFilter Filter, int Weight, int Bias, int InputMaps, int OutputMaps, KernelShape Kernel, bool IsAlong, int Start)
{
    /// <summary>Floats of the weights at a point.</summary>
    private int AtPoint => OutputMaps * InputMaps * Across;

    /// <summary>Floats from a point to the next.</summary>
    private int Stride => AtPoint + OutputMaps;

    /// <summary>Columns or rows of weights at a point.</summary>
    private int Across => IsAlong ? Kernel.Rows : Kernel.Columns;

    /// <summary>The layers of a network that are filtered, each at its index; null for those that are not.</summary>
    /// <param name="network">The network.</param>
    /// <param name="strip">Whether it slides along strips, where dense layers are kernels too.</param>
    public static FilteredWeights?[] Of(Network network, bool strip)
    {
        NetworkDefinition definition = network.Definition;
        var all = new FilteredWeights?[definition.Layers.Count];
        int next = network.Values.Length;
        StripColumns columns = StripColumns.OfInput;
        for (int i = 0; i < all.Length; i++)
        {
            (LayerShape input, LayerShape output) = (definition.InputOf(i), definition.Shapes[i]);
            KernelShape? kernel = definition.Layers[i] switch
            {
                Convolution2D convolution => KernelShape.Square(convolution.Kernel, convolution.Padding),
                Dense when strip => new KernelShape(input.Rows, input.Columns, Spacing: columns.Spacing),
                _ => null,
            };
            bool along = definition.Layers[i] is Dense;
            if (kernel is { } shape && (along ? MinimalFilter.Along(shape, input.Channels, output.Channels) : MinimalFilter.For(shape, input.Channels, output.Channels, output.Rows)) is { } filter)
            {
                int first = network.FirstParameters[i];
                all[i] = new FilteredWeights(filter, network.Parameters[first].Offset, network.Parameters[first + 1].Offset, input.Channels, output.Channels, shape, along, next);
                next += filter.Points * all[i]!.Stride;
            }

            columns = definition.Layers[i] switch
            {
                MaxPooling pooling => columns.BehindPooling(pooling.Size),
                AveragePooling pooling => columns.BehindPooling(pooling.Size),
                _ => columns,
            };
        }

        return all;
    }

    /// <summary>A network's values and, behind them, the filtered weights of all layers that have any.</summary>
    public static AlignedBuffer Append(Network network, bool strip)
    {
        FilteredWeights[] all = [.. Of(network, strip).OfType<FilteredWeights>()];
        var buffer = new AlignedBuffer(network.Values.Length + all.Sum(w => w.Filter.Points * w.Stride));
        network.Values.CopyTo(buffer.Span);
        foreach (FilteredWeights weights in all)
        {
            weights.Fill(network.Values, buffer.Span[weights.Start..]);
        }

        return buffer;
    }

    /// <summary>Floats of scratch memory that the layer requires for each lane; for a strip, in all.</summary>
    public long ScratchPerLane(int columns, int spacing, bool strip) => IsAlong
        ? LaneKernels.FilterAlongScratch(Filter.Points, InputMaps * Kernel.Rows, OutputMaps)
        : LaneKernels.FilterScratch(Filter.Points, InputMaps, columns, (Kernel.Columns - 1) * spacing, strip ? 1 : 8) / (strip ? 1 : 8);

    private void Fill(ReadOnlySpan<float> values, Span<float> target)
    {
        for (int p = 0; p < Filter.Points; p++)
        {
            Span<float> point = target.Slice(p * Stride, Stride);
            for (int w = 0; w < AtPoint; w++)
            {
                int first = Weight + (w / Across * Kernel.Area) + (w % Across * (IsAlong ? Kernel.Columns : 1));
                point[w] = Filter.WeightAt(p, values[first..], IsAlong ? 1 : Kernel.Columns);
            }

            if (p == MinimalFilter.PointOfBias)
            {
                values.Slice(Bias, OutputMaps).CopyTo(point[AtPoint..]);
            }
        }
    }
}
