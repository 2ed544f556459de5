using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Reading;

/// <summary>A picture that the caller has decoded: in colour, or as luminance alone.</summary>
internal readonly struct DecodedPicture : IPicture
{
    private readonly GrayImage? _gray;
    private readonly RgbImage? _colors;
    private readonly ImageDamage? _damage;

    /// <summary>Takes luminance; there are no colours.</summary>
    public DecodedPicture(GrayImage gray) => _gray = gray;

    /// <summary>Takes colours.</summary>
    /// <param name="colors">The picture.</param>
    /// <param name="damage">What was found wrong with its file, or null.</param>
    public DecodedPicture(RgbImage colors, ImageDamage? damage = null) => (_colors, _damage) = (colors, damage);

    /// <inheritdoc/>
    public GrayImage GetLuminance(out ImageDamage? damage)
    {
        damage = _damage;
        if (_gray is not null)
        {
            return _gray;
        }

        var gray = new GrayImage(_colors!.Width, _colors.Height);
        Luminance.OfRow(_colors.Samples, gray.Pixels);
        return gray;
    }

    /// <inheritdoc/>
    public RgbImage? GetColors() => _colors;
}
