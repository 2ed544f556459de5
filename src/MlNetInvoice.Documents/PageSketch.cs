using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>A picture of a page to draw results into: its own, or for a page of text a white sheet with a grey bar for each word, at 144 dots per inch.</summary>
public static class PageSketch
{
    /// <summary>Pixels of a sketch per point of a text's coordinates.</summary>
    public const double PixelsPerPoint = 2;

    private const int LongestSide = 4000;
    private const byte BarGrey = 205;

    /// <summary>The picture of a page.</summary>
    /// <param name="page">The page.</param>
    /// <returns>A picture that the caller may draw into, or null if the page has neither a picture nor text.</returns>
    public static RgbImage? Of(DocumentPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (page.Image is { } image)
        {
            return new RgbImage(image.Width, image.Height, image.Samples.ToArray());
        }

        if (page.Text is not { } text)
        {
            return null;
        }

        var sheet = new RgbImage(Side(text.Width), Side(text.Height));
        sheet.Samples.Fill(255);
        foreach (PageWord word in text.Words)
        {
            Fill(sheet, word.Box);
        }

        return sheet;
    }

    /// <summary>A place in a page's text as a place in its sketch.</summary>
    /// <param name="box">The place in points.</param>
    public static Quad Place(Quad box) => new(Scale(box.TopLeft), Scale(box.TopRight), Scale(box.BottomRight), Scale(box.BottomLeft));

    private static PixelPoint Scale(PixelPoint point) => new((float)(point.X * PixelsPerPoint), (float)(point.Y * PixelsPerPoint));

    private static int Side(double points) => (int)Math.Clamp(Math.Ceiling(points * PixelsPerPoint), 1, LongestSide);

    private static void Fill(RgbImage sheet, Quad box)
    {
        Quad place = Place(box);
        float[] x = [place.TopLeft.X, place.TopRight.X, place.BottomRight.X, place.BottomLeft.X];
        float[] y = [place.TopLeft.Y, place.TopRight.Y, place.BottomRight.Y, place.BottomLeft.Y];
        int left = (int)Math.Clamp(x.Min(), 0, sheet.Width);
        int right = (int)Math.Clamp(x.Max(), left, sheet.Width);
        for (int row = (int)Math.Clamp(y.Min(), 0, sheet.Height); row < (int)Math.Clamp(y.Max(), 0, sheet.Height); row++)
        {
            sheet.Samples.Slice(((row * sheet.Width) + left) * 3, (right - left) * 3).Fill(BarGrey);
        }
    }
}
