using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>Finds and reads the Code 39 of a certificate, which stands above its two QR codes.</summary>
internal static class BarCodeReader
{
    // Above a left QR code, above a right one, and below a number's digits, in their sides and lengths: the bars lie about the middle.
    private static readonly Zone _aboveLeft = new((-0.3f, 2.9f), (-0.62f, -0.09f));
    private static readonly Zone _aboveRight = new((-1.9f, 1.3f), (-0.62f, -0.09f));
    private static readonly Zone _belowDigits = new((-0.75f, 1.4f), (0.4f, 1.4f));

    /// <summary>Looks for the bar code above QR codes.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="square">A QR code of the certificate, decoded or located.</param>
    /// <param name="isRight">Whether it is the right one; null if that is not known.</param>
    /// <returns>The bar code, or null.</returns>
    public static LocatedCode? Read(GrayImage image, LocatedCode square, bool? isRight)
    {
        var frame = new CodeFrame(square.Place);
        return (isRight == true ? null : Read(image, frame, _aboveLeft)) ?? (isRight == false ? null : Read(image, frame, _aboveRight));
    }

    /// <summary>Looks for the bar code of a certificate of which the number alone was found: torn or covered QR codes.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="digits">Where the number's digits stand.</param>
    /// <returns>The bar code, or null.</returns>
    public static LocatedCode? ReadBelow(GrayImage image, Quad digits) => Read(image, CodeFrame.OfNumber(digits), _belowDigits);

    private static LocatedCode? Read(GrayImage image, CodeFrame frame, Zone zone)
    {
        if (BarBand.Find(image, frame, zone.Along, zone.Down) is not { } band || Code39Reader.Read(band) is not { } found || !BarcodeText.TryParse(found.Text, out _))
        {
            return null;
        }

        float width = zone.Along.To - zone.Along.From, left = zone.Along.From + (width * found.From), right = zone.Along.From + (width * found.To), half = 0.5f * band.Height;
        return new LocatedCode(found.Text, new Quad(frame.At(left, band.Middle - half), frame.At(right, band.Middle - half), frame.At(right, band.Middle + half), frame.At(left, band.Middle + half)), 0);
    }

    /// <summary>Where bars are looked for, in sides of a frame.</summary>
    private readonly record struct Zone((float From, float To) Along, (float From, float To) Down);
}
