namespace MlNetInvoice.Networks.Execution.Steps;

/// <summary>Batch normalization in use, where it could not be folded into a layer before it: a factor and an offset per channel, from the running statistics.</summary>
internal sealed unsafe class ScalingStep(int input, int output, BatchNormalization layer, int gamma, int channels) : LaneStep(input, output)
{
    public override void Forward(LaneWorkspace workspace)
    {
        float* parameters = workspace.Weights + gamma;
        float* factors = workspace.Scratch;
        float* offsets = factors + channels;
        for (int c = 0; c < channels; c++)
        {
            factors[c] = parameters[c] / MathF.Sqrt(parameters[(3 * channels) + c] + layer.Epsilon);
            offsets[c] = parameters[channels + c] - (parameters[(2 * channels) + c] * factors[c]);
        }

        workspace.Kernels.Scale(workspace.Values(Input), factors, offsets, workspace.Values(Output));
    }

    public override void Backward(LaneWorkspace workspace) => throw new InvalidOperationException("Scaling by running statistics is for use, not for training.");
}
