namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Outlines of a font file by glyph index.</summary>
internal interface IGlyphSource
{
    /// <summary>The contours of a glyph in font units, y upwards; empty for blanks.</summary>
    ContourPath Read(int glyph);
}
