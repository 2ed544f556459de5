using System.Text;
using MlNetInvoice.Imaging;
using UglyToad.PdfPig.Content;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>A letter where it stands: in points from the page's top left, and along and across the direction that its line runs in.</summary>
/// <param name="Text">One character or more, full-width forms made ordinary.</param>
/// <param name="Start">Where its baseline begins.</param>
/// <param name="End">Where its baseline ends.</param>
/// <param name="Size">Height of the type in points.</param>
/// <param name="Degrees">Direction of the baseline, clockwise from the right, rounded.</param>
internal sealed record TextLetter(string Text, PixelPoint Start, PixelPoint End, double Size, int Degrees)
{
    /// <summary>Height of capitals and digits of usual faces, as a share of the type size.</summary>
    private const double CapitalHeight = 0.72;

    /// <summary>Place along the line.</summary>
    public double Along => Turn(Start).X;

    /// <summary>End along the line.</summary>
    public double EndAlong => Turn(End).X;

    /// <summary>Place of the baseline across the line, downward.</summary>
    public double Across => Turn(Start).Y;

    /// <summary>Takes a letter of PdfPig, whose origin is at the bottom.</summary>
    public static TextLetter Of(Letter letter, double pageHeight)
    {
        var start = PointOf(letter.StartBaseLine.X, pageHeight - letter.StartBaseLine.Y);
        var end = PointOf(letter.EndBaseLine.X, pageHeight - letter.EndBaseLine.Y);
        double size = letter.PointSize > 0.5 ? letter.PointSize : Math.Max(1, letter.BoundingBox.Height / CapitalHeight);
        int degrees = (int)Math.Round(Math.Atan2(end.Y - start.Y, end.X - start.X) * 180 / Math.PI);
        return new TextLetter(letter.Value.Normalize(NormalizationForm.FormKC), start, end, size, degrees);
    }

    /// <summary>The quad from this letter to another on the same line.</summary>
    public Quad To(TextLetter last)
    {
        double size = Math.Max(Size, last.Size) * CapitalHeight;
        double radians = Degrees * Math.PI / 180;
        double upX = Math.Sin(radians) * size;
        double upY = -Math.Cos(radians) * size;
        return new Quad(PointOf(Start.X + upX, Start.Y + upY), PointOf(last.End.X + upX, last.End.Y + upY), last.End, Start);
    }

    private static PixelPoint PointOf(double x, double y) => new((float)x, (float)y);

    private PixelPoint Turn(PixelPoint point)
    {
        double radians = Degrees * Math.PI / 180;
        return PointOf((point.X * Math.Cos(radians)) + (point.Y * Math.Sin(radians)), (point.Y * Math.Cos(radians)) - (point.X * Math.Sin(radians)));
    }
}
