using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Sheets;

namespace MlNetInvoice.Reports.Explanation;

/// <summary>Draws round-ended, anti-aliased lines and text into a picture; what leaves it is dropped.</summary>
/// <param name="image">What is drawn into.</param>
/// <param name="top">The row of the image at which y is 0.</param>
internal sealed class OverlayPen(RgbImage image, int top)
{
    /// <summary>Draws the four sides of a quad.</summary>
    public void Outline(Quad quad, float width, SheetColor color)
    {
        Line(quad.TopLeft, quad.TopRight, width, color);
        Line(quad.TopRight, quad.BottomRight, width, color);
        Line(quad.BottomRight, quad.BottomLeft, width, color);
        Line(quad.BottomLeft, quad.TopLeft, width, color);
    }

    /// <summary>Draws the ground of a text that begins at x on the baseline y; size is the height of a capital.</summary>
    public void Band(float x, float y, string text, float size, SheetColor color)
    {
        (float left, float baseline) = Place(x, y, text, size);
        float middle = baseline - (size / 2);
        Line(new PixelPoint(left, middle), new PixelPoint(left + StrokeFont.Measure(text, size), middle), size * 1.9f, color);
    }

    /// <summary>Writes text; y is the baseline, x its left edge or its middle, size the height of a capital. It is moved into the picture where it would leave it.</summary>
    public void Text(float x, float y, string text, float size, SheetColor ink, bool middle)
    {
        (float left, float baseline) = Place(middle ? x - (StrokeFont.Measure(text, size) / 2) : x, y, text, size);
        foreach ((float x1, float y1, float x2, float y2) in StrokeFont.Strokes(text, size))
        {
            Line(new PixelPoint(left + x1, baseline + y1), new PixelPoint(left + x2, baseline + y2), size * 0.14f, ink);
        }
    }

    /// <summary>Draws a line with round ends.</summary>
    public void Line(PixelPoint from, PixelPoint to, float width, SheetColor color)
    {
        float radius = width / 2;
        float dx = to.X - from.X;
        float dy = to.Y - from.Y;
        float squared = (dx * dx) + (dy * dy);
        int first = (int)Math.Clamp(top + Math.Min(from.Y, to.Y) - radius - 1, 0, image.Height);
        int end = (int)Math.Clamp(top + Math.Max(from.Y, to.Y) + radius + 2, 0, image.Height);
        int left = (int)Math.Clamp(Math.Min(from.X, to.X) - radius - 1, 0, image.Width);
        int right = (int)Math.Clamp(Math.Max(from.X, to.X) + radius + 2, 0, image.Width);
        for (int y = first; y < end; y++)
        {
            Span<byte> row = image.GetRow(y);
            for (int x = left; x < right; x++)
            {
                float px = x + 0.5f - from.X;
                float py = y - top + 0.5f - from.Y;
                float part = squared > 0 ? Math.Clamp(((px * dx) + (py * dy)) / squared, 0, 1) : 0;
                float ox = px - (part * dx);
                float oy = py - (part * dy);
                float cover = Math.Clamp(radius + 0.5f - MathF.Sqrt((ox * ox) + (oy * oy)), 0, 1);
                if (cover > 0)
                {
                    Blend(row.Slice(3 * x, 3), color, cover);
                }
            }
        }
    }

    private (float Left, float Baseline) Place(float x, float y, string text, float size)
    {
        float pad = size * 0.5f;
        return (
            Math.Clamp(x, pad, Math.Max(pad, image.Width - StrokeFont.Measure(text, size) - pad)),
            Math.Clamp(y, size + pad - top, Math.Max(size + pad - top, image.Height - top - pad)));
    }

    private static void Blend(Span<byte> pixel, SheetColor color, float cover)
    {
        SheetColor mixed = new SheetColor(pixel[0], pixel[1], pixel[2]).Towards(color, cover);
        (pixel[0], pixel[1], pixel[2]) = (mixed.R, mixed.G, mixed.B);
    }
}
