using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

/// <summary>
/// Reads the two capitals before the digits: of the digits' own face and pitch with a dash between on electronic invoices, of another face, size and place on traditional
/// ones. Looks at strips that end at the first digit, a little larger, smaller, higher and lower. Safe to share between threads.
/// </summary>
internal sealed class LetterReader
{
    private const int Letters = LetterPairSearch.Letters;

    // By how much a figure may read better than the letter at its place: of 581 right pairs on 320 generated scenes none by more than 2.3, the 2 of N288590130 by 2.7 to 3.8.
    private const float MostFigureLead = 2.5f;

    // One strip in so many that see a letter in front of the pair makes a word of it.
    private const int WordShare = 3;

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
        Span<PairSighting> sightings = stackalloc PairSighting[_variants.Length];
        bool isWord = false;
        all.Clear();
        for (int i = 0; i < _variants.Length; i++)
        {
            sightings[i] = TryStrip(patch, digits, workspace, pitch, _variants[i].Shift, _variants[i].Scale, all.Slice(i * 2 * Letters, 2 * Letters));
            isWord |= sightings[i].IsWord;
            if (!isWord && AreClear(all, sightings[..(i + 1)]))
            {
                sightings = sightings[..(i + 1)];
                break;
            }
        }

        return Elect(all, sightings);
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
            best = Math.Max(best, TryStrip(patch, digits, workspace, digits.Path.Pitch * digits.Step, shift, scale, votes).AsPair);
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
        return positions < 8 ? float.NegativeInfinity : LetterPairSearch.Find(scores, positions, path.Positions[0], path.Pitch, votes).AsPair;
    }

    // Two strips that show the same letters plainly at one place need no further one, unless another shows something else as plainly.
    private static bool AreClear(ReadOnlySpan<float> votes, ReadOnlySpan<PairSighting> sightings)
    {
        int last = sightings.Length - 1;
        if (sightings[last].Score < Clear)
        {
            return false;
        }

        int agreeing = 0;
        for (int i = 0; i < last; i++)
        {
            if (sightings[i].Score < Clear)
            {
                continue;
            }

            if (!sightings[i].IsNear(sightings[last]) || LetterOf(votes, i, 0) != LetterOf(votes, last, 0) || LetterOf(votes, i, 1) != LetterOf(votes, last, 1))
            {
                return false;
            }

            agreeing++;
        }

        return agreeing > 0;
    }

    private static int LetterOf(ReadOnlySpan<float> votes, int strip, int place) => ClassScores.IndexOfLargest(votes.Slice(((strip * 2) + place) * Letters, Letters));

    // The strips that show letters nearly as well as the best one, at its place, vote; one that stands alone counts for less.
    private static LetterPair? Elect(ReadOnlySpan<float> all, ReadOnlySpan<PairSighting> sightings)
    {
        PairSighting top = sightings[0];
        foreach (ref readonly PairSighting sighting in sightings)
        {
            top = sighting.Score > top.Score ? sighting : top;
        }

        float best = top.Score;
        if (float.IsNegativeInfinity(best))
        {
            return null;
        }

        Span<float> votes = stackalloc float[2 * Letters];
        votes.Clear();
        int voters = 0;
        int wordVoters = 0;
        float figureLead = 0;
        float presence = float.NegativeInfinity;
        for (int i = 0; i < sightings.Length; i++)
        {
            PairSighting sighting = sightings[i];
            if (sighting.Score < best - 1.5f || !sighting.IsNear(top))
            {
                continue;
            }

            voters++;
            wordVoters += sighting.IsWord ? 1 : 0;
            figureLead += sighting.FigureLead;
            presence = Math.Max(presence, sighting.Presence);
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
            best -= LetterPairSearch.WordPenalty;
            presence -= LetterPairSearch.WordPenalty;
        }

        // What the best strip leaves unexplained speaks against there being letters at all, however clear it is which they would be.
        float certainty = MathF.Min(1f, MathF.Exp(0.5f * (best + 0.6f))) * (voters > 1 ? 1f : 0.7f);
        return new LetterPair($"{(char)('A' + first)}{(char)('A' + second)}", lead * certainty, presence);
    }

    // The score of the best pair of windows, 0 perfect; negative infinity where there is none.
    private PairSighting TryStrip(LinePatch patch, LineHypothesis digits, LineWorkspace workspace, float pitch, float shift, float scale, Span<float> votes)
    {
        float from = digits.CenterColumn(0) - (6.5f * pitch);
        float to = digits.CenterColumn(0) + (0.5f * pitch);
        LineGeometry geometry = new LineGeometry(new Imaging.Quad(digits.At(from, 0), digits.At(to, 0), digits.At(to, 1), digits.At(from, 1))).Adjust(shift, scale);
        const int margin = LineNormalizer.WindowColumns / 2;
        int width = geometry.GetStripWidth(digits.Stretch, margin);
        int positions = _network.GetPositions(width);
        if (positions < 8 || width > 600)
        {
            return PairSighting.None;
        }

        int length = LineNormalizer.Rows * width;
        workspace.Reserve(length, positions * PrintedClasses.Count);
        Span<byte> strip = workspace.Strip.AsSpan(0, length);
        Span<float> scores = workspace.Scores.AsSpan(0, positions * PrintedClasses.Count);
        _normalizer.Normalize(patch, geometry.GetStrip(width, margin), width, strip, digits.LightInk);
        _network.Classify(strip, width, scores);
        float windowPitch = pitch / (scale * digits.Step);
        PairSighting found = LetterPairSearch.Find(scores, positions, positions - (0.5f * windowPitch), windowPitch, votes);
        workspace.Trace?.AddLetters(strip, width, digits.Step, found.Pair, found.Score);
        return found;
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
}
