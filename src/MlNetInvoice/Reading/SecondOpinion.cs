using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>
/// A second look in red light: black, blue and purple ink stays dark in it, while the red and pink of forms, their rosettes and seals fade into the paper. Asked for only
/// where luminance gave no number, for it takes a decoding in colour.
/// </summary>
internal static class SecondOpinion
{
    // Below this mean distance from luminance a picture has no colour worth a second look.
    private const int LeastColor = 4;

    /// <summary>Whether the first look leaves something to be wished for.</summary>
    public static bool IsWanted(IReadOnlyList<InvoiceReading> first) => first[0].Status != InvoiceReadingStatus.Read;

    /// <summary>The red channel of a picture, or null where it has no colours.</summary>
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
    /// <param name="first">What luminance gave: not accepted.</param>
    /// <param name="second">What red light gave.</param>
    /// <param name="options">Where the threshold is.</param>
    public static IReadOnlyList<InvoiceReading> Weigh(IReadOnlyList<InvoiceReading> first, IReadOnlyList<InvoiceReading> second, InvoiceReaderOptions options)
    {
        InvoiceReading doubtful = first[0];
        var weighed = new List<InvoiceReading>();
        foreach (InvoiceReading reading in second)
        {
            string? digits = reading.Digits ?? reading.BestGuess;
            bool samePlace = options.Crop || (reading.Box is { } a && doubtful.Box is { } b && QuadOverlap.Share(a, b));
            if (digits is null || doubtful.BestGuess is null || !samePlace)
            {
                weighed.Add(reading);
                continue;
            }

            (double p, double q) = (Math.Clamp(reading.Confidence, 1e-4, 1 - 1e-4), Math.Clamp(doubtful.Confidence, 1e-4, 1 - 1e-4));
            // The two looks share their optics and their ink: two agreeing ones count less than two witnesses would.
            double confidence = doubtful.BestGuess == digits ? 1 - ((1 - p) * Math.Sqrt(1 - q)) : p * (1 - q) / ((p * (1 - q)) + (q * (1 - p)));
            weighed.Add(Decide(reading, digits, (float)confidence, options));
        }

        InvoiceReading[] accepted = [.. weighed.Where(reading => reading.Status == InvoiceReadingStatus.Read)];
        return accepted.Length > 0 ? accepted
            : weighed.Count > 0 && weighed[0].Confidence > doubtful.Confidence ? [weighed[0]]
            : [doubtful];
    }

    private static InvoiceReading Decide(InvoiceReading reading, string digits, float confidence, InvoiceReaderOptions options)
    {
        bool isAccepted = confidence >= options.MinConfidence;
        bool wasAccepted = reading.Status == InvoiceReadingStatus.Read;
        string reason = isAccepted ? ""
            : wasAccepted ? FormattableString.Invariant($"The confidence of {confidence:0.0000} is below {options.MinConfidence:0.0000}: luminance reads as another number.")
            : reading.Reason;
        return reading with
        {
            Status = isAccepted ? InvoiceReadingStatus.Read : InvoiceReadingStatus.Rejected,
            Digits = isAccepted ? digits : null,
            BestGuess = isAccepted ? null : digits,
            Letters = isAccepted ? reading.Letters : null,
            LettersConfidence = isAccepted ? reading.LettersConfidence : 0,
            Confidence = confidence,
            Reason = reason,
        };
    }
}
