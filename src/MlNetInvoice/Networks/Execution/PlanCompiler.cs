using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>Makes a <see cref="LanePlan"/>, layer by layer. Serves once.</summary>
internal sealed class PlanCompiler(Network network, PlanMode mode)
{
    private readonly List<MapSlot> _slots = [];
    private readonly List<LaneStep> _steps = [];
    private readonly List<int> _layerSlots = [];
    private readonly FilteredWeights?[] _filtered = mode is PlanMode.Inference or PlanMode.Strip ? FilteredWeights.Of(network, mode == PlanMode.Strip) : new FilteredWeights?[network.Definition.Layers.Count];
    private int _current;
    private long _scratchPerLane;
    private long _scratchLength;
    private long _savedLength;

    private StripColumns Columns => _slots[_current].Columns;

    /// <summary>Index of the first layer that cannot slide along a strip; −1 where all can. What works value by value always can.</summary>
    public static int FindLayerThatCannotSlide(NetworkDefinition definition)
    {
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            bool slides = definition.Layers[i] switch
            {
                Convolution2D convolution => convolution.Padding == 0,
                MaxPooling pooling => pooling.Step == pooling.Size,
                AveragePooling pooling => pooling.Step == pooling.Size,
                _ => true,
            };
            if (!slides)
            {
                return i;
            }
        }

        return -1;
    }

    public LanePlan Compile()
    {
        NetworkDefinition definition = network.Definition;
        _slots.Add(new MapSlot(0, definition.Input));
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            if (mode != PlanMode.Trace && definition.Layers[i] is Relu && i + 1 < definition.Layers.Count && definition.Layers[i + 1] is MaxPooling pooling && pooling.Step >= pooling.Size)
            {
                AddMaxPooling(i + 1, pooling, rectify: true, $"{definition.LayerNames[i]}+{definition.LayerNames[i + 1]}");
                i++;
                continue;
            }

            AddLayer(i);
            _layerSlots.Add(_current);
        }

        if (mode == PlanMode.Training)
        {
            GradientMarks.Set(_slots, _steps);
        }

        return new LanePlan
        {
            Definition = definition,
            Slots = [.. _slots],
            Steps = [.. _steps],
            LayerSlots = _layerSlots,
            OutputSlot = _current,
            ScratchPerLane = _scratchPerLane,
            ScratchLength = _scratchLength,
            SavedLength = _savedLength,
        };
    }

    private void AddLayer(int index)
    {
        LayerDefinition layer = network.Definition.Layers[index];
        LayerShape input = network.Definition.InputOf(index);
        LayerShape output = network.Definition.Shapes[index];
        string name = network.Definition.LayerNames[index];
        switch (layer)
        {
            case Convolution2D convolution:
                AddConvolution(index, input, KernelShape.Square(convolution.Kernel, convolution.Padding));
                break;
            case Dense when mode == PlanMode.Strip:
                AddConvolution(index, input, new KernelShape(input.Rows, input.Columns));
                break;
            case Dense dense:
                _scratchPerLane = Math.Max(_scratchPerLane, LaneKernels.DenseScratchPerLane);
                AddStep(new DenseStep(_current, NewSlot(output), input.Length, dense.Units, OffsetOf(index, 0), OffsetOf(index, 1))
                {
                    Name = name,
                    MultiplyAdds = layer.GetMultiplyAdds(input),
                });
                break;
            case MaxPooling pooling:
                AddMaxPooling(index, pooling, rectify: false, name);
                break;
            case AveragePooling pooling:
                PoolWindow window = WindowOf(pooling.Size, pooling.Step);
                AddStep(new AveragePoolingStep(_current, NewSlot(output, Columns.BehindPooling(pooling.Size)), window) { Name = name });
                break;
            case BatchNormalization normalization when mode == PlanMode.Training:
                AddStep(new NormalizationStep(_current, NewSlot(output), normalization, OffsetOf(index, 0), input.Channels, (int)_savedLength) { Name = name });
                _savedLength += 2L * input.Channels;
                break;
            case BatchNormalization normalization:
                _scratchPerLane = Math.Max(_scratchPerLane, 2L * input.Channels);
                AddStep(new ScalingStep(_current, NewSlot(output, Columns), normalization, OffsetOf(index, 0), input.Channels) { Name = name });
                break;
            case Dropout dropout when mode == PlanMode.Training:
                AddStep(new DropoutStep(_current, InPlaceOrNewSlot(output, rectifier: false, needed: false), dropout, index) { Name = name });
                break;
            case Dropout:
                break;
            default:
                ActivationKind kind = layer is Relu ? ActivationKind.Relu : layer is Sigmoid ? ActivationKind.Sigmoid : ActivationKind.Tanh;
                AddStep(new ActivationStep(_current, InPlaceOrNewSlot(output, kind == ActivationKind.Relu, needed: true), kind) { Name = name });
                break;
        }
    }

    private void AddConvolution(int index, LayerShape input, KernelShape kernel)
    {
        NetworkDefinition definition = network.Definition;
        _slots[_current].Border = Math.Max(_slots[_current].Border, kernel.Padding);
        _scratchLength = Math.Max(_scratchLength, mode == PlanMode.Training ? LaneKernels.ConvolutionScratch(input.Channels, kernel.Rows) : 0);
        kernel = kernel with { Spacing = Columns.Spacing };
        (string name, long multiplyAdds) = (definition.LayerNames[index], definition.Layers[index].GetMultiplyAdds(input));
        int output = NewSlot(definition.Shapes[index], Columns.BehindKernel(kernel.Columns));
        if (_filtered[index] is { } filtered)
        {
            _scratchPerLane = Math.Max(_scratchPerLane, filtered.ScratchPerLane(definition.Shapes[index].Columns, kernel.Spacing, mode == PlanMode.Strip));
            AddStep(new FilteredConvolutionStep(_current, output, kernel, filtered) { Name = name, MultiplyAdds = multiplyAdds });
            return;
        }

        AddStep(new ConvolutionStep(_current, output, kernel, OffsetOf(index, 0), OffsetOf(index, 1)) { Name = name, MultiplyAdds = multiplyAdds });
    }

    private void AddMaxPooling(int index, MaxPooling pooling, bool rectify, string name)
    {
        PoolWindow window = WindowOf(pooling.Size, pooling.Step);
        int output = NewSlot(network.Definition.Shapes[index], Columns.BehindPooling(pooling.Size));
        _slots[output].NeededByProducer = true;
        AddStep(new MaxPoolingStep(_current, output, window, rectify) { Name = name });
    }

    private PoolWindow WindowOf(int size, int step) =>
        mode != PlanMode.Strip || Columns.Step == 1 ? PoolWindow.Square(size, step) : new PoolWindow(size, step, 1, Columns.Spacing);

    /// <summary>Where a parameter of a layer begins among all values of the network.</summary>
    private int OffsetOf(int layer, int parameter) => network.Parameters[network.FirstParameters[layer] + parameter].Offset;

    private void AddStep(LaneStep step)
    {
        _steps.Add(step);
        _current = step.Output;
    }

    private int NewSlot(LayerShape shape, StripColumns? columns = null)
    {
        _slots.Add(new MapSlot(_slots.Count, shape) { Columns = mode == PlanMode.Strip && columns is { } along ? along : StripColumns.OfInput });
        return _slots.Count - 1;
    }

    /// <summary>
    /// A step that works value by value may overwrite its input, unless the step that made the input needs it in backward. A rectifier may even then: where it
    /// changes a maximum, no gradient comes back; and dropout may overwrite a rectifier's output for the same reason.
    /// </summary>
    private int InPlaceOrNewSlot(LayerShape shape, bool rectifier, bool needed)
    {
        bool free = mode is PlanMode.Inference or PlanMode.Strip
            || (mode == PlanMode.Training && _current != 0 && (!_slots[_current].NeededByProducer || (rectifier && _steps[^1] is MaxPoolingStep)));
        int slot = free ? _current : NewSlot(shape);
        _slots[slot].NeededByProducer |= needed;
        return slot;
    }
}
