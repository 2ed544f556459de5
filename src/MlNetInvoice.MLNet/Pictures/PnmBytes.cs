using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>Writes a colour picture as a binary PNM file (P6): a header and the samples as they are.</summary>
internal static class PnmBytes
{
    public static byte[] Of(RgbImage image)
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6\n{image.Width} {image.Height}\n255\n"));
        return [.. header, .. image.Samples];
    }
}
