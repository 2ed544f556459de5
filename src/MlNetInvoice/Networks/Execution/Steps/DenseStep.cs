namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Dense layer on maps without borders, read as one vector.</summary>
internal sealed unsafe class DenseStep(int input, int output, int inputs, int units, int weight, int bias) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.Dense(
            workspace.Values(Input).Start,
            inputs,
            workspace.Weights + weight,
            workspace.Weights + bias,
            workspace.Values(Output).Start,
            units,
            workspace.Lanes);

    public override void Backward(LaneWorkspace workspace)
    {
        workspace.Kernels.DenseWeightGradient(
            workspace.Values(Input).Start,
            inputs,
            workspace.Gradients(Output).Start,
            units,
            workspace.WeightGradients + weight,
            workspace.WeightGradients + bias,
            workspace.Lanes,
            workspace.AddsGradients,
            workspace.Scratch);
        if (PassesGradient)
        {
            workspace.Kernels.DenseInputGradient(
                workspace.Gradients(Output).Start, units, workspace.Weights + weight, workspace.Gradients(Input).Start, inputs, workspace.Lanes);
        }
    }
}
