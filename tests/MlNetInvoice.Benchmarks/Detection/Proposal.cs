using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>One way to propose lines, and how it fares: the labelled number's rank among them, and what a reader accepts of them.</summary>
internal sealed class Proposal(string name, Func<Proposals, IReadOnlyList<NumberLineCandidate>> choose)
{
    /// <summary>Heading of <see cref="ToRow"/>.</summary>
    public const string Heading = "@1 | @3 | @5 | @10 | @20 | by place @1 | @5 | right | wrong | without a label | ms to read |";

    private static readonly int[] _depths = [1, 3, 5, 10, 20];
    private readonly List<int> _ranks = [];
    private readonly List<int> _placeRanks = [];
    private int _right;
    private int _wrong;
    private int _unlabelled;
    private double _milliseconds;

    /// <summary>The lines, the most promising first.</summary>
    public IReadOnlyList<NumberLineCandidate> Choose(Proposals all) => choose(all);

    /// <summary>Counts one picture.</summary>
    /// <param name="labels">The numbers that it is known to show.</param>
    /// <param name="rows">What was proposed.</param>
    /// <param name="accepted">What the reader accepts.</param>
    /// <param name="milliseconds">The time that the reader took.</param>
    public void Add(IReadOnlyList<LabeledInvoice> labels, IReadOnlyList<NumberLineCandidate> rows, List<LineReading> accepted, double milliseconds)
    {
        _milliseconds += milliseconds;
        foreach (LabeledInvoice label in labels)
        {
            if (label.Quad is { } quad)
            {
                _ranks.Add(LineRecall.Rank(quad, rows));
                _placeRanks.Add(LineRecall.RankByPlace(quad, rows));
            }
        }

        foreach (LineReading line in accepted)
        {
            bool isRight = labels.Any(label => label.Digits == line.Digits);
            bool isWrong = !isRight && labels.Any(label => label.Quad is { } quad && QuadOverlap.Share(quad, line.Box));
            _right += isRight ? 1 : 0;
            _wrong += isWrong ? 1 : 0;
            _unlabelled += isRight || isWrong ? 0 : 1;
        }
    }

    /// <summary>The way's row of the table.</summary>
    public string ToRow(int pictures)
    {
        IEnumerable<int> counts =
        [
            .. _depths.Select(depth => _ranks.Count(rank => rank <= depth)),
            _placeRanks.Count(rank => rank <= 1), _placeRanks.Count(rank => rank <= 5), _right, _wrong, _unlabelled,
        ];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", counts)} | {_milliseconds / pictures:0.0} |");
    }
}
