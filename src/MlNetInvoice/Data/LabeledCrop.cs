using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data;

/// <summary>Cuts a labelled number out of its photograph, as a person would crop it.</summary>
public static class LabeledCrop
{
    /// <summary>Share of the number's height that is added as margin all round, where the caller says nothing else.</summary>
    public const float DefaultMargin = 0.12f;

    /// <summary>Cuts the quad of a label, its perspective taken out.</summary>
    /// <param name="picture">The upright photograph.</param>
    /// <param name="quad">The number's corners.</param>
    /// <param name="margin">Margin all round, as a share of the number's height; 0 to 2.</param>
    /// <returns>A crop as wide and high as the quad's sides are on average; what lies outside the photograph repeats its edge.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The margin is out of range.</exception>
    /// <exception cref="ArgumentException">Three corners of the quad lie on one line.</exception>
    public static GrayImage Cut(GrayImage picture, Quad quad, float margin = DefaultMargin)
    {
        ArgumentNullException.ThrowIfNull(picture);
        (Quad place, int width, int height) = Grow(quad, margin);
        return Resampling.Warp(picture, place, width, height);
    }

    /// <inheritdoc cref="Cut(GrayImage, Quad, float)"/>
    public static RgbImage Cut(RgbImage picture, Quad quad, float margin = DefaultMargin)
    {
        ArgumentNullException.ThrowIfNull(picture);
        (Quad place, int width, int height) = Grow(quad, margin);
        return Resampling.Warp(picture, place, width, height);
    }

    private static (Quad Place, int Width, int Height) Grow(Quad quad, float margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(margin, 2);
        float width = (Distance(quad.TopLeft, quad.TopRight) + Distance(quad.BottomLeft, quad.BottomRight)) / 2;
        float height = (Distance(quad.TopLeft, quad.BottomLeft) + Distance(quad.TopRight, quad.BottomRight)) / 2;
        float border = height * margin;
        var grown = new Quad(
            new PixelPoint(-border, -border),
            new PixelPoint(width + border, -border),
            new PixelPoint(width + border, height + border),
            new PixelPoint(-border, height + border));
        Quad place = ProjectiveTransform.FromRectangle(quad, width, height).Map(grown);
        return (place, Math.Max(1, (int)MathF.Round(width + (2 * border))), Math.Max(1, (int)MathF.Round(height + (2 * border))));
    }

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
