using System.Buffers;
using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>What one line reads as, with the evidence for it. Immutable once ranked.</summary>
internal sealed class LineReading
{
    private const float ExplainingLetters = 0.7f;
    private const float SureLetters = 0.9f;

    // A digit that is less probable is as hopeless, logarithm of probability.
    private const float Hopeless = -6f;
    private static readonly SearchValues<char> _digitLike = SearchValues.Create("BDIOQSZ");

    private LineReading()
    {
        Digits = "";
        Glyphs = [];
    }

    /// <summary>Concludes a reading from the best strip and the votes of all that agree with it on the number of digits.</summary>
    /// <param name="best">The best strip.</param>
    /// <param name="votes">Summed logarithms of probability, ten a digit.</param>
    /// <param name="agreeing">Strips whose votes were summed.</param>
    /// <param name="voters">Strips good enough to vote.</param>
    /// <param name="confidence">Tells how sure all that is.</param>
    /// <param name="letters">The letters before the digits; null where none were looked for or found.</param>
    /// <param name="first">What the first network made of the line that an expert reads; null if no other one read it.</param>
    public LineReading(
        LineHypothesis best, ReadOnlySpan<float> votes, int agreeing, int voters, ReadingConfidence confidence, LetterPair? letters = null, LineReading? first = null)
    {
        int count = votes.Length / 10;
        Span<char> digits = stackalloc char[count];
        var glyphs = new GlyphReading[count];
        float weakest = float.PositiveInfinity;
        float doubt = 0;
        float[] least = [0, 0, 0];
        Span<float> scores = stackalloc float[10];
        for (int i = 0; i < count; i++)
        {
            float sum = 0;
            float most = float.NegativeInfinity;
            for (int d = 0; d < 10; d++)
            {
                scores[d] = votes[(i * 10) + d] / agreeing;
                most = Math.Max(most, scores[d]);
            }

            for (int d = 0; d < 10; d++)
            {
                scores[d] = MathF.Exp(scores[d] - most);
                sum += scores[d];
            }

            int likeliest = ClassScores.IndexOfLargest(scores);
            int second = likeliest == 0 ? 1 : 0;
            for (int d = 0; d < 10; d++)
            {
                second = d != likeliest && scores[d] > scores[second] ? d : second;
            }

            digits[i] = (char)('0' + likeliest);
            float lead = (votes[(i * 10) + likeliest] - votes[(i * 10) + second]) / agreeing;
            weakest = Math.Min(weakest, lead);
            doubt += MathF.Exp(-lead);
            NoteLeast(least, Math.Max(most, Hopeless));
            glyphs[i] = new GlyphReading(digits[i], scores[likeliest] / sum * MathF.Exp(Math.Min(0, most)), (char)('0' + second), scores[second] / sum, best.BoxOf(i));
        }

        Digits = new string(digits);
        Glyphs = glyphs;
        Box = best.Box;
        WeakestDigit = weakest;
        Doubts = MathF.Log(doubt + 1e-6f);
        LeastProbable = least;
        First = first;
        Voters = voters;
        Agreement = (float)agreeing / Math.Max(1, voters);
        Quality = best.Quality;
        Margin = best.Path.Margin;
        Isolation = best.Path.Isolation;
        IsolationAfter = best.Path.IsolationAfter;
        PitchDeviation = best.Path.PitchDeviation;
        MeanDigit = best.Path.MeanDigit;
        WorstDigit = best.Path.WorstDigit;
        MeanGap = best.Path.MeanGap;
        Height = best.Geometry.Height;
        RelativePitch = best.Path.Pitch * best.Step / (best.Width - (2 * best.Margin)) * best.Geometry.Length / Math.Max(1f, best.Geometry.Height);
        if (letters is { } found)
        {
            Pair = found;
            Letters = found.Letters;
            LettersConfidence = ReadingConfidence.OfLetters(found.Lead);
            LettersPresence = found.Presence;
            // A letter that looks like a digit is no ninth one. Two such may well be digits.
            Isolation = LettersConfidence > ExplainingLetters && !LookLikeDigits(found.Letters) ? IsolationAfter : Isolation;
        }

        Confidence = confidence.OfDigits(this);
    }

    // Keeps the least values in ascending order.
    private static void NoteLeast(Span<float> least, float value)
    {
        for (int i = 0; i < least.Length; i++)
        {
            if (value < least[i])
            {
                (least[i], value) = (value, least[i]);
            }
        }
    }

    /// <summary>Whether both of two letters look like digits, so that they may be digits.</summary>
    public static bool LookLikeDigits(string? letters) => letters is not null && !letters.AsSpan().ContainsAnyExcept(_digitLike);

    /// <summary>A line that reads as nothing.</summary>
    public static LineReading Nothing { get; } = new();

    public string Digits { get; }

    public GlyphReading[] Glyphs { get; }

    public Quad Box { get; }

    /// <summary>The smallest lead of a digit over its runner-up, in logarithms of probability, mean over the strips.</summary>
    public float WeakestDigit { get; }

    /// <summary>Logarithm of the odds, summed over the digits, that the runner-up is the right one.</summary>
    public float Doubts { get; }

    /// <summary>Share of the strips that see as many digits.</summary>
    public float Agreement { get; }

    /// <summary>Strips good enough to vote.</summary>
    public int Voters { get; }

    /// <summary>The three least probable digits, the least first: logarithms of probability, mean over the strips.</summary>
    public ReadOnlyMemory<float> LeastProbable { get; }

    /// <summary>Score of the best path, per digit.</summary>
    public float Quality { get; } = float.NegativeInfinity;

    /// <summary>Lead of the best path over the best one with another number.</summary>
    public float Margin { get; }

    /// <summary>Logarithm of the probability that no digit stands beside the number.</summary>
    public float Isolation { get; }

    /// <summary>The same for what stands behind it alone.</summary>
    public float IsolationAfter { get; }

    /// <summary>Unevenness of the pitch.</summary>
    public float PitchDeviation { get; }

    /// <summary>Height of the digits in the picture, in pixels.</summary>
    public float Height { get; }

    /// <summary>Probability that all digits are right, 0 to 1.</summary>
    public float Confidence { get; }

    /// <summary>The two capitals before the digits with what speaks for them, or null.</summary>
    public LetterPair? Pair { get; }

    /// <summary>The two capitals before the digits, or null.</summary>
    public string? Letters { get; }

    /// <summary>Probability that both letters are right, 0 to 1.</summary>
    public float LettersConfidence { get; }

    /// <summary>Score of two letters being in front, whichever they are: 0 perfect; negative infinity if none were found.</summary>
    public float LettersPresence { get; } = float.NegativeInfinity;

    /// <summary>Whether two letters in front are sure and cannot be digits themselves.</summary>
    public bool HasSureLetters => LettersConfidence > SureLetters && !LookLikeDigits(Letters);

    /// <summary>Distance of the digits in heights of a digit.</summary>
    public float RelativePitch { get; }

    /// <summary>What the first network made of a line that an expert read; null if no expert did.</summary>
    public LineReading? First { get; }

    /// <summary>The row of the photograph, in the direction in which it was read; null in a crop.</summary>
    public NumberLineCandidate? Row { get; set; }

    /// <summary>Whether the row was read against its usual direction, as on paper that lies upside down.</summary>
    public bool IsReversed => Row is { IsReversed: true };

    /// <summary>Share of the rows of the same slip that are clearly lower, 0 to 1; 0.35 where it stands alone or in a crop.</summary>
    public float Prominence => Row?.Prominence ?? 0.35f;

    /// <summary>Probability that the line is an invoice's number and no other one, 0 to 1; 1 unless rows of a photograph are compared.</summary>
    public float Belief { get; set; } = 1f;

    /// <summary>What speaks against the reading most.</summary>
    public ReadingReason Doubt => Belief < 0.7f ? ReadingReason.MayBeAnotherNumber
        : Isolation < -0.7f ? ReadingReason.MoreDigitsBeside
        : WeakestDigit < 1.5f ? ReadingReason.DigitNotSure
        : Agreement < 0.7f ? ReadingReason.DigitCountNotSure
        : Margin < 1.5f ? ReadingReason.AnotherNumberAsLikely
        : ReadingReason.LineNotClear;

    public float MeanDigit { get; }

    public float WorstDigit { get; }

    public float MeanGap { get; }
}
