using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>A row of characters that may be the invoice number.</summary>
/// <param name="Quad">
/// The row in pixels of the picture, tight: from the top of the glyphs to the baseline, from the first glyph found to the last. More
/// glyphs may stand beyond both ends. It reads from left to right, or for a line turned by a right angle downwards; where the paper lies
/// upside down, the row reads the other way (see <see cref="Reversed"/>).
/// </param>
/// <param name="CapHeight">Height of the glyphs in pixels of the picture.</param>
/// <param name="Pitch">Median distance between the centres of neighbouring glyphs in pixels of the picture.</param>
/// <param name="GlyphCount">Glyphs found, at least 4.</param>
/// <param name="Score">How much the row looks like a number by its shape alone, 0 to 1: to rank by only.</param>
public readonly record struct NumberLineCandidate(Quad Quad, float CapHeight, float Pitch, int GlyphCount, float Score)
{
    /// <summary>
    /// Share of the other rows of the same slip that are clearly lower than this one, 0 to 1; 0.35 where it stands alone. The number is printed larger than
    /// tax numbers, dates and amounts, so their share is small and its own is large; found among all rows, not only the returned ones.
    /// </summary>
    public float Prominence { get; init; } = 0.35f;

    /// <summary>Whether this is a row as <see cref="Reversed"/> gives it.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The same row read in the opposite direction, turned by 180°.</summary>
    public NumberLineCandidate Reversed() => this with
    {
        IsReversed = !IsReversed,
        Quad = new Quad(Quad.BottomRight, Quad.BottomLeft, Quad.TopLeft, Quad.TopRight),
    };
}
