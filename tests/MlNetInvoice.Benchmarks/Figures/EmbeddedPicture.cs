using System.Globalization;
using MlNetInvoice.Imaging;
using SkiaSharp;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A photograph inside an SVG: made smaller, compressed as JPEG, written as base64.</summary>
internal static class EmbeddedPicture
{
    /// <summary>The element.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width in the SVG; it has twice as many pixels, if the picture has them.</param>
    /// <param name="quality">Of the compression, 1 to 100.</param>
    public static string Element(RgbImage picture, double x, double y, double width, int quality = 72)
    {
        int columns = Math.Min(picture.Width, (int)(2 * width)), rows = (int)Math.Round((double)picture.Height * columns / picture.Width);
        RgbImage small = columns == picture.Width ? picture : Resampling.Resize(picture, columns, rows, ResamplingFilter.Area);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<image x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{width * picture.Height / picture.Width:0.#}\" href=\"data:image/jpeg;base64,{Convert.ToBase64String(Encode(small, quality))}\"/>");
    }

    private static byte[] Encode(RgbImage picture, int quality)
    {
        byte[] pixels = new byte[4 * picture.Width * picture.Height];
        ReadOnlySpan<byte> samples = picture.Samples;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            samples.Slice(3 * i, 3).CopyTo(pixels.AsSpan(4 * i));
            pixels[(4 * i) + 3] = 255;
        }

        using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
        using SKData data = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
