using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Convolution; weights and biases are at their offsets. Along a strip it is also the dense layer: a kernel as high and wide as the layer's input.</summary>
internal sealed unsafe class ConvolutionStep(int input, int output, KernelShape kernel, int weight, int bias) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.Convolve(workspace.Values(Input), workspace.Weights + weight, workspace.Weights + bias, workspace.Values(Output), kernel);

    public override void Backward(LaneWorkspace workspace)
    {
        workspace.Kernels.ConvolveWeightGradient(
            workspace.Values(Input),
            workspace.Gradients(Output),
            workspace.WeightGradients + weight,
            workspace.WeightGradients + bias,
            kernel.Rows,
            kernel.Padding,
            workspace.AddsGradients,
            workspace.Scratch);
        if (PassesGradient)
        {
            workspace.Kernels.ConvolveInputGradient(
                workspace.Gradients(Output), workspace.Weights + weight, workspace.Gradients(Input), kernel.Rows, kernel.Padding);
        }
    }
}
