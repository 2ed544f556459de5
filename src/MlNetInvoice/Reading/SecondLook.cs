using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Further looks, in the light of one colour. In red light black, blue and purple ink stays dark, while the red and pink of forms, their rosettes and seals fade into the
/// paper; in green light red and pink letters stand out more than in luminance. Asked for only if luminance leaves something open, because they require decoding in colour.
/// </summary>
internal static class SecondLook
{
    // Red and green differ by as much where ink or paper has a colour: a rosette, a seal, a form.
    private const int Colorful = 24;

    // One pixel in so many must be colourful, or all of them a little, or there is nothing that red light could take away.
    private const int PixelsPerColorful = 500;
    private const int LeastTint = 4;

    // Confidence of other digits in the same place from which they contradict.
    private const float LeastContradiction = 0.3f;

    // Confidence of the digits from which letters are worth another look, and the belief below which another row of the slip is the number, unless this one stands out of its own surroundings.
    private const float LeastLettered = 0.7f;
    private const float LeastBelief = 0.1f;
    private const float StandsOut = 0.5f;

    /// <summary>Whether the first look leaves something open: no number, or a slip whose number is not sure.</summary>
    public static bool IsWanted(PictureLook first, InvoiceReaderOptions options) =>
        first.Numbers.Count == 0 || first.Numbers[0].Confidence < options.MinConfidence || first.Numbers.Any(number => IsOpen(number, options));

    /// <summary>Whether digits that read well lack sure letters, which may be printed too faintly in red.</summary>
    public static bool AreLettersOpen(PictureLook look, InvoiceReaderOptions options) => !options.Crop && look.Numbers.Any(number => AreLettersOpen(number, options));

    /// <summary>The rows on which green light is to fall: those of numbers without sure letters beside one that is sure; null for the whole picture.</summary>
    public static IReadOnlyList<NumberLineCandidate>? UnletteredRows(PictureLook look, InvoiceReaderOptions options)
    {
        // While nothing is sure, the number may stand where no row was found.
        NumberEvidence[] open = look.Numbers is [{ } best, ..] && best.Confidence >= options.MinConfidence ? [.. look.Numbers.Where(number => AreLettersOpen(number, options))] : [];
        return open.Length > 0 && Array.TrueForAll(open, number => number.Row is not null) ? [.. open.Select(number => number.Row!.Value)] : null;
    }

    /// <summary>The red channel of a picture, or null if it has no colours.</summary>
    public static GrayImage? RedOf(RgbImage image) => ChannelOf(image, 0);

    /// <summary>The green channel of a picture, or null if it has no colours.</summary>
    public static GrayImage? GreenOf(RgbImage image) => ChannelOf(image, 1);

    private static GrayImage? ChannelOf(RgbImage image, int channel)
    {
        var light = new GrayImage(image.Width, image.Height);
        ReadOnlySpan<byte> samples = image.Samples;
        Span<byte> pixels = light.Pixels;
        int colorful = 0;
        long tint = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = samples[(3 * i) + channel];
            int color = Math.Abs(samples[3 * i] - samples[(3 * i) + 1]);
            tint += color;
            colorful += color > Colorful ? 1 : 0;
        }

        return colorful < pixels.Length / PixelsPerColorful && tint < (long)LeastTint * pixels.Length ? null : light;
    }

    /// <summary>Weighs two looks at one picture, slip by slip: what they agree on is surer, what they contradict each other in less sure; what the first one accepted stays.</summary>
    /// <param name="first">What luminance gave.</param>
    /// <param name="second">What red light gave.</param>
    /// <param name="options">The threshold.</param>
    public static PictureLook Weigh(PictureLook first, PictureLook second, InvoiceReaderOptions options)
    {
        if (first.Numbers.Count == 0 || second.Numbers.Count == 0)
        {
            return first.Numbers.Count == 0 && second.Numbers.Count > 0 ? second : first;
        }

        var weighed = new List<NumberEvidence>();
        foreach (NumberEvidence number in first.Numbers)
        {
            NumberEvidence? again = second.Numbers.FirstOrDefault(other => IsSamePlace(number, other, options));
            weighed.Add(again is null || number.Confidence >= options.MinConfidence ? number : Weigh(number, again, options));
        }

        weighed.AddRange(second.Numbers.Where(other => !first.Numbers.Any(number => IsSamePlace(number, other, options))));
        weighed.Sort(static (a, b) => b.Confidence.CompareTo(a.Confidence));
        return new PictureLook(weighed);
    }

    /// <summary>Gives numbers the letters that green light shows more surely in front of the same digits, which are surer for it.</summary>
    /// <param name="look">What was found so far.</param>
    /// <param name="green">What green light gave.</param>
    /// <param name="options">How pictures are read.</param>
    public static PictureLook AddLetters(PictureLook look, PictureLook green, InvoiceReaderOptions options)
    {
        List<NumberEvidence> numbers = [.. look.Numbers.Select(number =>
            green.Numbers.FirstOrDefault(other => other.Digits == number.Digits && IsSamePlace(number, other, options)) is { } lit && lit.LettersConfidence > number.LettersConfidence
                ? number with
                {
                    Letters = lit.Letters,
                    LettersConfidence = lit.LettersConfidence,
                    DigitsConfidence = (float)Agreeing(number.DigitsConfidence, lit.DigitsConfidence),
                    Belief = Math.Max(number.Belief, lit.Belief),
                    Doubt = lit.Doubt,
                }
                : number)];
        numbers.Sort(static (a, b) => b.Confidence.CompareTo(a.Confidence));
        return new PictureLook(numbers, look.Nothing);
    }

    // A number by its letters and its place, whose digits are not sure.
    private static bool IsOpen(NumberEvidence number, InvoiceReaderOptions options) => number.Belief > 0.5f && number.Confidence < options.MinConfidence && number.DigitsConfidence > 0.3f;

    private static bool AreLettersOpen(NumberEvidence number, InvoiceReaderOptions options) =>
        number.DigitsConfidence > LeastLettered && number.LettersConfidence < options.MinLettersConfidence && (number.Belief > LeastBelief || number.Row is { Prominence: > StandsOut });

    private static bool IsSamePlace(NumberEvidence a, NumberEvidence b, InvoiceReaderOptions options) => options.Crop || QuadOverlap.Share(a.Box, b.Box);

    private static NumberEvidence Weigh(NumberEvidence first, NumberEvidence second, InvoiceReaderOptions options)
    {
        (double p, double q) = (Math.Clamp(second.DigitsConfidence, 1e-4, 1 - 1e-4), Math.Clamp(first.DigitsConfidence, 1e-4, 1 - 1e-4));
        // What reads badly in red light contradicts nothing: the number stays as it is.
        bool isStrayed = first.Digits != second.Digits && p < LeastContradiction && q > p;
        NumberEvidence digits = isStrayed ? first : second;
        double confidence = first.Digits == second.Digits ? Agreeing(p, q) : isStrayed ? q : p * (1 - q) / ((p * (1 - q)) + (q * (1 - p)));
        // Letters printed in red show in luminance alone; in one place stands one number, whatever digits the looks make of it.
        NumberEvidence lettered = first.LettersConfidence > second.LettersConfidence ? first : second;
        return digits with
        {
            DigitsConfidence = (float)confidence,
            Belief = Math.Max(first.Belief, second.Belief),
            Letters = lettered.Letters,
            LettersConfidence = lettered.LettersConfidence,
            Doubt = digits.Confidence >= options.MinConfidence ? ReadingReason.LooksDisagree : digits.Doubt,
        };
    }

    // The looks share their optics and their ink: two agreeing ones count less than two witnesses would.
    private static double Agreeing(double p, double q) => 1 - ((1 - Math.Max(p, q)) * Math.Sqrt(1 - Math.Min(p, q)));
}
