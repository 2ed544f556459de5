using System.Globalization;
using MlNetInvoice.Reports.Charts;

namespace MlNetInvoice.Reports.Pages;

/// <summary>Architectures side by side: accuracy with its spread beside the published figures, training time and size, as charts and as one page.</summary>
public sealed class ComparisonReport
{
    private ComparisonReport(IReadOnlyList<ComparedArchitecture> rows, string dataName)
    {
        double lowest = rows.SelectMany(row => row.Accuracies.Append(row.Published ?? 1)).Min() * 100;
        Accuracy = ComparisonChart.Create(
            [.. rows.Select(row => new ComparisonBar(row.Definition.Name, row.MedianAccuracy * 100, row.Accuracies.Min() * 100, row.Accuracies.Max() * 100, row.Published * 100))],
            $"Accuracy on {dataName}", "%", 2, axisFrom: Math.Clamp(Math.Floor(lowest) - 1, 1, 98));
        Time = ComparisonChart.Create(
            [.. rows.Select(row => new ComparisonBar(row.Definition.Name, row.MedianSeconds, row.Seconds.Min(), row.Seconds.Max()))], "Training time", " s", 1);
        Work = ComparisonChart.Create(
            [.. rows.Select(row => new ComparisonBar(row.Definition.Name, row.Definition.MultiplyAdds / 1000.0))], "Multiply-adds an image, in thousands", "", 1);
        Page = WritePage(rows, dataName);
    }

    /// <summary>Median test accuracy of each with lowest and highest run and the published figure.</summary>
    public SvgChart Accuracy { get; }

    /// <summary>Median training time of each with lowest and highest run.</summary>
    public SvgChart Time { get; }

    /// <summary>Multiply-adds that one image takes.</summary>
    public SvgChart Work { get; }

    /// <summary>All of it as one page.</summary>
    public HtmlReport Page { get; }

    /// <summary>Draws a comparison.</summary>
    /// <param name="rows">The architectures in the order in which they are shown; at least one, each trained at least once.</param>
    /// <param name="dataName">What they were tested on, such as <c>the MNIST test images</c>.</param>
    /// <exception cref="ArgumentException">There is no row, or one was not trained.</exception>
    public static ComparisonReport Create(IReadOnlyList<ComparedArchitecture> rows, string dataName = "the test images")
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(dataName);
        if (rows.Count == 0)
        {
            throw new ArgumentException("A comparison needs at least one architecture.", nameof(rows));
        }

        ComparedArchitecture? empty = rows.FirstOrDefault(row => row.Accuracies.Count == 0 || row.Seconds.Count != row.Accuracies.Count);
        return empty is null
            ? new ComparisonReport(rows, dataName)
            : throw new ArgumentException($"{empty.Definition.Name} has {empty.Accuracies.Count} accuracies and {empty.Seconds.Count} times; each training wants one of both.", nameof(rows));
    }

    private HtmlReport WritePage(IReadOnlyList<ComparedArchitecture> rows, string dataName)
    {
        ComparedArchitecture best = rows.MaxBy(row => row.MedianAccuracy)!;
        int runs = rows.Sum(row => row.Accuracies.Count);
        return new HtmlPage("Architectures compared", Text($"{runs} trainings; best median on {dataName}: {best.Definition.Name} with {best.MedianAccuracy:0.00%}"))
            .Heading("Accuracy").Figures(Accuracy)
            .Heading("Cost").Figures(Time, Work)
            .Heading("Table").Table(
                ["architecture ", "weights", "multiply-adds", "accuracy (median)", "lowest", "highest", "published", "runs", "epochs", "seconds (median)"],
                rows.Select(row => new[]
                {
                    row.Definition.Name, Text($"{row.Definition.WeightCount:#,0}"), Text($"{row.Definition.MultiplyAdds:#,0}"), Text($"{row.MedianAccuracy:0.00%}"),
                    Text($"{row.Accuracies.Min():0.00%}"), Text($"{row.Accuracies.Max():0.00%}"), row.Published is double published ? Text($"{published:0.00%}") : "–",
                    Text($"{row.Accuracies.Count}"), Text($"{row.Epochs}"), Text($"{row.MedianSeconds:0.0}"),
                }))
            .ToReport("Every figure was measured in this run; the published ones are those of the architectures' sources.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
