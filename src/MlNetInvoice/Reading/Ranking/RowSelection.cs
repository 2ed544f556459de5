using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Chooses the rows of a photograph that are read with all care, by what one strip of each reads as. Every row with two letters in front is; of the others those that no
/// lettered row of their slip outranks. What one slip gives ends nothing for another.
/// </summary>
internal sealed class RowSelection
{
    /// <summary>Path score per digit from which a row reads clearly.</summary>
    public const float Clear = -0.4f;

    /// <summary>How far above or below a row, in its heights, others are surely of the same slip; beyond, another slip may lie in line with it.</summary>
    public const float Reach = 12;

    /// <summary>How far, in its heights, the tax number of a till slip may stand below the number.</summary>
    public const float FarReach = 30;

    /// <summary>Prominence from which a row stands out of its own surroundings, so that it may be the number of a slip of its own.</summary>
    public const float StandsOut = 0.4f;

    private const float LeastQuality = -0.95f;

    // Scores at first sight above which letters show plainly, and below which there are none.
    private const float PlainLetters = -0.6f;
    private const float NoLetters = -5f;
    private const float ClearlySmaller = 0.85f;

    // Glyphs of a row that may be the number of a slip of its own: of 239 numbers on generated scenes three were not read because they were smaller than a neighbour's.
    private const int LeastGlyphs = 7;

    // The same for a row of as many glyphs as eight digits and two letters, one of them broken or missing.
    private const float Visible = 0.2f;
    private const int LeastLettered = 9;
    private const int MostLettered = 11;

    // Share of the best row's likeness to a number that others need.
    private const float LeastShapeShare = 0.4f;
    private readonly List<RowProbe> _probes = [];

    /// <summary>Whether a row looks enough like a number beside the best one: the best with letters in front, once there is one, for a table's border may look more like a number than any.</summary>
    /// <param name="row">The row.</param>
    /// <param name="best">The row that looks most like a number.</param>
    public bool IsLikely(NumberLineCandidate row, NumberLineCandidate best)
    {
        float measure = _probes.Where(static probe => probe is { HasLetters: true, Quality: > Clear }).Select(static probe => probe.Row.Score).DefaultIfEmpty(best.Score).Max();
        return row.Score >= LeastShapeShare * measure;
    }

    /// <summary>
    /// Whether a row may still be a number of its own: rows clearly smaller than a lettered one and close below it on the same slip are not, unless they stand out of their own
    /// surroundings. Another slip, in line with the first one and printed smaller, shows its number like that.
    /// </summary>
    public bool IsWorthProbing(NumberLineCandidate row) =>
        row is { Prominence: > StandsOut, GlyphCount: >= LeastGlyphs } or { Prominence: > Visible, GlyphCount: >= LeastLettered and <= MostLettered }
        || !_probes.Exists(probe => probe.Letters > PlainLetters && probe.Quality > Clear && IsSmallPrintOf(probe, row));

    /// <summary>Notes what one strip of a row reads as.</summary>
    public void Add(RowProbe probe)
    {
        if (probe.Quality > LeastQuality)
        {
            _probes.Add(probe);
        }
    }

    /// <summary>The rows to read, the lettered ones first.</summary>
    /// <param name="mostLettered">Most rows with letters.</param>
    /// <param name="mostOthers">Most rows without.</param>
    public List<RowProbe> Take(int mostLettered, int mostOthers)
    {
        List<RowProbe> lettered = Distinct(_probes.Where(probe => probe.HasLetters).OrderByDescending(probe => probe.Quality + probe.Letters), [], mostLettered);
        IEnumerable<RowProbe> others = _probes
            .Where(probe => !probe.HasLetters && !(probe.Letters < NoLetters && lettered.Exists(known => known.Letters > PlainLetters && known.Quality > Clear && IsNear(known, probe.Row, FarReach))))
            .Where(probe => probe.Letters >= NoLetters || !_probes.Exists(other => other.Quality > Math.Max(Clear, probe.Quality - 0.1f) && Outranks(other, probe)))
            .OrderByDescending(probe => probe.Quality + (0.5f * probe.Row.Prominence) + (0.1f * Math.Max(-5f, probe.Letters)));
        return [.. lettered, .. Distinct(others, lettered, mostOthers)];
    }

    private static List<RowProbe> Distinct(IEnumerable<RowProbe> probes, List<RowProbe> taken, int most)
    {
        var kept = new List<RowProbe>();
        foreach (RowProbe probe in probes)
        {
            if (kept.Count == most)
            {
                break;
            }

            if (!kept.Exists(other => QuadOverlap.Share(other.Box, probe.Box)) && !taken.Exists(other => QuadOverlap.Share(other.Box, probe.Box)))
            {
                kept.Add(probe);
            }
        }

        return kept;
    }

    private static bool IsSmallPrintOf(in RowProbe number, NumberLineCandidate row) =>
        row.CapHeight < ClearlySmaller * number.Height && IsNear(number, row, FarReach) && SlipGeometry.Below(number.Row.Quad, row.Quad) > 0;

    private static bool IsNear(in RowProbe probe, NumberLineCandidate row, float reach) =>
        SlipGeometry.SameSlip(probe.Row.Quad, row.Quad) && Math.Abs(SlipGeometry.Below(probe.Row.Quad, row.Quad)) is > 0.7f and var far && far < reach;

    // Of two rows without letters on one slip: the upper one that is not clearly smaller, or the clearly larger one.
    private static bool Outranks(in RowProbe probe, in RowProbe other)
    {
        if (probe.Row == other.Row || !SlipGeometry.SameSlip(probe.Row.Quad, other.Row.Quad))
        {
            return false;
        }

        float below = SlipGeometry.Below(probe.Row.Quad, other.Row.Quad);
        float size = probe.Height / other.Height;
        return Math.Abs(below) is > 0.7f and < Reach && ((below > 0 && size > 0.8f) || size > 1.15f);
    }
}
