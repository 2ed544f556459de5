namespace MlNetInvoice.Batch;

/// <summary>One digit of a <see cref="ReadingRecord"/>. Immutable.</summary>
/// <param name="Digit">The most likely digit.</param>
/// <param name="Score">Its probability by the network, 0 to 1.</param>
/// <param name="RunnerUp">The second most likely digit.</param>
/// <param name="RunnerUpScore">Its probability, 0 to 1.</param>
/// <param name="Box">Its four corners, as in <see cref="ReadingRecord.Box"/>.</param>
public sealed record GlyphRecord(string Digit, double Score, string RunnerUp, double RunnerUpScore, IReadOnlyList<IReadOnlyList<double>> Box)
{
    /// <summary>The record of a glyph.</summary>
    /// <param name="glyph">What was read.</param>
    public static GlyphRecord FromGlyph(GlyphReading glyph) => new(
        glyph.Digit.ToString(),
        ReadingRecord.Round(glyph.Score, 4),
        glyph.RunnerUp.ToString(),
        ReadingRecord.Round(glyph.RunnerUpScore, 4),
        ReadingRecord.Corners(glyph.Box));
}
