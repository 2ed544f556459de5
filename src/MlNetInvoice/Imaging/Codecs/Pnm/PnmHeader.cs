
namespace MlNetInvoice.Imaging.Codecs.Pnm;

/// <summary>What the text at the start of a PNM file declares.</summary>
/// <param name="Kind">1 to 6, as in P1 to P6.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="MaxValue">The sample that means full light, 1 to 65535; 1 for bitmaps.</param>
internal readonly record struct PnmHeader(int Kind, int Width, int Height, int MaxValue)
{
    /// <summary>Samples per pixel: 3 for pixmaps, else 1.</summary>
    public int Channels => Kind is 3 or 6 ? 3 : 1;

    /// <summary>Whether the samples are decimal numbers rather than bytes.</summary>
    public bool IsText => Kind <= 3;

    /// <summary>Whether the samples are single bits, 1 for black.</summary>
    public bool IsBitmap => Kind is 1 or 4;

    /// <summary>The fewest bytes that the pixels can take.</summary>
    public long SmallestBytes
    {
        get
        {
            long samples = (long)Width * Height * Channels;
            return Kind switch
            {
                1 => samples,
                2 or 3 => (samples * 2) - 1,
                4 => (Width + 7L) / 8 * Height,
                _ => samples * (MaxValue > 255 ? 2 : 1),
            };
        }
    }
}
