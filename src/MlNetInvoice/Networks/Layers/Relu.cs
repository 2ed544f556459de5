namespace MlNetInvoice.Networks;

/// <summary>Rectifier: max(0, x) (Nair, Hinton 2010). Applied to every value.</summary>
public sealed record Relu : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "relu";

    internal override string? FindFault(LayerShape input) => null;

    internal override LayerShape GetOutput(LayerShape input) => input;
}
