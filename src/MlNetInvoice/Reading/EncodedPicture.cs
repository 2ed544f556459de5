using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>A picture file in memory; decoded to colour only when colours are asked for.</summary>
internal readonly ref struct EncodedPicture : IPicture
{
    private readonly ReadOnlySpan<byte> _file;
    private readonly ImageDecoderOptions _options;
    private readonly bool _strict;

    /// <summary>Takes a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits, orientation, and whether damage is refused.</param>
    public EncodedPicture(ReadOnlySpan<byte> file, InvoiceReaderOptions options)
    {
        _file = file;
        _options = options.Decoder;
        _strict = options.Strict;
    }

    /// <inheritdoc/>
    public GrayImage GetLuminance(out ImageDamage? damage)
    {
        damage = null;
        return _strict ? ImageDecoder.DecodeGray(_file, _options) : ImageDecoder.RecoverGray(_file, _options, out damage);
    }

    /// <inheritdoc/>
    public RgbImage? GetColors() => _strict ? ImageDecoder.DecodeRgb(_file, _options) : ImageDecoder.RecoverRgb(_file, _options, out _);
}
