using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Max pooling, with the ReLU before it when the two can be done at once: the larger of zero and the window's maximum is the maximum of the rectified window.</summary>
internal sealed class MaxPoolingStep(int input, int output, PoolWindow window, bool rectify) : LaneStep(input, output)
{
    /// <summary>Whether the gradient may be written over the input: where windows do not overlap, a window's values are read before its gradients are written.</summary>
    public bool CanOverwriteInput => window.RowStep >= window.Size;

    public override void Forward(LaneWorkspace workspace) => workspace.Kernels.MaxPool(workspace.Values(Input), workspace.Values(Output), window, rectify);

    public override void Backward(LaneWorkspace workspace)
    {
        if (PassesGradient)
        {
            workspace.Kernels.MaxPoolGradient(
                workspace.Values(Input), workspace.Values(Output), workspace.Gradients(Output), workspace.Gradients(Input), window.Size, window.RowStep, rectify);
        }
    }
}
