namespace MlNetInvoice.Networks;

/// <summary>What one layer made of one image.</summary>
/// <param name="Name">The layer, such as <c>conv1</c> or <c>relu2</c>; <c>softmax</c> for the scores at the end.</param>
/// <param name="Shape">Maps, rows and columns.</param>
/// <param name="Values">The values in the order map, row, column.</param>
public sealed record LayerActivation(string Name, LayerShape Shape, float[] Values);
