using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>What a segmenter found in one line. Immutable.</summary>
public sealed record GlyphSegmentation
{
    /// <summary>The line as the segmenter saw it: 255 full ink, 0 paper, deskewed. <see cref="SegmentedGlyph.InkBox"/> refers to it.</summary>
    public required GrayImage Ink { get; init; }

    /// <summary>The glyphs from left to right; empty where the segmenter failed.</summary>
    public IReadOnlyList<SegmentedGlyph> Glyphs { get; init; } = [];

    /// <summary>Why no glyph was found; empty where some were.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The skew that was corrected, in degrees; positive where the line falls to the right.</summary>
    public float SkewDegrees { get; init; }
}
