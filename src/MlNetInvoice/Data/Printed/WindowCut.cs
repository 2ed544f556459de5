using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data.Printed;

/// <summary>Where a window lies in a picture.</summary>
/// <param name="Center">The character's centre: middle of its width, half-way between the baseline and the top of a capital.</param>
/// <param name="CapHeight">Height of a capital in pixels of the picture.</param>
/// <param name="Angle">Direction of the baseline in radians, clockwise.</param>
/// <param name="CapRows">Rows of the window that a capital fills.</param>
/// <param name="Rows">Rows of the window.</param>
/// <param name="Columns">Columns of the window.</param>
public readonly record struct WindowCut(PixelPoint Center, float CapHeight, float Angle, float CapRows, int Rows, int Columns)
{
    /// <summary>The window's corners in the picture, with further columns to the left and right, as a normaliser that sees the neighbourhood wants them.</summary>
    /// <param name="margin">Columns added on either side; at least 0.</param>
    public Quad Corners(int margin = 0)
    {
        float scale = CapHeight / CapRows, halfWidth = ((Columns * 0.5f) + margin) * scale, halfHeight = Rows * 0.5f * scale;
        (float sin, float cos) = MathF.SinCos(Angle);
        PixelPoint center = Center;
        PixelPoint At(float x, float y) => new(center.X + (cos * x) - (sin * y), center.Y + (sin * x) + (cos * y));
        return new Quad(At(-halfWidth, -halfHeight), At(halfWidth, -halfHeight), At(halfWidth, halfHeight), At(-halfWidth, halfHeight));
    }

    /// <summary>The default way: <see cref="GlyphWindow.Cut"/> and <see cref="GlyphWindow.Stretch"/>.</summary>
    /// <param name="picture">The line.</param>
    /// <param name="cut">Where and how large.</param>
    /// <param name="window">Rows × columns bytes to write.</param>
    public static void CutAndStretch(GrayImage picture, in WindowCut cut, Span<byte> window)
    {
        GlyphWindow.Cut(picture, cut.Center, cut.CapHeight, cut.Angle, cut.CapRows, cut.Rows, cut.Columns, window);
        GlyphWindow.Stretch(window, window);
    }
}
