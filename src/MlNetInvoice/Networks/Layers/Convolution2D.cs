namespace MlNetInvoice.Networks;

/// <summary>
/// Convolution with square kernels and a bias per map: output map o at (y, x) is <c>bias[o] + Σ weight[o, i, ky, kx] · input[i, y + ky − padding, x + kx − padding]</c>,
/// stride 1 (LeCun, Bottou, Bengio, Haffner 1998, section II). Weights are [maps, input channels, kernel, kernel].
/// </summary>
/// <param name="Maps">Output feature maps, 1 to 4,096.</param>
/// <param name="Kernel">Rows and columns of a kernel, 1 to 31.</param>
public sealed record Convolution2D(int Maps, int Kernel) : LayerDefinition
{
    /// <summary>Rows and columns of zeros around the input, 0 to kernel − 1. Default 0.</summary>
    public int Padding { get; init; }

    /// <inheritdoc/>
    public override string Kind => "conv";

    internal override string? FindFault(LayerShape input)
    {
        if (Maps is < 1 or > 4096)
        {
            return $"maps is {Maps}, but must be 1 to 4096";
        }

        if (Kernel is < 1 or > 31)
        {
            return $"kernel is {Kernel}, but must be 1 to 31";
        }

        if (Padding < 0 || Padding >= Kernel)
        {
            return $"padding is {Padding}, but must be 0 to {Kernel - 1}";
        }

        return Math.Min(input.Rows, input.Columns) + (2 * Padding) < Kernel
            ? $"a {Kernel}×{Kernel} kernel does not fit in an input of {input} with padding {Padding}"
            : null;
    }

    internal override LayerShape GetOutput(LayerShape input) =>
        new(Maps, input.Rows + (2 * Padding) - Kernel + 1, input.Columns + (2 * Padding) - Kernel + 1);

    internal override IEnumerable<ParameterSpecification> GetParameters(LayerShape input) =>
        [new("weight", [Maps, input.Channels, Kernel, Kernel], true), new("bias", [Maps], true)];

    internal override long GetMultiplyAdds(LayerShape input) => (long)GetOutput(input).Length * input.Channels * Kernel * Kernel;
}
