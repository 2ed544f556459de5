using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>How much of a document is decoded. Immutable; validated when it is set.</summary>
public sealed record DocumentOptions
{
    /// <summary>The defaults.</summary>
    public static DocumentOptions Default { get; } = new();

    /// <summary>Most pages of a file. Default 100; 1 to 10,000. More: <see cref="ImageTooLargeException"/>.</summary>
    public int MaxPages
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxPages));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000, nameof(MaxPages));
            field = value;
        }
    } = 100;

    /// <summary>
    /// Most memory in bytes: of the pixels that ImageMagick holds and of a PDF's stream once it is unpacked; of a whole child process of <see cref="DecoderPool"/>. Default 1 GiB (1,073,741,824); at
    /// least 64 MiB.
    /// </summary>
    public long MaxMemoryBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64L << 20, nameof(MaxMemoryBytes));
            field = value;
        }
    } = 1L << 30;

    /// <summary>
    /// Longest time for a file. Default 30 seconds; 1 millisecond to 1 day. <see cref="PageDecoder"/> looks at it between pages, for a decoder of this process cannot be stopped;
    /// <see cref="DecoderPool"/> ends the child process.
    /// </summary>
    public TimeSpan Timeout
    {
        get;
        init
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromDays(1))
            {
                throw new ArgumentOutOfRangeException(nameof(Timeout), value, "Timeout must be 1 millisecond to 1 day.");
            }

            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>Limits of a single picture, and whether it is turned upright. Default <see cref="ImageDecoderOptions.Default"/>; its codec and its reduction are not looked at.</summary>
    public ImageDecoderOptions Decoder { get; init; } = ImageDecoderOptions.Default;
}
