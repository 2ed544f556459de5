namespace MlNetInvoice.Segmentation.Codes;

/// <summary>What bars may say.</summary>
/// <param name="Text">The characters without start and stop signs.</param>
/// <param name="Likeness">Mean likeness of the characters to what is seen, at most 1.</param>
/// <param name="Lead">The smallest logarithm by which a second character leaves more unexplained at its place than the first.</param>
/// <param name="From">Where the bars begin, as a share of the band.</param>
/// <param name="To">Where they end.</param>
internal readonly record struct Code39Text(string Text, float Likeness, float Lead, float From, float To);
