using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>A picture on its way through the pipeline: its luminance is needed at once, its colours only if the first look leaves something open.</summary>
internal interface IPicture
{
    /// <summary>The luminance.</summary>
    GrayImage GetLuminance();

    /// <summary>The colours, or null if the picture has none.</summary>
    RgbImage? GetColors();
}
