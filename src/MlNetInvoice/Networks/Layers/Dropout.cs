namespace MlNetInvoice.Networks;

/// <summary>Dropout (Srivastava et al. 2014), inverted: in training a value is zero with probability <paramref name="Rate"/> and else divided by 1 − rate; in use nothing changes.</summary>
/// <param name="Rate">Probability of a zero, 0 to below 1.</param>
public sealed record Dropout(float Rate) : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    internal override string? FindFault(LayerShape input) =>
        Rate >= 0 && Rate < 1 ? null : FormattableString.Invariant($"rate is {Rate}, but must be at least 0 and below 1");

    internal override LayerShape GetOutput(LayerShape input) => input;
}
