using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>
/// Makes a plan for few images, whose count does not fill registers: dense layers, and for a single image convolutions too, have their output maps in the lanes. The first
/// convolution of a single image keeps columns in the lanes where it has so few maps that most lanes would be empty. Serves once.
/// </summary>
internal sealed class FewImagesCompiler
{
    // Of 16 lanes half would be empty.
    private const int FewMaps = 8;

    private readonly Network _network;
    private readonly NetworkDefinition _definition;
    private readonly int _images;
    private readonly List<MapSlot> _slots = [];
    private readonly List<LaneStep> _steps = [];
    private readonly FilteredWeights?[] _filtered;
    private long _scratch;
    private long _packed;
    private int _offsets;
    private int _current;

    private FewImagesCompiler(Network network, int images)
    {
        _network = network;
        _definition = network.Definition;
        _images = images;
        _filtered = FilteredWeights.Of(network, strip: false);
    }

    /// <summary>Compiles a network with normalization folded in; null where a layer has no such form.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images of a call: 1, or a multiple of 8.</param>
    public static LanePlan? Compile(Network network, int images) => new FewImagesCompiler(network, images).Compile();

    /// <summary>Lays out the weights of a plan.</summary>
    public static AlignedBuffer Pack(LanePlan plan, ReadOnlySpan<float> values)
    {
        MapLaneWeights[] weights = [.. plan.Steps.OfType<MapLaneStep>().Select(s => s.Weights)];
        var packed = new AlignedBuffer(weights.Sum(w => w.Length));
        foreach (MapLaneWeights layer in weights)
        {
            layer.Pack(values, packed.Span);
        }

        return packed;
    }

    private LanePlan? Compile()
    {
        _slots.Add(new MapSlot(0, _definition.Input) { Lanes = _images == 1 ? LaneMeaning.Columns : LaneMeaning.Images });
        for (int i = 0; i < _definition.Layers.Count; i++)
        {
            switch (_definition.Layers[i])
            {
                case Convolution2D convolution when CanConvolve(convolution):
                    AddConvolution(i, KernelShape.Square(convolution.Kernel, convolution.Padding));
                    break;
                case Dense:
                    LayerShape input = _definition.InputOf(i);
                    AddMapLanes(i, new KernelShape(input.Rows, input.Columns), dense: true);
                    break;
                case MaxPooling pooling:
                    AddMaxPooling(i, pooling, rectify: false);
                    break;
                case Relu when i + 1 < _definition.Layers.Count && _definition.Layers[i + 1] is MaxPooling pooling && pooling.Step >= pooling.Size:
                    AddMaxPooling(++i, pooling, rectify: true);
                    break;
                case AveragePooling pooling:
                    Add(new AveragePoolingStep(_current, NewSlot(i, _slots[_current].Lanes), PoolWindow.Square(pooling.Size, pooling.Step)) { Name = _definition.LayerNames[i] });
                    break;
                case Relu or Sigmoid or Tanh when _images > 1 || _current > 0:
                    ActivationKind kind = _definition.Layers[i] is Relu ? ActivationKind.Relu : _definition.Layers[i] is Sigmoid ? ActivationKind.Sigmoid : ActivationKind.Tanh;
                    Add(new ActivationStep(_current, _current, kind) { Name = _definition.LayerNames[i] });
                    break;
                case Dropout:
                    break;
                default:
                    return null;
            }
        }

        return _slots[_current].Lanes != LaneMeaning.Maps || _slots[_current].Shape.Rows * _slots[_current].Shape.Columns != 1
            ? null
            : new LanePlan
            {
                Definition = _definition,
                Slots = [.. _slots],
                Steps = [.. _steps],
                LayerSlots = [],
                OutputSlot = _current,
                ScratchPerLane = 0,
                ScratchLength = _scratch,
                SavedLength = 0,
            };
    }

    /// <summary>Behind a dense layer images are places; with columns in the lanes only the image itself can have padding.</summary>
    private bool CanConvolve(Convolution2D convolution) => _images == 1
        ? convolution.Padding == 0 || _current == 0 || _slots[_current].Lanes == LaneMeaning.Maps
        : _slots[_current].Lanes == LaneMeaning.Images;

    private void AddConvolution(int index, KernelShape kernel)
    {
        _slots[_current].Border = Math.Max(_slots[_current].Border, kernel.Padding);

        // With columns in the lanes the padding is part of the maps that are read.
        KernelShape read = _slots[_current].Lanes == LaneMeaning.Columns ? kernel with { Padding = 0 } : kernel;
        if (_images == 1 && !KeepsColumns(index))
        {
            AddMapLanes(index, read, dense: false);
            return;
        }

        int output = NewSlot(index, _slots[_current].Lanes);
        LaneStep step = _filtered[index] is { } filtered
            ? new FilteredConvolutionStep(_current, output, read, filtered) { Name = _definition.LayerNames[index], MultiplyAdds = MultiplyAddsOf(index) }
            : new ConvolutionStep(_current, output, read, OffsetOf(index, 0), OffsetOf(index, 1)) { Name = _definition.LayerNames[index], MultiplyAdds = MultiplyAddsOf(index) };
        if (_filtered[index] is { } weights)
        {
            _scratch = Math.Max(_scratch, _images * weights.ScratchPerLane(_definition.Shapes[index].Columns, 1, strip: _images == 1));
        }

        Add(step);
    }

    /// <summary>
    /// Whether a convolution has columns in the lanes: the first one, if it has few maps and wide rows, and what follows it can read them: pooling of pairs, then a layer that has no padding.
    /// </summary>
    private bool KeepsColumns(int index)
    {
        LayerShape output = _definition.Shapes[index];
        if (_slots[_current].Lanes != LaneMeaning.Columns || output.Channels > FewMaps || output.Columns < 16 || _steps.Count > 0)
        {
            return false;
        }

        LayerDefinition[] rest = [.. _definition.Layers.Skip(index + 1).SkipWhile(l => l is Relu or Sigmoid or Tanh or Dropout)];
        return rest is [MaxPooling { Size: 2, Step: 2 }, ..]
            && rest.Skip(1).SkipWhile(l => l is Relu or Sigmoid or Tanh or Dropout).FirstOrDefault() is Dense or Convolution2D { Padding: 0 };
    }

    private void AddMaxPooling(int index, MaxPooling pooling, bool rectify) =>
        Add(new MaxPoolingStep(_current, NewSlot(index, _slots[_current].Lanes), PoolWindow.Square(pooling.Size, pooling.Step), rectify) { Name = _definition.LayerNames[index] });

    private void AddMapLanes(int index, KernelShape kernel, bool dense)
    {
        LayerShape input = _definition.InputOf(index);
        LayerShape output = _definition.Shapes[index];
        MinimalFilter? filter = _filtered[index]?.Filter;
        var weights = new MapLaneWeights(OffsetOf(index, 0), OffsetOf(index, 1), input.Channels, kernel, output.Channels, _packed, filter);
        (string name, long multiplyAdds) = (_definition.LayerNames[index], MultiplyAddsOf(index));
        int slot = NewSlot(index, LaneMeaning.Maps);
        if (filter is not null)
        {
            _scratch = Math.Max(_scratch, FilteredMapLaneStep.ScratchOf(input.Channels, output.Channels, output.Columns, kernel.Columns, filter.Points));
        }

        Add(filter is null
            ? new MapLaneStep(_current, slot, kernel, dense, weights) { Name = name, MultiplyAdds = multiplyAdds, OffsetTable = _offsets }
            : new FilteredMapLaneStep(_current, slot, kernel, weights, filter) { Name = name, MultiplyAdds = multiplyAdds, OffsetTable = _offsets });
        _packed += weights.Length;
        _offsets += weights.Inputs;
    }

    private void Add(LaneStep step)
    {
        _steps.Add(step);
        _current = step.Output;
    }

    private int NewSlot(int index, LaneMeaning lanes)
    {
        _slots.Add(new MapSlot(_slots.Count, _definition.Shapes[index]) { Lanes = lanes });
        return _slots.Count - 1;
    }

    private long MultiplyAddsOf(int layer) => _definition.Layers[layer].GetMultiplyAdds(_definition.InputOf(layer));

    /// <summary>Where a parameter of a layer begins among all values of the network.</summary>
    private int OffsetOf(int layer, int parameter) => _network.Parameters[_network.FirstParameters[layer] + parameter].Offset;
}
