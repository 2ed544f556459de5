namespace MlNetInvoice.Networks.Execution;

/// <summary>Average pooling.</summary>
internal sealed class AveragePoolingStep(int input, int output, AveragePooling layer) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.AveragePool(workspace.Values(Input), workspace.Values(Output), layer.Size, layer.Step);

    public override void Backward(LaneWorkspace workspace)
    {
        if (PassesGradient)
        {
            workspace.Kernels.AveragePoolGradient(workspace.Gradients(Output), workspace.Gradients(Input), layer.Size, layer.Step);
        }
    }
}
