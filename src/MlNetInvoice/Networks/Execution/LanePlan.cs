using MlNetInvoice.Networks.Execution.Steps;
using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution;

/// <summary>A definition compiled to steps over slots: which maps exist, which may be reused, which layers are done at once. Immutable.</summary>
internal sealed class LanePlan
{
    public required NetworkDefinition Definition { get; init; }

    /// <summary>The slots, that of the input first; each step reads one and writes it again or the next.</summary>
    public required MapSlot[] Slots { get; init; }

    public required LaneStep[] Steps { get; init; }

    /// <summary>Slot that contains the output of each layer of the definition, in a trace.</summary>
    public required IReadOnlyList<int> LayerSlots { get; init; }

    /// <summary>Slot that contains one value per class at the end.</summary>
    public required int OutputSlot { get; init; }

    /// <summary>Floats of scratch memory per lane.</summary>
    public required long ScratchPerLane { get; init; }

    /// <summary>Floats of scratch memory whatever the lanes.</summary>
    public required long ScratchLength { get; init; }

    /// <summary>Floats that normalization keeps.</summary>
    public required long SavedLength { get; init; }

    /// <summary>Bytes of maps, values and gradients, that one lane takes.</summary>
    public long BytesPerLane => Slots.Sum(s => LaneMaps.LengthOf(s.Shape, s.Border, 1) * (s.HasGradient && !s.GradientOverwritesValues ? 8 : 4));

    /// <summary>Compiles a network. For <see cref="PlanMode.Strip"/>, a network that <see cref="PlanCompiler.FindLayerThatCannotSlide"/> finds no fault with.</summary>
    public static LanePlan Compile(Network network, PlanMode mode) => new PlanCompiler(network, mode).Compile();

    /// <summary>Runs the steps in order on the values in slot 0.</summary>
    public void Forward(LaneWorkspace workspace)
    {
        foreach (LaneStep step in Steps)
        {
            step.Forward(workspace);
        }
    }

    /// <summary>Runs the steps in reverse on the gradient of the last slot.</summary>
    public void Backward(LaneWorkspace workspace)
    {
        for (int i = Steps.Length - 1; i >= 0; i--)
        {
            Steps[i].Backward(workspace);
        }
    }
}
