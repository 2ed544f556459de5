namespace MlNetInvoice.Networks;

/// <summary>
/// Batch normalization of each channel (Ioffe, Szegedy 2015): in training by mean and variance of the lane block (up to 128 images of the mini-batch that
/// one thread holds at once: "ghost" batches, Hoffer, Hubara, Soudry 2017), in use by their running averages, which inference folds into the layer before.
/// </summary>
/// <param name="Momentum">Share of a new mini-batch in the running mean and variance, above 0 to 1. Default 0.1.</param>
/// <param name="Epsilon">Added to the variance before its root is taken, above 0 to 1. Default 1e-5.</param>
public sealed record BatchNormalization(float Momentum = 0.1f, float Epsilon = 1e-5f) : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "bn";

    internal override string? FindFault(LayerShape input)
    {
        if (!(Momentum > 0 && Momentum <= 1))
        {
            return FormattableString.Invariant($"momentum is {Momentum}, but must be above 0 and at most 1");
        }

        return Epsilon > 0 && Epsilon <= 1 ? null : FormattableString.Invariant($"epsilon is {Epsilon}, but must be above 0 and at most 1");
    }

    internal override LayerShape GetOutput(LayerShape input) => input;

    internal override IEnumerable<ParameterSpecification> GetParameters(LayerShape input) =>
    [
        new("weight", [input.Channels], true),
        new("bias", [input.Channels], true),
        new("running_mean", [input.Channels], false),
        new("running_var", [input.Channels], false),
    ];
}
