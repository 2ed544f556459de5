using System.Globalization;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A place of a picture, outlined where the picture is shown.</summary>
internal static class Frame
{
    /// <summary>The element: a coloured line on a light rim, seen on dark and on coloured paper.</summary>
    /// <param name="place">The place, in pixels of the picture.</param>
    /// <param name="left">Where the picture begins.</param>
    /// <param name="top">Where the picture begins.</param>
    /// <param name="scale">How large its pixels are shown.</param>
    /// <param name="color">The line's.</param>
    public static string Of(Quad place, double left, double top, double scale, string color)
    {
        string Point(PixelPoint point) => string.Create(CultureInfo.InvariantCulture, $"{left + (point.X * scale):0.#},{top + (point.Y * scale):0.#}");
        string points = string.Join(' ', new[] { place.TopLeft, place.TopRight, place.BottomRight, place.BottomLeft }.Select(Point));
        return $"<polygon points=\"{points}\" fill=\"none\" stroke=\"#fff\" stroke-opacity=\"0.7\" stroke-width=\"3\"/><polygon points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\"/>";
    }
}

/// <summary>Markup that is added as it stands.</summary>
internal readonly record struct Raw(string Markup)
{
    public override string ToString() => Markup;
}
