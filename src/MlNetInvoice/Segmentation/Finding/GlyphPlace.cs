namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Where a blob stands across a line, in pixels from the line's middle; its width along it; and how far it misses the line's top or bottom, as a share of the height.</summary>
internal readonly record struct GlyphPlace(float Top, float Bottom, float Width, float Mismatch);
