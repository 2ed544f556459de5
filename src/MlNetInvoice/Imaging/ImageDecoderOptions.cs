namespace MlNetInvoice.Imaging;

/// <summary>What a decoder accepts. Immutable; validated when it is set.</summary>
public sealed record ImageDecoderOptions
{
    /// <summary>The defaults.</summary>
    public static ImageDecoderOptions Default { get; } = new();

    /// <summary>Largest number of pixels a header may declare. Default 64,000,000; 1 to 2³¹−1. Exceeded: <see cref="ImageTooLargeException"/>.</summary>
    public int MaxPixels
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxPixels));
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
}
