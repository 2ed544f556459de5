namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Dropout; its draws depend on the workspace's key, the layer and the place, so that backward repeats them.</summary>
internal sealed class DropoutStep(int input, int output, Dropout layer, int number) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.Dropout(workspace.Values(Input), workspace.Values(Output), layer.Rate, Key(workspace));

    public override void Backward(LaneWorkspace workspace)
    {
        if (PassesGradient)
        {
            workspace.Kernels.Dropout(workspace.Gradients(Output), workspace.Gradients(Input), layer.Rate, Key(workspace));
        }
    }

    private uint Key(LaneWorkspace workspace) => (uint)(SeededRandom.Mix(workspace.DropoutKey + (ulong)number) >> 32);
}
