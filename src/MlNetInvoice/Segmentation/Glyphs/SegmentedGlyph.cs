using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>One glyph of a line.</summary>
/// <param name="InkBox">Where it stands in <see cref="GlyphSegmentation.Ink"/>.</param>
/// <param name="Box">Where it stands in the picture that was segmented.</param>
public readonly record struct SegmentedGlyph(PixelBox InkBox, Quad Box);
