using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Average pooling.</summary>
internal sealed class AveragePoolingStep(int input, int output, PoolWindow window) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) => workspace.Kernels.AveragePool(workspace.Values(Input), workspace.Values(Output), window);

    public override void Backward(LaneWorkspace workspace)
    {
        if (PassesGradient)
        {
            workspace.Kernels.AveragePoolGradient(workspace.Gradients(Output), workspace.Gradients(Input), window.Size, window.RowStep);
        }
    }
}
