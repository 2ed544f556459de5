using System.Buffers;
using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Lays one strip over each row of a photograph, to choose which of them are read with all care. Immutable; safe to share between threads.</summary>
/// <param name="strips">Lays them.</param>
internal sealed class RowProber(LineStrips strips)
{
    /// <summary>Path score per digit below which a row of a photograph is no number.</summary>
    private const float Hopeless = -1.6f;

    /// <summary>Most rows of a photograph that one strip is laid over.</summary>
    private const int MaxProbes = 20;

    /// <summary>Rows that are probed whatever their shape.</summary>
    private const int AlwaysProbed = 8;

    /// <summary>Width of a probed strip relative to its height: narrower than what is read, because it need not tell the digits for certain.</summary>
    private const float ProbeStretch = 0.85f;

    /// <summary>Pitches left of a row of eight glyphs that a strip shows, for the letters.</summary>
    private const float LetterRoom = 2f;

    /// <summary>Logarithm of the probability that no digit stands behind the number, below which one does.</summary>
    private const float DigitBehind = -0.7f;

    /// <summary>Score of a pair of letters at first sight from which another place of the digits is not tried.</summary>
    private const float PlainPair = -0.6f;

    /// <summary>By how much digits behind a letter that looks like one may read worse, path score per digit.</summary>
    private const float WorseBehindLetter = 0.3f;

    // Digits that B, D, I, O, Q, S, T, Z and G are taken for.
    private static readonly SearchValues<char> _letterLike = SearchValues.Create("0125678");

    /// <summary>Probes the rows that may be numbers, those against their direction included that read as digits without reading well.</summary>
    /// <param name="workspace">Buffers.</param>
    /// <param name="image">The photograph.</param>
    /// <param name="candidates">The rows, the most promising first.</param>
    /// <param name="minDigits">Fewest digits.</param>
    /// <param name="maxDigits">Most digits.</param>
    /// <returns>What each reads as at first sight.</returns>
    public RowSelection Probe(LineWorkspace workspace, GrayImage image, IReadOnlyList<NumberLineCandidate> candidates, int minDigits, int maxDigits)
    {
        var selection = new RowSelection();
        int probes = 0;
        for (int i = 0; i < candidates.Count && probes < MaxProbes; i++)
        {
            NumberLineCandidate candidate = candidates[i];
            if ((i >= AlwaysProbed && !selection.IsLikely(candidate, candidates[0])) || !selection.IsWorthProbing(candidate))
            {
                continue;
            }

            probes++;
            RowProbe probe = Probe(workspace, image, candidate, minDigits, maxDigits);
            selection.Add(probe);
            if (probe.Quality is > Hopeless and < RowSelection.Clear && !candidate.IsReversed && !probe.HasLetters)
            {
                // One slip of several may lie upside down; digits read as other digits then, but hardly as well.
                selection.Add(Probe(workspace, image, candidate.Reversed(), minDigits, maxDigits));
            }
        }

        return selection;
    }

    /// <summary>Columns that a strip over a row reaches beyond its ends, for the letters and for digits that were not found.</summary>
    public static int MarginOf(NumberLineCandidate candidate) =>
        LineStrips.Margin + (int)Math.Clamp(2.6f * candidate.Pitch * LineNormalizer.CapHeight / Math.Max(1f, candidate.CapHeight), 20f, 90f);

    /// <summary>The row with room for the letters before it, and for strips that reach beyond its ends.</summary>
    public static LinePatch PatchOf(GrayImage image, NumberLineCandidate candidate)
    {
        LineGeometry row = new(candidate.Quad);
        float ends = 9f * candidate.Pitch / Math.Max(1f, row.Length);
        var region = new Quad(row.At(-ends, -0.6f), row.At(1 + ends, -0.6f), row.At(1 + ends, 1.6f), row.At(-ends, 1.6f));
        return new LinePatch(image, LineNormalizer.Bounds(region), Math.Clamp((int)(row.Height / 22f), 1, 64));
    }

    // One strip over a row, with room for two letters in front.
    private RowProbe Probe(LineWorkspace workspace, GrayImage image, NumberLineCandidate candidate, int minDigits, int maxDigits)
    {
        using LinePatch patch = PatchOf(image, candidate);
        workspace.Begin(patch, minDigits, maxDigits, null);
        LineGeometry row = new(candidate.Quad);
        float room = Math.Max(0, LetterRoom - Math.Max(0, candidate.GlyphCount - 8)) * candidate.Pitch / Math.Max(1f, row.Length);
        var geometry = new LineGeometry(new Quad(row.At(-room, 0), row.At(1, 0), row.At(1, 1), row.At(-room, 1)));
        LineHypothesis found = strips.Try(workspace, geometry, ProbeStretch, MarginOf(candidate), false, isProbe: true);
        if (found.Path.Count == 0)
        {
            return new RowProbe(candidate, float.NegativeInfinity, "", candidate.Quad, float.NegativeInfinity);
        }

        ReadOnlySpan<float> scores = workspace.Scores.AsSpan(0, strips.Network.GetPositions(found.Width) * PrintedClasses.Count);
        var probe = new RowProbe(candidate, found.Quality, found.Path.ToString(), found.Box, LetterReader.Glance(scores, found.Path));
        return MayBeginWithLetter(probe, found.Path) && BehindLetter(workspace, candidate, found, scores) is { } shifted && shifted.Letters > probe.Letters && shifted.HasLetters ? shifted : probe;
    }

    // More digits than wanted in one row, the first of which looks like a letter: perhaps it is the second of two letters printed without a dash, such as the O of BO37699711.
    private static bool MayBeginWithLetter(in RowProbe probe, NumberPath path) => path.IsolationAfter < DigitBehind && _letterLike.Contains(probe.Digits[0]) && probe.Letters < PlainPair;

    private RowProbe? BehindLetter(LineWorkspace workspace, NumberLineCandidate row, LineHypothesis found, ReadOnlySpan<float> scores)
    {
        PixelPoint start = found.At(found.CenterColumn(0) + (0.5f * found.Path.Pitch * found.Step), 0.5f);
        int first = found.Path.Positions[0] + (int)MathF.Round(0.5f * found.Path.Pitch);
        float quality = found.Quality;
        workspace.Decoder.Decode(scores, scores.Length / PrintedClasses.Count, workspace.MinDigits, workspace.MaxDigits, 7f / strips.Network.Step, 26f / strips.Network.Step, found.Path, isProbe: true, first);
        return found.Path.Count == 0 || found.Quality < quality - WorseBehindLetter
            ? null
            : new RowProbe(row, found.Quality, found.Path.ToString(), found.Box, LetterReader.Glance(scores, found.Path)) { Start = start };
    }
}
