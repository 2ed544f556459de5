using MlNetInvoice.Imaging;

namespace MlNetInvoice.Server.Review;

/// <summary>The part of a picture that a reviewer sees: the number with what stands around it, in the pixels of the picture, or all of it where nothing was found.</summary>
/// <param name="Png">The part as PNG.</param>
/// <param name="Left">Its left edge in the picture.</param>
/// <param name="Top">Its upper edge in the picture.</param>
/// <param name="Scale">Its pixels per pixel of the picture; 1 or less.</param>
internal sealed record ReviewCutOut(byte[] Png, double Left, double Top, double Scale)
{
    /// <summary>Most pixels of the longer side.</summary>
    public const int LongestSide = 1400;

    /// <summary>Cuts the surroundings of a number out of its picture.</summary>
    /// <param name="image">The upright picture.</param>
    /// <param name="box">Where the digits stand, or null for the whole picture.</param>
    public static ReviewCutOut Of(RgbImage image, Quad? box)
    {
        PixelBox part = box is { } quad ? Around(quad, image) : new PixelBox(0, 0, image.Width, image.Height);
        var cut = new RgbImage(part.Width, part.Height);
        for (int y = 0; y < part.Height; y++)
        {
            image.GetRow(part.Y + y).Slice(part.X * 3, part.Width * 3).CopyTo(cut.GetRow(y));
        }

        double scale = Math.Min(1, (double)LongestSide / Math.Max(part.Width, part.Height));
        if (scale < 1)
        {
            cut = Resampling.Resize(cut, Math.Max(1, (int)(part.Width * scale)), Math.Max(1, (int)(part.Height * scale)), ResamplingFilter.Area);
        }

        return new ReviewCutOut(PngEncoder.Encode(cut), part.X, part.Y, scale);
    }

    // The letters stand before the digits and are often set apart: on that side there is more.
    private static PixelBox Around(Quad quad, RgbImage image)
    {
        (double ux, double uy) = ((quad.TopRight.X - quad.TopLeft.X), (double)(quad.TopRight.Y - quad.TopLeft.Y));
        (double vx, double vy) = ((quad.BottomLeft.X - quad.TopLeft.X), (double)(quad.BottomLeft.Y - quad.TopLeft.Y));
        double minX = double.MaxValue, minY = double.MaxValue, maxX = double.MinValue, maxY = double.MinValue;
        foreach ((double along, double across) in ((double, double)[])[(-0.6, -1.2), (1.25, -1.2), (1.25, 2.2), (-0.6, 2.2)])
        {
            double x = quad.TopLeft.X + (ux * along) + (vx * across), y = quad.TopLeft.Y + (uy * along) + (vy * across);
            (minX, maxX, minY, maxY) = (Math.Min(minX, x), Math.Max(maxX, x), Math.Min(minY, y), Math.Max(maxY, y));
        }

        int left = (int)Math.Clamp(minX, 0, image.Width - 1), top = (int)Math.Clamp(minY, 0, image.Height - 1);
        int right = (int)Math.Clamp(Math.Ceiling(maxX), left + 1, image.Width), bottom = (int)Math.Clamp(Math.Ceiling(maxY), top + 1, image.Height);
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
