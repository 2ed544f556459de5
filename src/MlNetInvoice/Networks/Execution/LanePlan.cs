using MlNetInvoice.Networks.Kernels;

namespace MlNetInvoice.Networks.Execution;

/// <summary>A definition compiled to steps over slots: which maps exist, which may be reused, which layers are done at once. Immutable.</summary>
internal sealed class LanePlan
{
    private readonly List<MapSlot> _slots = [];
    private readonly List<LaneStep> _steps = [];
    private readonly PlanMode _mode;
    private int _current;

    private LanePlan(NetworkDefinition definition, PlanMode mode)
    {
        Definition = definition;
        _mode = mode;
    }

    public NetworkDefinition Definition { get; }

    public IReadOnlyList<MapSlot> Slots => _slots;

    public IReadOnlyList<LaneStep> Steps => _steps;

    /// <summary>Slot that holds one value a class at the end.</summary>
    public int OutputSlot => _current;

    /// <summary>Slot that holds the output of each layer of the definition, in a trace.</summary>
    public List<int> LayerSlots { get; } = [];

    /// <summary>Floats of scratch memory a lane.</summary>
    public long ScratchPerLane { get; private set; }

    /// <summary>Floats of scratch memory whatever the lanes.</summary>
    public long ScratchLength { get; private set; }

    /// <summary>Floats that normalization keeps.</summary>
    public long SavedLength { get; private set; }

    /// <summary>Bytes of maps, values and gradients, that one lane takes.</summary>
    public long BytesPerLane => _slots.Sum(s => LaneMaps.LengthOf(s.Shape, s.Border, 1) * (s.HasGradient && !s.GradientOverwritesValues ? 8 : 4));

    public static LanePlan Compile(Network network, PlanMode mode)
    {
        var plan = new LanePlan(network.Definition, mode);
        plan.Build(network);
        if (mode == PlanMode.Training)
        {
            plan.MarkGradients();
        }

        return plan;
    }

    /// <summary>Runs the steps in order on the values in slot 0.</summary>
    public void Forward(LaneWorkspace workspace)
    {
        foreach (LaneStep step in _steps)
        {
            step.Forward(workspace);
        }
    }

    /// <summary>Runs the steps in reverse on the gradient of the last slot.</summary>
    public void Backward(LaneWorkspace workspace)
    {
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            _steps[i].Backward(workspace);
        }
    }

    private void Build(Network network)
    {
        NetworkDefinition definition = network.Definition;
        _slots.Add(new MapSlot(0, definition.Input));
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            int[] offsets = [.. definition.Layers[i].GetParameters(definition.InputOf(i)).Select((_, p) => network.Parameters[network.FirstParameters[i] + p].Offset)];
            LayerDefinition? next = i + 1 < definition.Layers.Count ? definition.Layers[i + 1] : null;
            if (_mode != PlanMode.Trace && definition.Layers[i] is Relu && next is MaxPooling pooling && pooling.Step >= pooling.Size)
            {
                AddStep(new MaxPoolingStep(_current, NewSlot(definition.Shapes[i + 1], true), pooling, rectify: true) { Name = $"{definition.LayerNames[i]}+{definition.LayerNames[i + 1]}" });
                i++;
                continue;
            }

            AddLayer(definition, i, offsets);
            LayerSlots.Add(_current);
        }
    }

    private void AddLayer(NetworkDefinition definition, int index, int[] offsets)
    {
        LayerDefinition layer = definition.Layers[index];
        LayerShape input = definition.InputOf(index);
        LayerShape output = definition.Shapes[index];
        string name = definition.LayerNames[index];
        long work = layer.GetMultiplyAdds(input);
        switch (layer)
        {
            case Convolution2D convolution:
                _slots[_current].Border = Math.Max(_slots[_current].Border, convolution.Padding);
                ScratchLength = Math.Max(ScratchLength, _mode == PlanMode.Training ? LaneKernels.ConvolutionScratch(input.Channels, convolution.Kernel) : 0);
                AddStep(new ConvolutionStep(_current, NewSlot(output, false), convolution, offsets[0], offsets[1]) { Name = name, MultiplyAdds = work });
                break;
            case Dense dense:
                ScratchPerLane = Math.Max(ScratchPerLane, (input.Length + 15L) & ~15L);
                AddStep(new DenseStep(_current, NewSlot(output, false), input.Length, dense.Units, offsets[0], offsets[1]) { Name = name, MultiplyAdds = work });
                break;
            case MaxPooling pooling:
                AddStep(new MaxPoolingStep(_current, NewSlot(output, true), pooling, rectify: false) { Name = name });
                break;
            case AveragePooling pooling:
                AddStep(new AveragePoolingStep(_current, NewSlot(output, false), pooling) { Name = name });
                break;
            case BatchNormalization normalization when _mode == PlanMode.Training:
                AddStep(new NormalizationStep(_current, NewSlot(output, false), normalization, offsets[0], input.Channels, (int)SavedLength) { Name = name });
                SavedLength += 2L * input.Channels;
                break;
            case BatchNormalization normalization:
                ScratchPerLane = Math.Max(ScratchPerLane, 2L * input.Channels);
                AddStep(new ScalingStep(_current, NewSlot(output, false), normalization, offsets[0], input.Channels) { Name = name });
                break;
            case Dropout dropout when _mode == PlanMode.Training:
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

    private void AddStep(LaneStep step)
    {
        _steps.Add(step);
        _current = step.Output;
    }

    private int NewSlot(LayerShape shape, bool neededByProducer)
    {
        _slots.Add(new MapSlot(_slots.Count, shape) { NeededByProducer = neededByProducer });
        return _slots.Count - 1;
    }

    /// <summary>
    /// A step that works value by value may overwrite its input, unless the step that made the input needs it in backward. A rectifier may even then: where it
    /// changes a maximum, no gradient comes back; and dropout may overwrite a rectifier's output for the same reason.
    /// </summary>
    private int InPlaceOrNewSlot(LayerShape shape, bool rectifier, bool needed)
    {
        bool free = _mode == PlanMode.Inference
            || (_mode == PlanMode.Training && _current != 0 && (!_slots[_current].NeededByProducer || (rectifier && _steps[^1] is MaxPoolingStep)));
        if (!free)
        {
            return NewSlot(shape, needed);
        }

        _slots[_current].NeededByProducer |= needed;
        return _current;
    }

    private void MarkGradients()
    {
        bool trained = false;
        foreach (LaneStep step in _steps)
        {
            // A column of zeros on each side lets two neighbouring columns of the input's gradient share a register tile. A dense layer reads maps without borders.
            if (trained && step is ConvolutionStep && !_steps.Any(s => s is DenseStep && s.Input == step.Output))
            {
                _slots[step.Output].Border = Math.Max(_slots[step.Output].Border, 1);
            }

            step.PassesGradient = trained;
            _slots[step.Input].HasGradient |= trained;
            trained |= step is ConvolutionStep or DenseStep or NormalizationStep;
            _slots[step.Output].HasGradient |= trained;
            _slots[step.Input].GradientOverwritesValues |= trained && !_slots[step.Input].NeededByProducer && step.Input != 0
                && step is NormalizationStep or MaxPoolingStep { CanOverwriteInput: true };
        }
    }
}
