using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>Finds the two letters before a number among the windows of one strip.</summary>
internal static class LetterPairSearch
{
    /// <summary>Letters of the alphabet.</summary>
    public const int Letters = 26;

    /// <summary>What being the end of a word, or one letter before a longer row, takes from a pair's score.</summary>
    public const float WordPenalty = 8f;

    private const int FirstLetter = 10;
    private const float Least = -8f;
    private const float LeastGap = -3.5f;

    // Scores from which a letter shows plainly between the pair and the digits, and in front of the pair.
    private const float PlainLetter = -1.2f;
    private const float ThirdLetter = -1.2f;

    // Where a third letter stands in front of the pair, in distances of its two.
    private const float FarThird = 1.4f;
    private const float NearThird = 0.65f;

    // What a letter between the pair and the digits costs, which the pair would skip.
    private const float SkippedPenalty = 2f;

    // Logarithm of the probability from which a window shows a figure for certain.
    private const float PlainFigure = -0.1f;

    // How much what stands beside the letters counts against what they read as.
    private const float GapWeight = 0.3f;

    // Pitches below which two windows may show one and the same letter.
    private const float OneGlyph = 0.75f;

    /// <summary>The best pair: two windows of letters, one to two pitches apart, the second one to three and a half before the first digit, no character between.</summary>
    /// <param name="scores">37 logarithms of probability a window.</param>
    /// <param name="positions">Number of windows.</param>
    /// <param name="digit">The window of the first digit.</param>
    /// <param name="pitch">Windows from one digit to the next.</param>
    /// <param name="votes">Receives, added, 26 logarithms of probability for each of the two; none if there is no pair.</param>
    public static PairSighting Find(ReadOnlySpan<float> scores, int positions, float digit, float pitch, Span<float> votes)
    {
        // What any pair asks for begins at most eight pitches before the digits.
        int first = Math.Clamp((int)(digit - (8f * pitch)), 0, positions);
        Span<float> letters = stackalloc float[positions];
        Span<float> empty = stackalloc float[positions + 1];
        Span<bool> figures = stackalloc bool[positions];
        letters[..first].Fill(Least);
        figures[..first].Clear();
        empty[..(first + 1)].Clear();
        for (int t = first; t < positions; t++)
        {
            ReadOnlySpan<float> row = scores.Slice(t * PrintedClasses.Count, PrintedClasses.Count);
            letters[t] = Score(row, ClassScores.IndexOfLargest(row.Slice(FirstLetter, Letters)), Given(row));
            empty[t + 1] = empty[t] + Math.Max(LeastGap, row[PrintedClasses.None]);
            figures[t] = row[ClassScores.IndexOfLargest(row[..FirstLetter])] > PlainFigure;
        }

        float best = float.NegativeInfinity;
        (int First, int Second) pair = (-1, -1);
        for (int b = Math.Max(0, (int)(digit - (3.6f * pitch))); b < Math.Min(positions, digit - (0.7f * pitch)); b++)
        {
            float after = Empty(empty, b, (int)digit, pitch);
            int behind = Math.Max(0, (int)(b + (0.5f * pitch)));
            int until = (int)(digit - (0.6f * pitch));
            // A figure between the two and the digits makes them a word before a longer row: TEL:0800-234920.
            float skipped = until >= behind && figures[behind..Math.Min(positions, until + 1)].Contains(true) ? WordPenalty : HasLetter(letters, behind, until, PlainLetter) ? SkippedPenalty : 0;
            for (int a = Math.Max(0, (int)(b - (1.7f * pitch))); a <= b - Math.Max(3, 0.5f * pitch); a++)
            {
                float score = letters[a] + letters[b] + (GapWeight * (after + Empty(empty, a, b, b - a) + Before(empty, a, b - a))) - skipped;
                if (score > best && !(b - a < OneGlyph * pitch && IsOneLetter(scores, a, b)))
                {
                    best = score;
                    pair = (a, b);
                }
            }
        }

        if (pair.First < 0 || letters[pair.First] < -4f || letters[pair.Second] < -4f)
        {
            return PairSighting.None with { Pair = pair, Pitch = pitch, Digit = digit };
        }

        float middle = Middle(scores, pair.First, positions);
        float distance = Middle(scores, pair.Second, positions) - middle;
        bool isWord = false;
        for (int t = Math.Max(0, (int)(middle - (FarThird * distance))); t <= (int)(middle - (NearThird * distance)) && !isWord; t++)
        {
            isWord = letters[t] > ThirdLetter && !IsOneLetter(scores, t, pair.First);
        }

        float figureLead = Math.Max(FigureLead(scores, pair.First), FigureLead(scores, pair.Second));
        float presence = best - letters[pair.First] - letters[pair.Second] + Presence(scores, pair.First) + Presence(scores, pair.Second);
        Add(scores, pair.First, votes[..Letters]);
        Add(scores, pair.Second, votes[Letters..]);
        return new PairSighting(best, presence, isWord, figureLead) { Pair = pair, Pitch = pitch, Digit = digit };
    }

    // A letter shows in several windows: the middle of them.
    private static float Middle(ReadOnlySpan<float> scores, int position, int positions)
    {
        int left = position;
        int right = position;
        while (left > 0 && IsOneLetter(scores, left - 1, left))
        {
            left--;
        }

        while (right + 1 < positions && IsOneLetter(scores, right, right + 1))
        {
            right++;
        }

        return 0.5f * (left + right);
    }

    // Whether two windows show the same letter, and so does every window between them: a gap would show between two letters.
    private static bool IsOneLetter(ReadOnlySpan<float> scores, int a, int b)
    {
        int letter = ClassScores.IndexOfLargest(LettersOf(scores, a));
        if (letter != ClassScores.IndexOfLargest(LettersOf(scores, b)))
        {
            return false;
        }

        for (int t = a; t <= b; t++)
        {
            ReadOnlySpan<float> row = scores.Slice(t * PrintedClasses.Count, PrintedClasses.Count);
            if (Score(row, letter, Given(row)) < PlainLetter)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<float> LettersOf(ReadOnlySpan<float> scores, int position) => scores.Slice((position * PrintedClasses.Count) + FirstLetter, Letters);

    // How surely a window shows some letter, whichever it is.
    private static float Presence(ReadOnlySpan<float> scores, int position)
    {
        ReadOnlySpan<float> row = scores.Slice(position * PrintedClasses.Count, PrintedClasses.Count);
        float any = 0;
        foreach (float letter in row.Slice(FirstLetter, Letters))
        {
            any += MathF.Exp(letter);
        }

        return Math.Max(Least, MathF.Log(any + 1e-6f) + Given(row));
    }

    // By how much the likeliest figure at a place is likelier than the likeliest letter.
    private static float FigureLead(ReadOnlySpan<float> scores, int position)
    {
        ReadOnlySpan<float> row = scores.Slice(position * PrintedClasses.Count, PrintedClasses.Count);
        ReadOnlySpan<float> letters = LettersOf(scores, position);
        return row[ClassScores.IndexOfLargest(row[..FirstLetter])] - letters[ClassScores.IndexOfLargest(letters)];
    }

    private static bool HasLetter(ReadOnlySpan<float> letters, int start, int end, float least)
    {
        for (int t = Math.Max(0, start); t <= Math.Min(end, letters.Length - 1); t++)
        {
            if (letters[t] > least)
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(ReadOnlySpan<float> scores, int position, Span<float> votes)
    {
        ReadOnlySpan<float> row = scores.Slice(position * PrintedClasses.Count, PrintedClasses.Count);
        float given = Given(row);
        for (int c = 0; c < Letters; c++)
        {
            votes[c] += Score(row, c, given);
        }
    }

    private static float Score(ReadOnlySpan<float> row, int letter, float given) => Math.Max(Least, row[FirstLetter + letter] + given);

    // At a letter's place most of what digits that look like it took is given back.
    private static float Given(ReadOnlySpan<float> row)
    {
        float known = MathF.Exp(row[PrintedClasses.None]);
        for (int c = FirstLetter; c < FirstLetter + Letters; c++)
        {
            known += MathF.Exp(row[c]);
        }

        return -0.85f * MathF.Log(known + 1e-6f);
    }

    private static float Empty(ReadOnlySpan<float> empty, int a, int b, float distance)
    {
        int skip = Math.Max(1, (int)MathF.Round(0.4f * Math.Min(distance, b - a)));
        int start = a + skip;
        int end = b - skip + 1;
        return end > start ? empty[end] - empty[start] : 0;
    }

    // What stands before the two makes them part of a word.
    private static float Before(ReadOnlySpan<float> empty, int a, int distance)
    {
        int end = a - (int)MathF.Round(0.65f * distance) + 1;
        int start = Math.Max(0, a - (int)MathF.Round(1.5f * distance));
        return end > start ? empty[end] - empty[start] : 0;
    }
}
