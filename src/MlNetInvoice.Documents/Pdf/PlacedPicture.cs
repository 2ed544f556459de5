using MlNetInvoice.Imaging;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>A picture of a page, turned as the page shows it, and where it stands in points from the top left.</summary>
internal sealed record PlacedPicture(RgbImage Image, double X, double Y, double Width, double Height, ImageDamage? Damage)
{
    /// <summary>Decodes a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="pageHeight">Height of the page in points.</param>
    /// <param name="options">Limits.</param>
    public static PlacedPicture Of(IPdfImage image, double pageHeight, DocumentOptions options)
    {
        (RgbImage stored, ImageDamage? damage) = PdfImageDecoder.Decode(image, options);
        PdfRectangle box = image.BoundingBox;
        double[] x = [box.BottomLeft.X, box.BottomRight.X, box.TopLeft.X, box.TopRight.X];
        double[] y = [box.BottomLeft.Y, box.BottomRight.Y, box.TopLeft.Y, box.TopRight.Y];
        ImageOrientation orientation = OrientationOf(box);
        return new PlacedPicture(
            Resampling.Orient(stored, orientation), x.Min(), pageHeight - y.Max(), x.Max() - x.Min(), y.Max() - y.Min(), orientation == ImageOrientation.Upright ? damage : damage is null ? null : damage with { Missing = null });
    }

    /// <summary>Pastes the picture into a sheet.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="scale">Pixels of the sheet per point.</param>
    public void PasteInto(RgbImage sheet, double scale)
    {
        int width = (int)Math.Round(Width * scale);
        int height = (int)Math.Round(Height * scale);
        int left = (int)Math.Round(X * scale);
        int top = (int)Math.Round(Y * scale);
        if (width < 1 || height < 1 || width > sheet.Width * 2 || height > sheet.Height * 2)
        {
            return;
        }

        RgbImage scaled = width == Image.Width && height == Image.Height ? Image
            : Resampling.Resize(Image, width, height, width <= Image.Width && height <= Image.Height ? ResamplingFilter.Area : ResamplingFilter.Bilinear);
        int from = Math.Max(0, -left);
        int count = Math.Min(width, sheet.Width - left) - from;
        for (int y = Math.Max(0, -top); count > 0 && y < height && top + y < sheet.Height; y++)
        {
            scaled.Samples.Slice(((y * width) + from) * 3, count * 3).CopyTo(sheet.Samples[((((top + y) * sheet.Width) + left + from) * 3)..]);
        }
    }

    /// <summary>The nearest of the eight orientations: where the picture's own right and top point to on the page.</summary>
    private static ImageOrientation OrientationOf(PdfRectangle box)
    {
        double rightX = box.BottomRight.X - box.BottomLeft.X;
        double rightY = box.BottomRight.Y - box.BottomLeft.Y;
        double upX = box.TopLeft.X - box.BottomLeft.X;
        double upY = box.TopLeft.Y - box.BottomLeft.Y;
        if (Math.Abs(rightX) >= Math.Abs(rightY))
        {
            return (rightX >= 0, upY >= 0) switch
            {
                (true, true) => ImageOrientation.Upright,
                (false, false) => ImageOrientation.HalfTurned,
                (false, true) => ImageOrientation.MirroredHorizontally,
                _ => ImageOrientation.MirroredVertically,
            };
        }

        return (rightY >= 0, upX >= 0) switch
        {
            (true, false) => ImageOrientation.NeedsCounterClockwiseTurn,
            (false, true) => ImageOrientation.NeedsClockwiseTurn,
            (true, true) => ImageOrientation.Transversed,
            _ => ImageOrientation.Transposed,
        };
    }
}
