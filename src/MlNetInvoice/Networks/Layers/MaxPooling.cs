namespace MlNetInvoice.Networks;

/// <summary>Pooling: each output value is the largest value of a square window of its map; rows and columns that fill no window are left out. The gradient goes to the first largest value of the window.</summary>
/// <param name="Size">Rows and columns of a window, 1 to 64.</param>
public sealed record MaxPooling(int Size) : LayerDefinition
{
    /// <summary>Steps between windows, 1 to 64; 0 means the window's size, so that windows touch and do not overlap. Default 0.</summary>
    public int Stride { get; init; }

    /// <inheritdoc/>
    public override string Kind => "maxpool";

    internal int Step => Stride == 0 ? Size : Stride;

    internal override string? FindFault(LayerShape input)
    {
        if (Size is < 1 or > 64)
        {
            return $"size is {Size}, but must be 1 to 64";
        }

        if (Stride is < 0 or > 64)
        {
            return $"stride is {Stride}, but must be 1 to 64, or 0 for the size of the window";
        }

        return Math.Min(input.Rows, input.Columns) < Size ? $"a {Size}×{Size} window does not fit in an input of {input}" : null;
    }

    internal override LayerShape GetOutput(LayerShape input) =>
        new(input.Channels, ((input.Rows - Size) / Step) + 1, ((input.Columns - Size) / Step) + 1);
}
