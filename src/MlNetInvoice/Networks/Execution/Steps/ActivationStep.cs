using MlNetInvoice.Networks.Kernels;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>ReLU, sigmoid or tanh of every value, in place where the slots are the same.</summary>
internal sealed class ActivationStep(int input, int output, ActivationKind kind) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) => workspace.Kernels.Activate(kind, workspace.Values(Input), workspace.Values(Output));

    public override void Backward(LaneWorkspace workspace)
    {
        if (PassesGradient)
        {
            workspace.Kernels.ActivateGradient(kind, workspace.Values(Output), workspace.Gradients(Output), workspace.Gradients(Input));
        }
    }
}
