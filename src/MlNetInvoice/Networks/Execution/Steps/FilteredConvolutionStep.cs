using MlNetInvoice.Networks.Kernels.Layout;

namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Convolution by a <see cref="MinimalFilter"/>, for use: its weights lie behind the network's values, as <see cref="FilteredWeights"/> lays them out.</summary>
internal sealed unsafe class FilteredConvolutionStep(int input, int output, KernelShape kernel, FilteredWeights weights) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace)
    {
        (LaneMaps values, LaneMaps results) = (workspace.Values(Input), workspace.Values(Output));
        float* atPoints = workspace.Weights + weights.Start;
        if (weights.IsAlong)
        {
            workspace.Kernels.ConvolveFilteredAlong(values, weights.Filter, atPoints, results, kernel, workspace.Scratch);
        }
        else
        {
            workspace.Kernels.ConvolveFiltered(values, weights.Filter, atPoints, results, kernel, workspace.Scratch);
        }
    }

    public override void Backward(LaneWorkspace workspace) => throw new InvalidOperationException("Filtered convolutions are for use, not for training.");
}
