namespace MlNetInvoice.Networks;

/// <summary>Hyperbolic tangent. Applied to every value.</summary>
public sealed record Tanh : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "tanh";

    internal override string? FindFault(LayerShape input) => null;

    internal override LayerShape GetOutput(LayerShape input) => input;
}
