using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Codes;

namespace MlNetInvoice.Reading;

/// <summary>The codes of one certificate: its left QR code, or its bar code alone.</summary>
/// <param name="Left">What the QR codes say; null if only the bar code was read.</param>
/// <param name="Bars">What the bar code says, or null.</param>
/// <param name="Place">Where the left QR code stands, or the bar code.</param>
/// <param name="BarsPlace">Where the bar code stands, or null.</param>
internal sealed record CertificateCodes(LeftCode? Left, BarcodeText? Bars, Quad Place, Quad? BarsPlace)
{
    /// <summary>The number's two letters.</summary>
    public string Letters => Left?.Letters ?? Bars!.Letters;

    /// <summary>The number's eight digits.</summary>
    public string Digits => Left?.Digits ?? Bars!.Digits;

    /// <summary>Whether a number stands where the certificate's number does: above the left code, or the bars, about the middle of the paper.</summary>
    /// <param name="digits">Where its digits stand.</param>
    public bool HasBelow(Quad digits)
    {
        if (Left is null)
        {
            return CodeFrame.OfNumber(digits).Of(Place) is { Along: > -0.2f and < 0.9f, Down: > 0.3f and < 1.6f };
        }

        (float along, float down) = new CodeFrame(Place).Of(digits);
        float dx = digits.TopRight.X - digits.TopLeft.X, dy = digits.TopRight.Y - digits.TopLeft.Y, ux = Place.TopRight.X - Place.TopLeft.X, uy = Place.TopRight.Y - Place.TopLeft.Y;
        float cosine = ((dx * ux) + (dy * uy)) / MathF.Sqrt(Math.Max(1e-3f, ((dx * dx) + (dy * dy)) * ((ux * ux) + (uy * uy))));
        return cosine > 0.9f && along is > 0.1f and < 2.4f && down is > -2.6f and < -0.35f;
    }
}
