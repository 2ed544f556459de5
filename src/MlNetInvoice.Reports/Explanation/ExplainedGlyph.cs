namespace MlNetInvoice.Reports.Explanation;

/// <summary>One glyph as the network sees it, and what it takes it for.</summary>
/// <param name="Image">The network's input: rows × columns values, ink 1 on paper 0.</param>
/// <param name="First">Name of the class with the highest score.</param>
/// <param name="FirstScore">Its score, 0 to 1.</param>
/// <param name="Second">Name of the class with the second highest score.</param>
/// <param name="SecondScore">Its score, 0 to 1.</param>
public sealed record ExplainedGlyph(IReadOnlyList<float> Image, string First, float FirstScore, string Second, float SecondScore);
