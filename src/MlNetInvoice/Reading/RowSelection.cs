using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>
/// Chooses the rows of a photograph that are read with all care by what one strip of each reads as. A slip bears one number: where a row reads clearly, the rows below
/// it and those much smaller are tax numbers, dates and amounts, and are not looked at.
/// </summary>
internal sealed class RowSelection
{
    /// <summary>Path score per digit from which a row reads clearly.</summary>
    public const float Clear = -0.4f;

    /// <summary>How far above or below a row, in its heights, others are surely of the same slip; beyond, another slip may lie in line with it.</summary>
    public const float Reach = 12;

    private const float VeryClear = -0.25f;
    private const float LeastQuality = -0.95f;
    private const int AlwaysRead = 4;
    private const float LeastProminence = 0.2f;
    private readonly List<(NumberLineCandidate Row, float Quality)> _rows = [];

    /// <summary>Whether a row may still be a number of its own.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rank">Its place among the rows, 0 the most promising.</param>
    public bool IsWorthReading(NumberLineCandidate row, int rank) =>
        (row.Prominence >= LeastProminence || rank < AlwaysRead) && !_rows.Exists(other => other.Quality > VeryClear && Outranks(other.Row, row));

    /// <summary>Notes what one strip of a row reads as.</summary>
    /// <param name="row">The row, in the direction in which it was read.</param>
    /// <param name="quality">Path score per digit.</param>
    public void Add(NumberLineCandidate row, float quality)
    {
        if (quality > LeastQuality)
        {
            _rows.Add((row, quality));
        }
    }

    /// <summary>The rows that read best, but for those that another one outranks.</summary>
    public IEnumerable<NumberLineCandidate> Take(int most) => _rows
        .Where(row => !_rows.Exists(other => other.Quality > Math.Max(Clear, row.Quality - 0.1f) && Outranks(other.Row, row.Row)))
        .OrderByDescending(row => row.Quality)
        .Take(most)
        .Select(row => row.Row);

    /// <summary>Whether two rows share a slip and the first one is above and not clearly smaller, or clearly larger.</summary>
    private static bool Outranks(NumberLineCandidate row, NumberLineCandidate other)
    {
        if (row == other || !SlipGeometry.SameSlip(row.Quad, other.Quad))
        {
            return false;
        }

        float below = SlipGeometry.Below(row.Quad, other.Quad);
        float size = row.CapHeight / other.CapHeight;
        return Math.Abs(below) is > 0.7f and < Reach && ((below > 0 && size > 0.8f) || size > 1.15f);
    }
}
