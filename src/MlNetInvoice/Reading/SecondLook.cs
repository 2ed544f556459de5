using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>
/// A second look in red light: black, blue and purple ink stays dark in it, while the red and pink of forms, their rosettes and seals fade into the paper. Asked for only
/// if luminance leaves something open, because it requires decoding in colour.
/// </summary>
internal static class SecondLook
{
    // Below this mean distance from luminance a picture has no colour worth a second look.
    private const int LeastColor = 4;

    /// <summary>Whether the first look leaves something open.</summary>
    public static bool IsWanted(PictureLook first, InvoiceReaderOptions options) =>
        first.Numbers.Count == 0 || first.Numbers[0].Confidence < options.MinConfidence;

    /// <summary>The red channel of a picture, or null if it has no colours.</summary>
    public static GrayImage? RedOf(RgbImage image)
    {
        var red = new GrayImage(image.Width, image.Height);
        ReadOnlySpan<byte> samples = image.Samples;
        Span<byte> pixels = red.Pixels;
        long color = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = samples[3 * i];
            color += Math.Abs(samples[3 * i] - samples[(3 * i) + 1]);
        }

        return color < (long)LeastColor * pixels.Length ? null : red;
    }

    /// <summary>Weighs two looks at one picture: what they agree on is surer, what they contradict each other in less sure.</summary>
    /// <param name="first">What luminance gave: nothing acceptable.</param>
    /// <param name="second">What red light gave.</param>
    /// <param name="options">The threshold.</param>
    public static PictureLook Weigh(PictureLook first, PictureLook second, InvoiceReaderOptions options)
    {
        if (first.Numbers.Count == 0)
        {
            return second.Numbers.Count > 0 ? second : first;
        }

        NumberEvidence doubtful = first.Numbers[0];
        var weighed = new List<NumberEvidence>();
        foreach (NumberEvidence number in second.Numbers)
        {
            bool samePlace = options.Crop || QuadOverlap.Share(number.Box, doubtful.Box);
            weighed.Add(samePlace ? Weigh(doubtful, number, options) : number);
        }

        return weighed.Exists(number => number.Confidence >= options.MinConfidence) || (weighed.Count > 0 && weighed[0].Confidence > doubtful.Confidence)
            ? new PictureLook(weighed, "")
            : first;
    }

    private static NumberEvidence Weigh(NumberEvidence first, NumberEvidence second, InvoiceReaderOptions options)
    {
        (double p, double q) = (Math.Clamp(second.Confidence, 1e-4, 1 - 1e-4), Math.Clamp(first.Confidence, 1e-4, 1 - 1e-4));
        // The two looks share their optics and their ink: two agreeing ones count less than two witnesses would.
        double confidence = first.Digits == second.Digits ? 1 - ((1 - p) * Math.Sqrt(1 - q)) : p * (1 - q) / ((p * (1 - q)) + (q * (1 - p)));
        return second with
        {
            Confidence = (float)confidence,
            Doubt = second.Confidence >= options.MinConfidence ? "luminance reads as another number" : second.Doubt,
        };
    }
}
