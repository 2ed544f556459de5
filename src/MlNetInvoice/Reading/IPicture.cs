using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>A picture on its way through the pipeline: its luminance is needed at once, its colours only if the first look leaves something open.</summary>
internal interface IPicture
{
    /// <summary>The luminance.</summary>
    /// <param name="damage">What is wrong with the picture's file, or null.</param>
    GrayImage GetLuminance(out ImageDamage? damage);

    /// <summary>The colours, or null if the picture has none.</summary>
    RgbImage? GetColors();
}
