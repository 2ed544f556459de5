using MlNetInvoice.Data;

namespace MlNetInvoice.Evaluation;

/// <summary>
/// Counts whole numbers: right, wrong, rejected, not found; by row, by kind, by how many slips are in view, and by distinct number (many pictures may show the same invoice, and
/// reading it twenty times is not reading twenty invoices). Not thread-safe.
/// </summary>
public sealed class NumberAccuracy
{
    private readonly List<NumberOutcome> _outcomes = [];
    private readonly List<(string File, string Number)> _invented = [];
    private readonly List<StrayReading> _strays = [];
    private readonly List<SingleAnswer> _answers = [];
    private readonly List<TimeSpan> _times = [];

    /// <summary>Every labelled number with what became of it, in the order they were added.</summary>
    public IReadOnlyList<NumberOutcome> Outcomes => _outcomes;

    /// <summary>
    /// Numbers that were accepted where no label of their picture lies: slips in view that nobody labelled, or inventions; to be looked at. Where labels say no place, those that are
    /// left over when every label has its answer.
    /// </summary>
    public IReadOnlyList<(string File, string Number)> Invented => _invented;

    /// <summary>The readings of <see cref="Invented"/>, and whether their picture's labels are known to be all of its numbers.</summary>
    internal IReadOnlyList<StrayReading> Strays => _strays;

    /// <summary>What <see cref="InvoiceReader.Read(string)"/> answered, for the pictures of which that was said.</summary>
    internal IReadOnlyList<SingleAnswer> Answers => _answers;

    /// <summary>The time of each picture.</summary>
    internal IReadOnlyList<TimeSpan> Times => _times;

    /// <summary>Adds one picture with all its labels and all its readings.</summary>
    /// <param name="labels">The rows of the picture, at least one; a row without digits says that it shows no number.</param>
    /// <param name="readings">What was read in it; null where it could not be decoded.</param>
    /// <param name="elapsed">How long it took, decoding included.</param>
    public void Add(IReadOnlyList<LabeledInvoice> labels, IReadOnlyList<InvoiceReading>? readings, TimeSpan elapsed) => Add(labels, readings, elapsed, null, false);

    /// <summary>Adds one picture, with what a reading of one number answers.</summary>
    /// <param name="labels">The rows of the picture, at least one; a row without digits says that it shows no number.</param>
    /// <param name="readings">What was read in it; null where it could not be decoded.</param>
    /// <param name="elapsed">How long it took, decoding included.</param>
    /// <param name="single">The one answer; null where it was not asked for.</param>
    /// <param name="isComplete">Whether every number in view is labelled, places or not. A picture whose labels say no place is taken to be.</param>
    internal void Add(
        IReadOnlyList<LabeledInvoice> labels, IReadOnlyList<InvoiceReading>? readings, TimeSpan elapsed, InvoiceReading? single, bool isComplete)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labels.Count, 1, nameof(labels));
        var matching = new NumberMatching(labels, readings);
        _outcomes.AddRange(matching.Outcomes(elapsed));
        _times.Add(elapsed);
        isComplete |= labels.All(label => label.Quad is null);
        foreach (InvoiceReading reading in matching.Left)
        {
            _invented.Add((labels[0].File, reading.Number!));
            _strays.Add(new StrayReading(labels[0].File, reading, isComplete));
        }

        if (single is not null)
        {
            _answers.Add(new SingleAnswer(labels[0].File, single, labels, isComplete));
        }
    }

    /// <summary>Counts of all rows, of each kind, by slips in view and of distinct numbers; then the accepted numbers that no label has, and the time of a picture.</summary>
    public override string ToString() => NumberAccuracyText.Write(this);
}
