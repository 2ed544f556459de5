namespace MlNetInvoice.Networks;

/// <summary>Logistic function: 1 ∕ (1 + e⁻ˣ). Applied to every value.</summary>
public sealed record Sigmoid : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "sigmoid";

    internal override string? FindFault(LayerShape input) => null;

    internal override LayerShape GetOutput(LayerShape input) => input;
}
