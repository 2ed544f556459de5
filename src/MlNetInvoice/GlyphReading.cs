using MlNetInvoice.Imaging;

namespace MlNetInvoice;

/// <summary>One digit of a reading.</summary>
/// <param name="Digit">The most likely digit, <c>'0'</c> to <c>'9'</c>.</param>
/// <param name="Score">Its probability by the network, 0 to 1.</param>
/// <param name="RunnerUp">The second most likely digit.</param>
/// <param name="RunnerUpScore">Its probability, 0 to 1.</param>
/// <param name="Box">Where the glyph stands in the upright picture.</param>
public readonly record struct GlyphReading(char Digit, float Score, char RunnerUp, float RunnerUpScore, Quad Box);
