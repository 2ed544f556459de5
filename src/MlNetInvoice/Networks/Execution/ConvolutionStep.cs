namespace MlNetInvoice.Networks.Execution;

/// <summary>Convolution; weights and biases stand one after the other.</summary>
internal sealed unsafe class ConvolutionStep(int input, int output, Convolution2D layer, int weight, int bias) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.Convolve(
            workspace.Values(Input), workspace.Weights + weight, workspace.Weights + bias, workspace.Values(Output), layer.Kernel, layer.Padding);

    public override void Backward(LaneWorkspace workspace)
    {
        workspace.Kernels.ConvolveWeightGradient(
            workspace.Values(Input),
            workspace.Gradients(Output),
            workspace.WeightGradients + weight,
            workspace.WeightGradients + bias,
            layer.Kernel,
            layer.Padding,
            workspace.Scratch);
        if (PassesGradient)
        {
            workspace.Kernels.ConvolveInputGradient(
                workspace.Gradients(Output), workspace.Weights + weight, workspace.Gradients(Input), layer.Kernel, layer.Padding);
        }
    }
}
