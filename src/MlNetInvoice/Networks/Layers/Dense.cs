namespace MlNetInvoice.Networks;

/// <summary>Dense (fully connected) layer: unit o is <c>bias[o] + Σ weight[o, i] · input[i]</c> over all values of the input in the order channel, row, column.</summary>
/// <param name="Units">Output values, 1 to 16,384.</param>
public sealed record Dense(int Units) : LayerDefinition
{
    /// <inheritdoc/>
    public override string Kind => "dense";

    internal override string? FindFault(LayerShape input) => Units is < 1 or > 16384 ? $"units is {Units}, but must be 1 to 16384" : null;

    internal override LayerShape GetOutput(LayerShape input) => new(Units, 1, 1);

    internal override IEnumerable<ParameterSpecification> GetParameters(LayerShape input) =>
        [new("weight", [Units, input.Length], true), new("bias", [Units], true)];

    internal override long GetMultiplyAdds(LayerShape input) => (long)Units * input.Length;
}
