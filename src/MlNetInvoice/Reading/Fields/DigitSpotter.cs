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

    // O and 0 are told apart by nothing but their neighbours, and those are digits.
    private const float LetterShare = 0.2f;

    // What is as likely a digit as not is left out.
    private const float LeastOdds = 0f;

    /// <summary>The windows that hold digits.</summary>
    /// <param name="scores">37 logarithms of probability a window.</param>
    /// <param name="positions">Number of windows.</param>
    /// <param name="step">Columns from one window to the next.</param>
    /// <returns>Window, digit, probability of that digit and nothing else, and probability of that digit among digits, of each from left to right.</returns>
    public static List<(float Window, int Digit, float Probability, float Identity)> Find(ReadOnlySpan<float> scores, int positions, int step)
    {
        const int classes = PrintedClasses.Count;
        int apart = Math.Max(1, (int)MathF.Round(LeastDistance / step));
        float[] odds = new float[positions];
        int[] digits = new int[positions];
        float[] probabilities = new float[positions];
        float[] identities = new float[positions];
        Span<float> mean = stackalloc float[classes];
        for (int t = 0; t < positions; t++)
        {
            ReadOnlySpan<float> here = scores.Slice(t * classes, classes), before = scores.Slice(Math.Max(0, t - 1) * classes, classes), after = scores.Slice(Math.Min(positions - 1, t + 1) * classes, classes);
            for (int c = 0; c < classes; c++)
            {
                // A digit shows in two windows at least.
                mean[c] = (0.6f * Math.Max(Floor, here[c])) + (0.4f * Math.Max(Floor, c < 10 ? Math.Max(before[c], after[c]) : here[c]));
            }

            (digits[t], odds[t], probabilities[t], identities[t]) = Judge(mean);
        }

        return Choose(odds, digits, probabilities, identities, apart);
    }

    // Fields hold no letters: a letter that looks like a digit is one, as far as the digit is at all likely.
    private static (int Digit, float Odds, float Probability, float Identity) Judge(ReadOnlySpan<float> scores)
    {
        int best = ClassScores.IndexOfLargest(scores[..10]);
        float letters = float.NegativeInfinity, sum = 0;
        for (int c = 10; c < PrintedClasses.None; c++)
        {
            letters = Math.Max(letters, scores[c]);
        }

        for (int d = 0; d < 10; d++)
        {
            sum += MathF.Exp(scores[d]);
        }

        float digit = MathF.Exp(scores[best]), none = MathF.Exp(scores[PrintedClasses.None]), letter = 0.25f * MathF.Exp(letters);
        return (best, MathF.Log(digit + 1e-6f) - MathF.Log(none + letter + 1e-6f), digit / (sum + none + (LetterShare * letter) + 1e-6f), digit / (sum + (LetterShare * letter) + 1e-6f));
    }

    private static List<(float, int, float, float)> Choose(float[] odds, int[] digits, float[] probabilities, float[] identities, int apart)
    {
        float[] best = new float[odds.Length + 1];
        bool[] taken = new bool[odds.Length];
        for (int t = 0; t < odds.Length; t++)
        {
            float with = odds[t] > LeastOdds ? odds[t] + best[Math.Max(0, t + 1 - apart)] : float.NegativeInfinity;
            taken[t] = with > best[t];
            best[t + 1] = Math.Max(best[t], with);
        }

        var found = new List<(float Window, int Digit, float Probability, float Identity)>();
        int later = int.MaxValue;
        for (int t = odds.Length - 1; t >= 0;)
        {
            if (!taken[t])
            {
                t--;
                continue;
            }

            // A wide digit shows in many windows: two of one kind are two only if something else stands between.
            (float Window, int Digit, float Probability, float Identity) digit = (Middle(odds, digits, t), digits[t], probabilities[t], identities[t]);
            if (found.Count > 0 && found[^1].Digit == digit.Digit && !HasDip(odds, digits, t, later))
            {
                found[^1] = ((digit.Window + found[^1].Window) / 2, digit.Digit, Math.Max(digit.Probability, found[^1].Probability), Math.Max(digit.Identity, found[^1].Identity));
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
