using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>Cuts one line of digits into glyphs. Implementations are immutable and safe to share between threads.</summary>
public interface ISegmenter
{
    /// <summary>Finds the glyphs of a picture that shows one line of digits.</summary>
    /// <param name="line">The crop: the number's rectangle with some margin.</param>
    /// <returns>The glyphs in the order of reading, or none and the reason.</returns>
    GlyphSegmentation Segment(GrayImage line);
}
