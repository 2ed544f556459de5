namespace MlNetInvoice.Networks;

/// <summary>The shape of what one image is at some place of a network: feature maps of rows and columns. A vector of n values is n maps of 1 × 1.</summary>
/// <param name="Channels">Feature maps, at least 1.</param>
/// <param name="Rows">Rows of a map, at least 1.</param>
/// <param name="Columns">Columns of a map, at least 1.</param>
public readonly record struct LayerShape(int Channels, int Rows, int Columns)
{
    /// <summary>Values of one image: channels × rows × columns.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Length => Channels * Rows * Columns;

    /// <summary>The shape as a table prints it, such as <c>6×28×28</c>, or <c>120</c> for a vector.</summary>
    public override string ToString() => Rows == 1 && Columns == 1
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Channels}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Channels}×{Rows}×{Columns}");
}
