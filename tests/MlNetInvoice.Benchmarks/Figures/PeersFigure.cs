using System.Globalization;
using MlNetInvoice.Reports.Charts;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>The ratios of docs/performance.md, where it holds the engine against its peers.</summary>
internal static class PeersFigure
{
    public static SvgChart Draw(string root)
    {
        string page = Path.Combine(root, "docs", "performance.md");
        IEnumerable<ComparisonBar> digits = PageTable.Rows(page, "| work | ours | of the peak | ONNX Runtime").Select(row => Bar(row[0].Replace("bulk digits a second", "digits in bulk", StringComparison.Ordinal), row[5]));
        string batch = "";
        IEnumerable<ComparisonBar> training = PageTable.Rows(page, "| work | ours | libtorch").Select(row =>
        {
            string[] words = row[0].Split(", ");
            batch = words[^1];
            return Bar($"train {(words[0] == "the same" ? "LeNet-5" : words[0])}, {batch}", row[4]);
        });
        return ComparisonChart.Create([.. digits, .. training], "How many times as fast as the best peer", "×", 1, referenceName: "best peer");
    }

    private static ComparisonBar Bar(string name, string ratio) =>
        new(name, double.Parse(ratio[..ratio.IndexOf('×', StringComparison.Ordinal)], CultureInfo.InvariantCulture), Reference: 1);
}
