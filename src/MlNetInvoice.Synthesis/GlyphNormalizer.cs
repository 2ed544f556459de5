using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis;

/// <summary>Turns one printed character of a line into a network's input, ink bright; called from many threads at once.</summary>
/// <param name="line">The line, dark ink on lighter paper.</param>
/// <param name="glyph">The character's rectangle in it.</param>
/// <param name="normalized">28 × 28 bytes to write, 0 paper to 255 ink.</param>
/// <returns>False where no glyph could be made out; the generator then takes another character.</returns>
public delegate bool GlyphNormalizer(GrayImage line, PixelBox glyph, Span<byte> normalized);
