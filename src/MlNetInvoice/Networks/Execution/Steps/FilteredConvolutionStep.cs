using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Convolution by a <see cref="MinimalFilter"/>, for use: its weights lie behind the network's values, as <see cref="FilteredWeights"/> lays them out.</summary>
internal sealed unsafe class FilteredConvolutionStep(int input, int output, KernelShape kernel, FilteredWeights weights) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.ConvolveFiltered(workspace.Values(Input), weights.Filter, workspace.Weights + weights.Start, workspace.Values(Output), kernel, workspace.Scratch);

    public override void Backward(LaneWorkspace workspace) => throw new InvalidOperationException("Filtered convolutions are for use, not for training.");
}
