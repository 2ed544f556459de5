namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>One step of a plan: reads the maps of one slot and writes those of another (or the same).</summary>
internal abstract class LaneStep(int input, int output)
{
    /// <summary>Slot of the values read.</summary>
    public int Input { get; } = input;

    /// <summary>Slot of the values written.</summary>
    public int Output { get; } = output;

    /// <summary>Whether backward computes the gradient of the input; a step before which nothing is trained need not.</summary>
    public bool PassesGradient { get; set; } = true;

    /// <summary>Layers of the definition that this step does, for reports.</summary>
    public string Name { get; init; } = "";

    /// <summary>Multiply-adds of one image, forward.</summary>
    public long MultiplyAdds { get; init; }

    public abstract void Forward(LaneWorkspace workspace);

    public abstract void Backward(LaneWorkspace workspace);
}
