using System.Globalization;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Accuracy of each class as a dot with its 95% interval, beside the accuracy over all classes.</summary>
/// <remarks>Interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).</remarks>
public static class ClassAccuracyChart
{
    private const int Width = 640;
    private const double Left = 64;
    private const double Right = 520;
    private const double Top = 84;
    private const double Row = 26;

    /// <summary>Draws one row a class. The axis starts where the lowest interval does, not at zero: the dots carry the value, no bar does.</summary>
    /// <param name="matrix">What was taken for what.</param>
    /// <param name="title">The heading.</param>
    public static SvgChart Create(ConfusionMatrix matrix, string title = "Accuracy per class")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(title);
        var intervals = Enumerable.Range(0, matrix.ClassCount).Select(index => Wilson(matrix[index, index], matrix.CountOf(index))).ToList();
        double overall = matrix.Accuracy;
        double bottom = Top + (matrix.ClassCount * Row);
        var scale = ChartScale.LinearFromTick(Math.Min(99.5, intervals.Min(interval => interval.Low) * 100), 100, Left, Right, 6);

        var svg = new SvgText();
        svg.Label(20, 32, title, "h1");
        svg.Label(20, 54, string.Create(CultureInfo.InvariantCulture, $"dot: share classified right; line: 95% interval; dashed: all classes, {overall:0.00%}"), "small");
        foreach (double tick in scale.Ticks)
        {
            svg.Line(scale[tick], Top, scale[tick], bottom, "grid").Label(scale[tick], bottom + 17, ChartScale.Format(tick, "%"), "small quiet mid");
        }

        svg.Line(scale[overall * 100], Top, scale[overall * 100], bottom, "dash");
        for (int index = 0; index < matrix.ClassCount; index++)
        {
            double y = Top + ((index + 0.5) * Row);
            svg.Label(Left - 14, y + 4, matrix.Labels[index], "strong end");
            long correct = matrix[index, index], total = matrix.CountOf(index);
            if (total == 0)
            {
                svg.Label(Right + 14, y + 4, "no images", "small quiet");
                continue;
            }

            double accuracy = (double)correct / total;
            svg.Line(scale[intervals[index].Low * 100], y, scale[intervals[index].High * 100], y, "la");
            svg.Add($"<circle cx=\"{scale[accuracy * 100]:0.#}\" cy=\"{y:0.#}\" r=\"5\" class=\"a ring\"/>");
            svg.Label(Right + 14, y + 4, accuracy.ToString("0.00%", CultureInfo.InvariantCulture), "ink small");
            svg.Label(620, y + 4, (total - correct).ToString(CultureInfo.InvariantCulture), "small quiet end");
        }

        svg.Label(620, Top - 8, "errors", "small quiet end");
        return new SvgChart(title, Describe(matrix), Width, (int)Math.Ceiling(bottom + 34), svg.ToString());
    }

    /// <summary>The 95% Wilson score interval of a share.</summary>
    private static (double Low, double High) Wilson(long correct, long total)
    {
        if (total == 0)
        {
            return (1, 1);
        }

        const double z = 1.959964;
        double share = (double)correct / total;
        double middle = share + (z * z / (2 * total));
        double spread = z * Math.Sqrt((share * (1 - share) / total) + (z * z / (4.0 * total * total)));
        double scale = 1 + (z * z / total);
        return (Math.Max(0, (middle - spread) / scale), Math.Min(1, (middle + spread) / scale));
    }

    private static string Describe(ConfusionMatrix matrix)
    {
        IEnumerable<string> parts = Enumerable.Range(0, matrix.ClassCount).Where(index => matrix.CountOf(index) > 0)
            .Select(index => string.Create(CultureInfo.InvariantCulture, $"{matrix.Labels[index]}: {(double)matrix[index, index] / matrix.CountOf(index):0.00%}"));
        return string.Create(CultureInfo.InvariantCulture, $"Dot plot of the accuracy of each class, {matrix.Accuracy:0.00%} over all: {string.Join(", ", parts)}.");
    }
}
