using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>
/// Finds the digits of a strip of any text: the set of windows, no two closer than a narrow digit, whose odds of being a digit and no other character are best together. Unlike
/// <see cref="NumberDecoder"/> it knows neither how many there are nor a pitch, so that what stands between may be anything.
/// </summary>
internal static class DigitSpotter
{
    // A narrow one of a proportional face is as far from its neighbour, in columns of a strip whose capitals have 20 rows.
    private const float LeastDistance = 8f;
    private const float Floor = -9f;
    private const int DigitCount = 10;

    // O and 0 are told apart by nothing but their neighbours, and those are digits.
    private const float LetterShare = 0.2f;

    // What is as likely a digit as not is left out.
    private const float LeastOdds = 0f;

    /// <summary>The windows that hold digits.</summary>
    /// <param name="scores">37 logarithms of probability a window.</param>
    /// <param name="positions">Number of windows.</param>
    /// <param name="step">Columns from one window to the next.</param>
    /// <returns>The digits from left to right.</returns>
    public static List<SpottedDigit> Find(ReadOnlySpan<float> scores, int positions, int step)
    {
        const int classes = PrintedClasses.Count;
        int apart = Math.Max(1, (int)MathF.Round(LeastDistance / step));
        float[] odds = new float[positions];
        int[] digits = new int[positions];
        Span<float> mean = stackalloc float[classes];
        for (int t = 0; t < positions; t++)
        {
            Mean(scores, positions, t, mean);
            (digits[t], odds[t]) = Judge(mean, [], out _);
        }

        List<SpottedDigit> found = Choose(odds, digits, apart);
        for (int i = 0; i < found.Count; i++)
        {
            // Of two windows of one digit the one that shows it better.
            float[] shares = new float[DigitCount], others = new float[DigitCount];
            Mean(scores, positions, found[i].First, mean);
            Judge(mean, shares, out float probability);
            Mean(scores, positions, found[i].Last, mean);
            Judge(mean, others, out float other);
            found[i] = found[i] with { Probability = Math.Max(probability, other), Shares = shares[found[i].Digit] >= others[found[i].Digit] ? shares : others };
        }

        return found;
    }

    // A digit shows in two windows at least.
    private static void Mean(ReadOnlySpan<float> scores, int positions, int at, Span<float> mean)
    {
        const int classes = PrintedClasses.Count;
        ReadOnlySpan<float> here = scores.Slice(at * classes, classes), before = scores.Slice(Math.Max(0, at - 1) * classes, classes), after = scores.Slice(Math.Min(positions - 1, at + 1) * classes, classes);
        for (int c = 0; c < classes; c++)
        {
            mean[c] = (0.6f * Math.Max(Floor, here[c])) + (0.4f * Math.Max(Floor, c < DigitCount ? Math.Max(before[c], after[c]) : here[c]));
        }
    }

    // Fields hold no letters: a letter that looks like a digit is one, as far as the digit is at all likely.
    private static (int Digit, float Odds) Judge(ReadOnlySpan<float> scores, Span<float> shares, out float probability)
    {
        int best = ClassScores.IndexOfLargest(scores[..DigitCount]);
        float letters = float.NegativeInfinity, sum = 0;
        for (int c = DigitCount; c < PrintedClasses.None; c++)
        {
            letters = Math.Max(letters, scores[c]);
        }

        for (int d = 0; d < DigitCount; d++)
        {
            sum += MathF.Exp(scores[d]);
        }

        float digit = MathF.Exp(scores[best]), none = MathF.Exp(scores[PrintedClasses.None]), letter = 0.25f * MathF.Exp(letters);
        probability = digit / (sum + none + (LetterShare * letter) + 1e-6f);
        for (int d = 0; d < shares.Length; d++)
        {
            shares[d] = MathF.Exp(scores[d]) / (sum + (LetterShare * letter) + 1e-6f);
        }

        return (best, MathF.Log(digit + 1e-6f) - MathF.Log(none + letter + 1e-6f));
    }

    private static List<SpottedDigit> Choose(float[] odds, int[] digits, int apart)
    {
        float[] best = new float[odds.Length + 1];
        bool[] taken = new bool[odds.Length];
        for (int t = 0; t < odds.Length; t++)
        {
            float with = odds[t] > LeastOdds ? odds[t] + best[Math.Max(0, t + 1 - apart)] : float.NegativeInfinity;
            taken[t] = with > best[t];
            best[t + 1] = Math.Max(best[t], with);
        }

        var found = new List<SpottedDigit>();
        int later = int.MaxValue;
        for (int t = odds.Length - 1; t >= 0;)
        {
            if (!taken[t])
            {
                t--;
                continue;
            }

            // A wide digit shows in many windows: two of one kind are two only if something else stands between.
            var digit = new SpottedDigit(Middle(odds, digits, t), digits[t], t, t);
            if (found.Count > 0 && found[^1].Digit == digit.Digit && !HasDip(odds, digits, t, later))
            {
                found[^1] = digit with { Window = (digit.Window + found[^1].Window) / 2, Last = found[^1].Last };
            }
            else
            {
                found.Add(digit);
            }

            later = t;
            t -= apart;
        }

        found.Reverse();
        return found;
    }

    private static bool HasDip(float[] odds, int[] digits, int from, int to)
    {
        for (int t = from + 1; t < to; t++)
        {
            if (odds[t] <= LeastOdds || digits[t] != digits[from])
            {
                return true;
            }
        }

        return false;
    }

    // The middle of the windows round it in which the same digit shows.
    private static float Middle(float[] odds, int[] digits, int at)
    {
        int from = at, to = at;
        while (from > 0 && odds[from - 1] > LeastOdds && digits[from - 1] == digits[at])
        {
            from--;
        }

        while (to + 1 < odds.Length && odds[to + 1] > LeastOdds && digits[to + 1] == digits[at])
        {
            to++;
        }

        return (from + to) / 2f;
    }
}
