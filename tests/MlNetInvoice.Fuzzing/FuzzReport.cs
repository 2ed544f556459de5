using System.Globalization;

namespace MlNetInvoice.Fuzzing;

/// <summary>What happened to one format's inputs.</summary>
public sealed class FuzzReport(string name)
{
    /// <summary>Inputs that could be read all the same.</summary>
    public const string Read = "read";

    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);

    /// <summary>The format.</summary>
    public string Name { get; } = name;

    /// <summary>Inputs tried.</summary>
    public long Inputs { get; private set; }

    /// <summary>Inputs that ended in an exception that is not documented.</summary>
    public long Crashes { get; private set; }

    /// <summary>Inputs that took longer than allowed.</summary>
    public long Hangs { get; private set; }

    /// <summary>Inputs that allocated more than allowed.</summary>
    public long Excesses { get; private set; }

    /// <summary>The slowest input's time.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>The most bytes that one input allocated.</summary>
    public long LargestAllocation { get; private set; }

    /// <summary>The largest share that an input took of what it was allowed to allocate.</summary>
    public double LargestShare { get; private set; }

    /// <summary>How often each outcome occurred: "read", or the exception's type.</summary>
    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => Crashes + Hangs + Excesses == 0;

    /// <summary>Counts one input.</summary>
    public void Add(FuzzResult result)
    {
        Inputs++;
        string outcome = result.Fault?.GetType().Name ?? Read;
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        Crashes += result.IsCrash ? 1 : 0;
        Hangs += result.IsHang ? 1 : 0;
        Excesses += result.IsExcess ? 1 : 0;
        Slowest = result.Time > Slowest ? result.Time : Slowest;
        LargestAllocation = Math.Max(LargestAllocation, result.Allocated);
        LargestShare = Math.Max(LargestShare, (double)result.Allocated / result.AllocationCap);
    }

    /// <summary>The report as a table in Markdown.</summary>
    public static string Table(IEnumerable<FuzzReport> reports)
    {
        var text = new System.Text.StringBuilder();
        text.Append("| format | inputs | read | refused (documented exception) | crashes | hangs | over the cap | slowest | largest allocation | of its cap |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (FuzzReport report in reports)
        {
            string refused = string.Join(", ", report.Outcomes.Where(outcome => outcome.Key != Read).Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{outcome.Value:N0} {outcome.Key}")));
            text.Append(CultureInfo.InvariantCulture,
                $"| {report.Name} | {report.Inputs:N0} | {report.Outcomes.GetValueOrDefault(Read):N0} | {refused} | {report.Crashes} | {report.Hangs} | {report.Excesses} | {report.Slowest.TotalMilliseconds:F0} ms | {report.LargestAllocation / 1048576.0:F1} MiB | {report.LargestShare * 100:F0}% |\n");
        }

        return text.ToString();
    }
}
