using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>Light between pixels.</summary>
internal static class PixelSample
{
    /// <summary>Bilinear luminance at a point; white outside the picture.</summary>
    public static float At(GrayImage image, PixelPoint point)
    {
        float x = point.X - 0.5f, y = point.Y - 0.5f;
        if (!(x >= 0 && y >= 0 && x < image.Width - 1 && y < image.Height - 1))
        {
            return 255;
        }

        int i = ((int)y * image.Width) + (int)x;
        ReadOnlySpan<byte> pixels = image.Pixels;
        float fx = x - (int)x, fy = y - (int)y;
        float upper = pixels[i] + ((pixels[i + 1] - pixels[i]) * fx), lower = pixels[i + image.Width] + ((pixels[i + image.Width + 1] - pixels[i + image.Width]) * fx);
        return upper + ((lower - upper) * fy);
    }
}
