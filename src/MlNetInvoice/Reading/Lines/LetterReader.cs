using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads the two capitals before the digits: of the digits' own face and pitch with a dash between on electronic invoices, of another face, size and place on traditional
/// ones. Looks at strips that end at the first digit, a little larger, smaller, higher and lower. Safe to share between threads.
/// </summary>
internal sealed class LetterReader
{
    private const int Letters = 26;
    private const int FirstLetter = 10;
    private const float Least = -8f;
    private const float LeastGap = -3.5f;

    // Scores from which a letter shows plainly between the pair and the digits, and in front of the pair.
    private const float PlainLetter = -1.2f;
    private const float ThirdLetter = -1.2f;

    // Where a third letter stands in front of the pair, in distances of its two.
    private const float FarThird = 1.4f;
    private const float NearThird = 0.65f;
    private const float WordPenalty = 8f;

    // By how much a figure may read better than the letter at its place: of 581 right pairs on 320 generated scenes none by more than 2.3, the 2 of N288590130 by 2.7 to 3.8.
    private const float MostFigureLead = 2.5f;

    // One strip in so many that see a letter in front of the pair makes a word of it.
    private const int WordShare = 3;

    // What a letter between the pair and the digits costs, which the pair would skip.
    private const float SkippedPenalty = 2f;

    // Logarithm of the probability from which a window shows a figure for certain.
    private const float PlainFigure = -0.1f;

    // How much what stands beside the letters counts against what they read as.
    private const float GapWeight = 0.3f;

    // Pitches below which two windows may show one and the same letter.
    private const float OneGlyph = 0.75f;

    // A lead beyond it says no more about which letters they are.
    private const float MostLead = 6f;

    /// <summary>Score of a pair from which it shows plainly.</summary>
    private const float Clear = -0.5f;

    // Electronic invoices print the letters in line with the digits; forms print them before the number is stamped: often lower, larger or much smaller.
    private static readonly (float Shift, float Scale)[] _variants =
    [
        (0f, 1f), (0.12f, 1f), (-0.1f, 1.25f), (0.05f, 1.25f), (0.24f, 1f), (0.36f, 1f), (-0.14f, 1f), (0f, 0.85f), (0.13f, 0.85f), (0.26f, 0.85f), (0f, 0.66f), (0.14f, 0.66f),
    ];

    private static readonly (float Shift, float Scale)[] _glances = [(0.05f, 1.25f), (0.24f, 1f), (0.13f, 0.85f), (0.07f, 0.66f)];

    private readonly SlidingNetwork _network;
    private readonly LineNormalizer _normalizer;

    public LetterReader(SlidingNetwork network, LineNormalizer normalizer)
    {
        _network = network;
        _normalizer = normalizer;
    }

    /// <summary>The letters before a number, with how sure they are.</summary>
    /// <param name="patch">The picture round the line.</param>
    /// <param name="digits">The strip that the digits were read from.</param>
    /// <param name="workspace">Buffers.</param>
    /// <returns>Two capitals and how sure they are; null where no two letters stand there.</returns>
    public LetterPair? Read(LinePatch patch, LineHypothesis digits, LineWorkspace workspace)
    {
        // One digit's pitch in strip columns; the strip reaches six and a half of them to the left of the first digit.
        float pitch = digits.Path.Pitch * digits.Step;
        Span<float> all = stackalloc float[_variants.Length * 2 * Letters];
        Span<float> scores = stackalloc float[_variants.Length];
        Span<float> presences = stackalloc float[_variants.Length];
        Span<bool> words = stackalloc bool[_variants.Length];
        Span<float> figures = stackalloc float[_variants.Length];
        all.Clear();
        Span<PairPlace> places = stackalloc PairPlace[_variants.Length];
        for (int i = 0; i < _variants.Length; i++)
        {
            scores[i] = TryStrip(patch, digits, workspace, pitch, _variants[i].Shift, _variants[i].Scale, all.Slice(i * 2 * Letters, 2 * Letters), out places[i], out presences[i], out words[i], out figures[i]);
            if (!words[..(i + 1)].Contains(true) && AreClear(all, scores[..(i + 1)], places))
            {
                scores = scores[..(i + 1)];
                break;
            }
        }

        return Elect(all, scores, presences, words, figures, places);
    }

    /// <summary>How plainly two letters show in front of a number in strips of their own, larger, smaller or lower than the digits.</summary>
    /// <param name="patch">The picture round the line.</param>
    /// <param name="digits">The strip that the digits were read from.</param>
    /// <param name="workspace">Buffers.</param>
    /// <returns>Score of the best pair, 0 perfect; negative infinity if there is none.</returns>
    public float Glance(LinePatch patch, LineHypothesis digits, LineWorkspace workspace)
    {
        Span<float> votes = stackalloc float[2 * Letters];
        float best = float.NegativeInfinity;
        foreach ((float shift, float scale) in _glances)
        {
            votes.Clear();
            best = Math.Max(best, TryStrip(patch, digits, workspace, digits.Path.Pitch * digits.Step, shift, scale, votes, out _, out _, out bool isWord, out _) - (isWord ? WordPenalty : 0));
        }

        return best;
    }

    /// <summary>How plainly two letters show in front of a number in a strip that was classified for its digits.</summary>
    /// <param name="scores">37 logarithms of probability a window.</param>
    /// <param name="path">The digits.</param>
    /// <returns>Score of the best pair, 0 perfect; negative infinity if there is none.</returns>
    public static float Glance(ReadOnlySpan<float> scores, NumberPath path)
    {
        Span<float> votes = stackalloc float[2 * Letters];
        votes.Clear();
        int positions = Math.Min(scores.Length / PrintedClasses.Count, path.Positions[0] + (int)(0.5f * path.Pitch));
        return positions < 8 ? float.NegativeInfinity : Vote(scores, positions, path.Positions[0], path.Pitch, votes, out _, out _, out bool isWord, out _) - (isWord ? WordPenalty : 0);
    }

    // Two strips that show the same letters plainly at one place need no further one, unless another shows something else as plainly.
    private static bool AreClear(ReadOnlySpan<float> votes, ReadOnlySpan<float> scores, ReadOnlySpan<PairPlace> places)
    {
        int last = scores.Length - 1;
        if (scores[last] < Clear)
        {
            return false;
        }

        int agreeing = 0;
        for (int i = 0; i < last; i++)
        {
            if (scores[i] < Clear)
            {
                continue;
            }

            if (!places[i].IsNear(places[last]) || LetterOf(votes, i, 0) != LetterOf(votes, last, 0) || LetterOf(votes, i, 1) != LetterOf(votes, last, 1))
            {
                return false;
            }

            agreeing++;
        }

        return agreeing > 0;
    }

    private static int LetterOf(ReadOnlySpan<float> votes, int strip, int place) => ClassScores.IndexOfLargest(votes.Slice(((strip * 2) + place) * Letters, Letters));

    // The strips that show letters nearly as well as the best one, at its place, vote; one that stands alone counts for less.
    private static LetterPair? Elect(ReadOnlySpan<float> all, ReadOnlySpan<float> scores, ReadOnlySpan<float> presences, ReadOnlySpan<bool> words, ReadOnlySpan<float> figures, ReadOnlySpan<PairPlace> places)
    {
        int top = ClassScores.IndexOfLargest(scores);
        float best = scores[top];
        if (float.IsNegativeInfinity(best))
        {
            return null;
        }

        Span<float> votes = stackalloc float[2 * Letters];
        votes.Clear();
        PairPlace place = places[top];
        int voters = 0;
        int wordVoters = 0;
        float figureLead = 0;
        float presence = float.NegativeInfinity;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] < best - 1.5f || !places[i].IsNear(place))
            {
                continue;
            }

            voters++;
            wordVoters += words[i] ? 1 : 0;
            figureLead += figures[i];
            presence = Math.Max(presence, presences[i]);
            for (int j = 0; j < votes.Length; j++)
            {
                votes[j] += all[(i * 2 * Letters) + j];
            }
        }

        int first = ClassScores.IndexOfLargest(votes[..Letters]);
        int second = ClassScores.IndexOfLargest(votes[Letters..]);
        float lead = Math.Min(MostLead, Math.Min(Lead(votes[..Letters], first), Lead(votes[Letters..], second)) / voters);
        if (WordShare * wordVoters >= voters || figureLead > MostFigureLead * voters)
        {
            // Three letters, the end of a word such as REF or TEL, or one letter before a longer row of digits.
            best -= WordPenalty;
            presence -= WordPenalty;
        }

        // What the best strip leaves unexplained speaks against there being letters at all, however clear it is which they would be.
        float certainty = MathF.Min(1f, MathF.Exp(0.5f * (best + 0.6f))) * (voters > 1 ? 1f : 0.7f);
        return new LetterPair($"{(char)('A' + first)}{(char)('A' + second)}", lead * certainty, presence);
    }

    // The score of the best pair of windows, 0 perfect; negative infinity where there is none.
    private float TryStrip(LinePatch patch, LineHypothesis digits, LineWorkspace workspace, float pitch, float shift, float scale, Span<float> votes, out PairPlace place, out float presence, out bool isWord, out float figureLead)
    {
        float from = digits.CenterColumn(0) - (6.5f * pitch);
        float to = digits.CenterColumn(0) + (0.5f * pitch);
        LineGeometry geometry = new LineGeometry(new Imaging.Quad(digits.At(from, 0), digits.At(to, 0), digits.At(to, 1), digits.At(from, 1))).Adjust(shift, scale);
        const int margin = LineNormalizer.WindowColumns / 2;
        int width = geometry.GetStripWidth(digits.Stretch, margin);
        int positions = _network.GetPositions(width);
        place = default;
        presence = float.NegativeInfinity;
        isWord = false;
        figureLead = 0;
        if (positions < 8 || width > 600)
        {
            return float.NegativeInfinity;
        }

        int length = LineNormalizer.Rows * width;
        workspace.Reserve(length, positions * PrintedClasses.Count);
        Span<byte> strip = workspace.Strip.AsSpan(0, length);
        Span<float> scores = workspace.Scores.AsSpan(0, positions * PrintedClasses.Count);
        _normalizer.Normalize(patch, geometry.GetStrip(width, margin), width, strip, digits.LightInk);
        _network.Classify(strip, width, scores);
        float windowPitch = pitch / (scale * digits.Step);
        float digit = positions - (0.5f * windowPitch);
        float found = Vote(scores, positions, digit, windowPitch, votes, out (int First, int Second) pair, out presence, out isWord, out figureLead);
        place = new PairPlace((digit - pair.First) / windowPitch, (digit - pair.Second) / windowPitch);
        workspace.Trace?.AddLetters(strip, width, digits.Step, pair, found);
        return found;
    }

    // The best pair: two windows of letters, one to two pitches apart, the second one to three and a half before the first digit, no character between.
    private static float Vote(ReadOnlySpan<float> scores, int positions, float digit, float pitch, Span<float> votes, out (int First, int Second) pair, out float presence, out bool isWord, out float figureLead)
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
        pair = (-1, -1);
        isWord = false;
        figureLead = 0;
        presence = float.NegativeInfinity;
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
            return float.NegativeInfinity;
        }

        float middle = Middle(scores, pair.First, positions);
        float distance = Middle(scores, pair.Second, positions) - middle;
        for (int t = Math.Max(0, (int)(middle - (FarThird * distance))); t <= (int)(middle - (NearThird * distance)) && !isWord; t++)
        {
            isWord = letters[t] > ThirdLetter && !IsOneLetter(scores, t, pair.First);
        }

        figureLead = Math.Max(FigureLead(scores, pair.First), FigureLead(scores, pair.Second));
        presence = best - letters[pair.First] - letters[pair.Second] + Presence(scores, pair.First) + Presence(scores, pair.Second);
        Add(scores, pair.First, votes[..Letters]);
        Add(scores, pair.Second, votes[Letters..]);
        return best;
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

    private static float Lead(ReadOnlySpan<float> votes, int best)
    {
        float second = float.NegativeInfinity;
        for (int c = 0; c < votes.Length; c++)
        {
            second = c == best ? second : Math.Max(second, votes[c]);
        }

        return votes[best] - second;
    }

    // Where a pair stands: pitches of the digits from the first digit to the left.
    private readonly record struct PairPlace(float First, float Second)
    {
        private const float Near = 0.35f;

        public bool IsNear(PairPlace other) => Math.Abs(First - other.First) < Near && Math.Abs(Second - other.Second) < Near;
    }
}
