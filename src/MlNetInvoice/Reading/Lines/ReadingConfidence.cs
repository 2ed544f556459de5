namespace MlNetInvoice.Reading;

/// <summary>
/// How likely a reading is right: a logistic regression on the evidence of the best path (its lead over other numbers, its weakest digit, the strips' agreement, the
/// evenness of the pitch, whether anything else stands beside it). What an expert reads is judged by the same evidence of both networks and by whether they agree. Its weights belong to a model, which
/// carries them in its manifest; <c>ReaderCalibration</c> of MlNetInvoice.Synthesis fits them on printed lines that no training has seen (docs/reading.md). Immutable; safe to share between threads.
/// </summary>
internal sealed class ReadingConfidence
{
    /// <summary>Number of features of what one network reads, the constant included.</summary>
    public const int FeatureCount = 15;

    /// <summary>Number of features of what an expert reads: its own, whether the first network read the same digits, and what else the first network saw.</summary>
    public const int ExpertFeatureCount = 2 * FeatureCount;

    // Features of models that were calibrated before the others were added: the first of them.
    private const int EarlierFeatureCount = 9;

    // How much of what stands beside the digits counts behind sure letters: fitted on generated scenes, where its weight is 1.15 instead of 5.
    private const float BehindLetters = 0.23f;

    // What stands beside the digits as surely as this is a ninth digit, letters or not.
    private const float NinthDigit = 1.9f;

    // For models that carry none: those of a reader trained by the library's recipe.
    private static readonly float[] _usual = [0.40f, 0.87f, 0.36f, 0.59f, 5.03f, 0.40f, -7.04f, 1.14f, 7.54f];

    private readonly float[] _weights;

    /// <summary>Takes a model's weights.</summary>
    /// <param name="weights"><see cref="FeatureCount"/> of them, <see cref="ExpertFeatureCount"/> of an expert, or the nine of an earlier version; null takes the usual ones.</param>
    /// <exception cref="InvalidModelException">There are as many weights as no reader wants.</exception>
    public ReadingConfidence(IReadOnlyList<float>? weights = null)
    {
        _weights = weights is null ? _usual : [.. weights];
        if (_weights.Length is not (EarlierFeatureCount or FeatureCount or ExpertFeatureCount))
        {
            throw new InvalidModelException(
                $"The model's reading confidence has {_weights.Length} weights where a reader wants {FeatureCount} and an expert {ExpertFeatureCount}; calibrate it anew.");
        }
    }

    /// <summary>Probability that all digits of a line are right, 0 to 1.</summary>
    /// <param name="reading">The line.</param>
    public float OfDigits(LineReading reading)
    {
        if (reading.Digits.Length == 0)
        {
            return 0;
        }

        Span<float> features = stackalloc float[ExpertFeatureCount];
        Describe(reading, features);
        if (reading.First is null)
        {
            // An expert that reads alone agrees with itself.
            features[..FeatureCount].CopyTo(features[FeatureCount..]);
        }

        return OfFeatures(features);
    }

    /// <summary>Probability that belongs to the evidence of <see cref="Describe(LineReading)"/>, 0 to 1.</summary>
    public float OfFeatures(ReadOnlySpan<float> features)
    {
        float sum = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * features[i];
        }

        return Logistic(sum);
    }

    /// <summary>Probability that both letters are right, 0 to 1.</summary>
    /// <param name="lead">By how much the less sure letter leads, mean logarithm of probability.</param>
    public static float OfLetters(float lead) => Logistic((2.2f * lead) - 2f);

    /// <summary>The evidence of a line, behind it that of the network that read it first.</summary>
    /// <param name="reading">The line.</param>
    /// <returns><see cref="FeatureCount"/> values, or <see cref="ExpertFeatureCount"/> if an expert read it.</returns>
    public static float[] Describe(LineReading reading)
    {
        float[] features = new float[reading.First is null ? FeatureCount : ExpertFeatureCount];
        Describe(reading, features);
        return features;
    }

    private static void Describe(LineReading reading, Span<float> features)
    {
        DescribeOne(reading, features);
        if (reading.First is { } first)
        {
            DescribeOne(first, features[FeatureCount..]);
            features[FeatureCount] = first.Digits == reading.Digits ? 1 : 0;
        }
    }

    // As numbers of about one.
    private static void DescribeOne(LineReading reading, Span<float> features)
    {
        features[0] = 1f;
        features[1] = MathF.Min(-reading.Doubts, 5f);
        features[2] = MathF.Min(reading.Margin, 4f);
        features[3] = MathF.Max(reading.MeanDigit, -3f);
        // Bare table and texture beside the paper are a digit with a third of the probability; only what looks more like one counts.
        // Behind letters that are sure a number has eight digits, whatever stroke of a rosette stands beside it.
        float side = Math.Clamp(reading.Isolation + 0.45f, -4f, 0f);
        features[4] = reading.HasSureLetters ? (BehindLetters * side) + (1.6f * Math.Min(0, side + NinthDigit)) : side;
        features[5] = reading.Agreement;
        features[6] = reading.PitchDeviation;
        features[7] = MathF.Max(reading.WorstDigit, -4f);
        features[8] = MathF.Max(reading.MeanGap, -3f);
        features[9] = MathF.Min(reading.WeakestDigit, 8f);
        features[10] = MathF.Log(Math.Max(1, reading.Voters));
        features[11] = reading.RelativePitch;
        reading.LeastProbable.Span.CopyTo(features[12..]);
    }

    private static float Logistic(float value) => 1f / (1f + MathF.Exp(-value));
}
