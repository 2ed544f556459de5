namespace MlNetInvoice.Imaging;

/// <summary>What a decoder accepts. Immutable; validated when it is set.</summary>
public sealed record ImageDecoderOptions
{
    /// <summary>The defaults.</summary>
    public static ImageDecoderOptions Default { get; } = new();

    /// <summary>Largest number of pixels a header may declare. Default 64,000,000; 1 to 500,000,000. Exceeded: <see cref="ImageTooLargeException"/>.</summary>
    public int MaxPixels
    {
        get;
        init
        {
            if (value is < 1 or > 500_000_000)
            {
                throw new ArgumentOutOfRangeException(nameof(MaxPixels), value, "MaxPixels must be 1 to 500000000.");
            }

            field = value;
        }
    } = 64_000_000;

    /// <summary>Largest file, in bytes. Default 64 MiB (67,108,864); 1 to 2³¹−1. Exceeded: <see cref="ImageTooLargeException"/>.</summary>
    public int MaxFileBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxFileBytes));
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>Whether the EXIF orientation is applied, so that the picture stands upright. Default true.</summary>
    public bool ApplyOrientation { get; init; } = true;

    /// <summary>
    /// Decodes at a fraction of the size: 1 (default), 2, 4 or 8; each side becomes ⌈side / denominator⌉. A JPEG is reduced in its
    /// transform, which costs less than decoding whole; the other formats are decoded and averaged. Either way every
    /// pixel is the mean of the pixels that it replaces.
    /// </summary>
    public int ScaleDenominator
    {
        get;
        init
        {
            if (value is not (1 or 2 or 4 or 8))
            {
                throw new ArgumentOutOfRangeException(nameof(ScaleDenominator), value, "A picture is decoded at 1/1, 1/2, 1/4 or 1/8 of its size.");
            }

            field = value;
        }
    } = 1;

    /// <summary>Decodes what is neither PNG nor Huffman-coded JPEG; null (the default) refuses it. MlNetInvoice.Documents supplies one.</summary>
    public IImageCodec? Codec { get; init; }
}
