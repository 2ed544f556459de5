using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Codes;

namespace MlNetInvoice.Reading;

/// <summary>Finds the codes of certificates in a picture and puts those of one certificate together.</summary>
internal static class CertificateFinder
{
    /// <summary>The certificates whose left QR code or bar code was read.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="decoder">Decodes codes.</param>
    /// <param name="readings">The numbers: below those without a code, a second, closer look is taken.</param>
    public static List<CertificateCodes> Find(GrayImage image, ICodeDecoder decoder, IReadOnlyList<InvoiceReading> readings)
    {
        List<LocatedCode> codes = SquareCodeReader.Read(image, decoder);
        foreach (InvoiceReading reading in readings)
        {
            if (reading.Box is { } box && reading.Letters is not null && !codes.Exists(code => LeftCode.TryParse(code.Text, out _) && MayBelongTo(code, box)) && ShowsCodes(image, box))
            {
                List<LocatedCode> closer = SquareCodeReader.ReadBelow(image, box, decoder);
                codes.RemoveAll(code => code.Text is null && closer.Exists(other => QuadOverlap.Share(other.Place, code.Place)));
                codes.AddRange(closer.Where(code => !codes.Exists(other => QuadOverlap.Share(other.Place, code.Place))));
            }
        }

        var certificates = new List<CertificateCodes>();
        foreach (LocatedCode code in codes)
        {
            if (LeftCode.TryParse(code.Text, RightOf(code, codes), out LeftCode? left))
            {
                LocatedCode? bars = BarCodeReader.Read(image, code, isRight: false);
                certificates.Add(new CertificateCodes(left, BarcodeText.TryParse(bars?.Text, out BarcodeText? text) ? text : null, code.Place, bars?.Place));
            }
        }

        foreach (LocatedCode code in codes.Where(code => code.Text is null || code.Text.StartsWith("**", StringComparison.Ordinal)))
        {
            // The left one is torn or covered; the bars say some of it.
            if (!certificates.Exists(other => new CodeFrame(other.Place).Of(code.Place) is { Along: > -3 and < 4, Down: > -1 and < 2 })
                && BarCodeReader.Read(image, code, code.Text is null ? null : true) is { } bars && BarcodeText.TryParse(bars.Text, out BarcodeText? text)
                && !certificates.Exists(other => other.Digits == text.Digits))
            {
                certificates.Add(new CertificateCodes(null, text, bars.Place, bars.Place));
            }
        }

        foreach (InvoiceReading reading in readings)
        {
            // No QR code of it is in view, or none can be read.
            if (reading.Box is { } box && !certificates.Exists(other => other.Digits == (reading.Digits ?? reading.BestGuess) || other.HasBelow(box)) && ShowsBars(image, box)
                && BarCodeReader.ReadBelow(image, box) is { } bars && BarcodeText.TryParse(bars.Text, out BarcodeText? text) && !certificates.Exists(other => other.Digits == text.Digits))
            {
                certificates.Add(new CertificateCodes(null, text, bars.Place, bars.Place));
            }
        }

        return certificates;
    }

    private static bool MayBelongTo(LocatedCode code, Quad digits) => new CodeFrame(code.Place).Of(digits) is { Along: > -0.5f and < 3, Down: > -3 and < 0 };

    // The text of the code that stands at the right of a left one, at the same height.
    private static string? RightOf(LocatedCode left, List<LocatedCode> codes)
    {
        var frame = new CodeFrame(left.Place);
        return codes.Find(code => code.Text?.StartsWith("**", StringComparison.Ordinal) == true && frame.Of(code.Place) is { Along: > 1.4f and < 3.6f, Down: > 0 and < 1 })?.Text;
    }

    // Codes are dense: where light and dark hardly alternate below a number, it is a slip without codes, and nothing more is looked for.
    private static bool ShowsCodes(GrayImage image, Quad digits) => IsDense(image, digits, (0.75f, 1.9f, 0.12f), (-0.6f, 0.2f));

    // Bars stand in the middle, above the codes, and are lower than these.
    private static bool ShowsBars(GrayImage image, Quad digits) => IsDense(image, digits, (0.5f, 1.3f, 0.05f), (0.1f, 0.9f));

    private static bool IsDense(GrayImage image, Quad digits, (float From, float To, float Step) below, (float From, float To) along)
    {
        var row = new Segmentation.LineGeometry(digits);
        float down = row.Length / Math.Max(1f, row.Height);
        int dense = 0, seen = 0;
        for (float v = below.From; v < below.To; v += below.Step)
        {
            float most = 0, least = 255, last = 0, changes = 0;
            int count = 0;
            for (float u = along.From; u < along.To; u += 0.008f)
            {
                PixelPoint at = row.At(u, v * down);
                if (at.X < 0 || at.Y < 0 || at.X >= image.Width || at.Y >= image.Height)
                {
                    continue;
                }

                float value = image[(int)at.X, (int)at.Y];
                changes += count++ > 0 ? Math.Abs(value - last) : 0;
                (most, least, last) = (Math.Max(most, value), Math.Min(least, value), value);
            }

            seen += count > 60 ? 1 : 0;
            dense += count > 60 && most - least > 14 && changes > 0.13f * count * (most - least) ? 1 : 0;
        }

        return seen >= 3 && dense >= 2;
    }
}
