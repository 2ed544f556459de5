using System.Globalization;
using MlNetInvoice.Reports.Charts;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>The slowest input of each format, as docs/hostile-input.md has them, beside what would have been a finding.</summary>
internal static class HostileInputFigure
{
    // As tests/MlNetInvoice.Fuzzing has it.
    private const double FindingMilliseconds = 2000;

    public static SvgChart Draw(string root)
    {
        string page = Path.Combine(root, "docs", "hostile-input.md");
        string[] lines = File.ReadAllLines(page);
        string head = lines.First(line => line.StartsWith("| format | inputs |", StringComparison.Ordinal));
        IReadOnlyList<string[]> own = PageTable.Rows(page, head);
        IEnumerable<string[]> libraries = lines.SkipWhile(line => line != head).Skip(2 + own.Count).SkipWhile(line => line != head).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries));
        ComparisonBar[] bars =
        [
            .. own.Concat(libraries.Where(row => own.All(other => other[0] != row[0])))
                .Select(row => new ComparisonBar($"{row[0]}, {row[1]} inputs", double.Parse(row[7].Replace(" ms", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), Reference: FindingMilliseconds)),
        ];
        return ComparisonChart.Create(bars, "The slowest input of each format", " ms", 0, referenceName: "where a finding begins");
    }
}
