using Microsoft.ML.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.MLNet;

/// <summary>ML.NET's images as pictures of this library.</summary>
public static class MLImageExtensions
{
    /// <summary>Copies the pixels of an image; what is transparent lies on white paper.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The same pixels without transparency.</returns>
    /// <exception cref="NotSupportedException">The image has another pixel format than BGRA or RGBA with 8 bits each.</exception>
    public static RgbImage ToRgbImage(this MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int red, int blue) = image.PixelFormat switch
        {
            MLPixelFormat.Bgra32 => (2, 0),
            MLPixelFormat.Rgba32 => (0, 2),
            _ => throw new NotSupportedException($"The image has pixels of the format {image.PixelFormat}, but must have {MLPixelFormat.Bgra32} or {MLPixelFormat.Rgba32}."),
        };
        var copy = new RgbImage(image.Width, image.Height);
        ReadOnlySpan<byte> given = image.Pixels;
        Span<byte> samples = copy.Samples;
        for (int from = 0, to = 0; to < samples.Length; from += 4, to += 3)
        {
            // The colours are already multiplied by the opacity.
            int paper = 255 - given[from + 3];
            samples[to] = (byte)Math.Min(255, given[from + red] + paper);
            samples[to + 1] = (byte)Math.Min(255, given[from + 1] + paper);
            samples[to + 2] = (byte)Math.Min(255, given[from + blue] + paper);
        }

        return copy;
    }
}
