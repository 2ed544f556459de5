namespace MlNetInvoice.Reading;

/// <summary>
/// How likely a row of a photograph is an invoice's number and not a tax number, date, order number or ornament: with two letters in front a logistic regression on letters,
/// place and digits, fitted on generated scenes with rivals (Platt 1999; docs/reading.md); without letters a row of eight digits is at most a guess.
/// </summary>
internal static class NumberBelief
{
    /// <summary>Number of features, the constant included.</summary>
    public const int FeatureCount = 6;

    // Below it a pair of letters is as likely two ideographs of a caption: of 379 such rows on 374 generated scenes 9 were numbers.
    private const float SignOfLetters = 0.45f;

    // Digits of an invoice's number; tax numbers and dates have as many.
    private const int InvoiceDigits = 8;

    // The most that a row of as many digits gets without letters.
    private const float Guess = 0.6f;

    // What a row gets that is surely another number than the one asked for.
    private const float Rival = 0.02f;

    // What a row whose letters are not sure gets if it stands out of its slip as numbers alone do.
    private const float Outstanding = 0.97f;

    private static readonly string[] _captions = ["NO", "SN", "PN", "ID"];

    // Rounded from what the command belief of tests/MlNetInvoice.Benchmarks fits, dates and repeated digits counting for more.
    private static readonly float[] _weights = [-0.7f, 1.3f, 3.2f, -4f, -2.9f, -0.5f];

    /// <summary>Whether two letters show in front that are not a caption such as NO for number.</summary>
    public static bool HasLetters(LineReading line) => line.LettersConfidence >= SignOfLetters && !_captions.Contains(line.Letters);

    /// <summary>Probability that a row is an invoice's number, 0 to 1.</summary>
    /// <param name="line">The row.</param>
    /// <param name="isOutranked">Whether another row of its slip is the number: one with two letters in front, larger if this one has letters, too.</param>
    public static float Of(LineReading line, bool isOutranked)
    {
        if (!HasLetters(line))
        {
            return OfBareRow(line, isOutranked);
        }

        if (isOutranked)
        {
            return Rival;
        }

        Span<float> features = stackalloc float[FeatureCount];
        Describe(line, features);
        float belief = Of(features, _weights);
        return IsOutstanding(line) ? Math.Max(belief, Outstanding) : belief;
    }

    /// <summary>Probability that belongs to the evidence of <see cref="Describe"/> by weights of its own, 0 to 1.</summary>
    public static float Of(ReadOnlySpan<float> features, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        for (int i = 0; i < FeatureCount; i++)
        {
            sum += weights[i] * features[i];
        }

        return 1f / (1f + MathF.Exp(-sum));
    }

    /// <summary>The evidence of a row with letters as numbers of about one.</summary>
    /// <param name="line">The row.</param>
    /// <param name="features">Receives <see cref="FeatureCount"/> values.</param>
    public static void Describe(LineReading line, Span<float> features)
    {
        features[0] = 1;
        features[1] = Math.Clamp(MathF.Log(line.LettersConfidence / Math.Max(1 - line.LettersConfidence, 1e-6f)), -2f, 5f);
        features[2] = line.Prominence - 0.45f;
        features[3] = DigitPattern.IsDate(line.Digits) ? 1 : 0;
        features[4] = DigitPattern.IsRepeated(line.Digits) ? 1 : 0;
        features[5] = LineReading.LookLikeDigits(line.Letters) ? 1 : 0;
    }

    // Larger than most of its slip, evenly spaced, upright, read plainly, and no tax number, the one rival that is printed as large.
    private static bool IsOutstanding(LineReading line) =>
        line is { Prominence: > 0.5f, RelativePitch: > 0.6f and < 1.15f, Isolation: > -0.6f, Confidence: > 0.93f, IsReversed: false }
        && !TaxNumber.IsValid(line.Digits) && !DigitPattern.IsTurnable(line.Digits) && !DigitPattern.IsDate(line.Digits) && !DigitPattern.IsRepeated(line.Digits);

    // What stands alone, evenly spaced and larger than the rest of its slip is the likeliest guess; tax numbers, dates and ornaments are none.
    private static float OfBareRow(LineReading line, bool isOutranked)
    {
        if (isOutranked || DigitPattern.IsDate(line.Digits) || DigitPattern.IsRepeated(line.Digits))
        {
            return Rival;
        }

        // Another count of digits was asked for as such: neither letters nor rivals of an invoice's number say anything about it.
        if (line.Digits.Length != InvoiceDigits)
        {
            return 1;
        }

        bool isEven = line is { RelativePitch: > 0.6f and < 1.15f, Isolation: > -0.6f, IsReversed: false } && !DigitPattern.IsTurnable(line.Digits);
        float share = Math.Clamp(line.Prominence + (isEven ? 0.3f : -0.2f), 0.05f, 1f) * (TaxNumber.IsValid(line.Digits) ? 0.4f : 1f);
        return Guess * share;
    }
}
