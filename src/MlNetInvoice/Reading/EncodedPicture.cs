using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>A picture file in memory; decoded to colour only when colours are asked for.</summary>
internal readonly ref struct EncodedPicture : IPicture
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly ImageDecoderOptions _options;

    /// <summary>Takes a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits and orientation.</param>
    public EncodedPicture(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        _file = file;
        _options = options;
    }

    /// <inheritdoc/>
    public GrayImage GetLuminance() => ImageDecoder.DecodeGray(_file, _options);

    /// <inheritdoc/>
    public RgbImage? GetColors() => ImageDecoder.DecodeRgb(_file, _options);
}
