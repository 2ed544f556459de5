namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Batch normalization by the statistics of the lane block; γ, β and the running statistics stand at four offsets.</summary>
internal sealed unsafe class NormalizationStep(int input, int output, BatchNormalization layer, int gamma, int channels, int saved) : LaneStep(input, output)
{
    /// <summary>Where gradients and statistics are summed: of γ, β, means and variances.</summary>
    public (int Start, int Count) Sums => (gamma, 4 * channels);

    public override void Forward(LaneWorkspace workspace) =>
        workspace.Kernels.Normalize(
            workspace.Values(Input),
            workspace.Mask,
            workspace.UsedLanes,
            workspace.Weights + gamma,
            workspace.Weights + gamma + channels,
            layer.Epsilon,
            workspace.Values(Output),
            workspace.Saved + saved,
            workspace.WeightGradients + gamma + (2 * channels),
            workspace.WeightGradients + gamma + (3 * channels));

    public override void Backward(LaneWorkspace workspace) =>
        workspace.Kernels.NormalizeGradient(
            workspace.Values(Input),
            workspace.Mask,
            workspace.UsedLanes,
            workspace.Weights + gamma,
            workspace.Saved + saved,
            workspace.Gradients(Output),
            workspace.Gradients(Input),
            workspace.WeightGradients + gamma,
            workspace.WeightGradients + gamma + channels);
}
