using MlNetInvoice.Imaging;
using UglyToad.PdfPig.Content;

namespace MlNetInvoice.Documents.Pdf;

/// <summary>The pictures of a page as one: a scan as it is stored, several (the strips of some scanners, a photograph beside a logo) pasted where the page shows them.</summary>
internal static class PdfPictures
{
    /// <summary>Rules, bullets and logos that cannot show a number with its surroundings.</summary>
    private const int LeastSide = 24;

    /// <summary>Pictures of a page that are looked at.</summary>
    private const int MaxPictures = 500;

    /// <summary>Adds the page's picture, or why there is none, to what is known of the page.</summary>
    /// <param name="result">What is known.</param>
    /// <param name="page">The page.</param>
    /// <param name="options">Limits.</param>
    public static DocumentPage AddTo(DocumentPage result, Page page, DocumentOptions options)
    {
        List<PlacedPicture> pictures = [];
        string? fault = null;
        foreach (IPdfImage image in page.GetImages().Take(MaxPictures))
        {
            if (image.WidthInSamples < LeastSide || image.HeightInSamples < LeastSide / 4)
            {
                continue;
            }

            try
            {
                pictures.Add(PlacedPicture.Of(image, page.Height, options));
            }
            catch (MlNetInvoiceException refused)
            {
                fault ??= refused.Message;
            }
        }

        if (pictures.Count == 0)
        {
            return fault is null ? result : result with { Fault = $"PDF, page {result.Number}: {fault}" };
        }

        ImageDamage? damage = pictures.Select(picture => picture.Damage).FirstOrDefault(found => found is not null);
        return pictures.Count == 1
            ? result with { Image = pictures[0].Image, Damage = damage }
            : result with { Image = Paste(pictures, page.Width, page.Height, options.Decoder), Damage = damage is null ? null : damage with { Missing = null } };
    }

    private static RgbImage Paste(List<PlacedPicture> pictures, double pageWidth, double pageHeight, ImageDecoderOptions limits)
    {
        PlacedPicture largest = pictures.MaxBy(picture => (long)picture.Image.Width * picture.Image.Height)!;
        double scale = largest.Image.Width / largest.Width;
        scale = Math.Min(scale, Math.Sqrt(limits.MaxPixels / Math.Max(1, pageWidth * pageHeight)) * 0.99);
        var sheet = new RgbImage(Math.Max(1, (int)(pageWidth * scale)), Math.Max(1, (int)(pageHeight * scale)));
        sheet.Samples.Fill(255);
        foreach (PlacedPicture picture in pictures)
        {
            picture.PasteInto(sheet, scale);
        }

        return sheet;
    }
}
