using System.Globalization;
using MlNetInvoice.Evaluation;

namespace MlNetInvoice.Reports.Charts;

/// <summary>A confusion matrix: a row is the true class, a column the predicted one. Right answers are blue, errors orange, each the stronger the more there are.</summary>
public static class ConfusionMatrixChart
{
    private const int Width = 640;
    private const double Left = 74;
    private const double Top = 106;

    /// <summary>Draws the matrix with the recall of each class at the right and the precision of each at the bottom.</summary>
    /// <param name="matrix">The counts, of 2 to 64 classes.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">The matrix has too few or too many classes to be drawn.</exception>
    public static SvgChart Create(ConfusionMatrix matrix, string title = "Confusion matrix")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(title);
        int classes = matrix.ClassCount;
        if (classes is < 2 or > 64)
        {
            throw new ArgumentException($"A confusion matrix is drawn for 2 to 64 classes, not {classes}.", nameof(matrix));
        }

        double cell = (Width - Left - 82) / classes;
        double bottom = Top + (classes * cell);
        long worst = Confusions(matrix).Select(confusion => confusion.Count).FirstOrDefault(1);
        string summary = string.Create(CultureInfo.InvariantCulture, $"{matrix.Correct:#,0} of {matrix.Total:#,0} right ({matrix.Accuracy:0.00%}), {matrix.Total - matrix.Correct:#,0} wrong");
        var svg = new SvgText();
        svg.Label(20, 32, title, "h1").Label(20, 54, summary, "small");
        svg.Label(Left + (classes * cell / 2), Top - 26, "predicted", "small quiet mid");
        svg.Add($"<text transform=\"translate(28 {Top + (classes * cell / 2):0.#}) rotate(-90)\" class=\"small quiet mid\">true</text>");
        svg.Label(Left + (classes * cell) + 40, Top - 9, "recall", "small quiet mid");
        if (cell >= 34)
        {
            svg.Label(Left - 10, bottom + 20, "precision", "small quiet end");
        }

        string names = cell < 16 ? "strong tiny" : "strong";
        for (int index = 0; index < classes; index++)
        {
            double middle = (index + 0.5) * cell;
            svg.Label(Left + middle, Top - 9, matrix.Labels[index], names + " mid");
            svg.Label(Left - 10, Top + middle + 4, matrix.Labels[index], names + " end");
            svg.Label(Left + (classes * cell) + 40, Top + middle + 4, Percent(matrix[index, index], matrix.CountOf(index)), cell < 16 ? "tiny ink mid" : "small ink mid");
            if (cell >= 34)
            {
                svg.Label(Left + middle, bottom + 20, Percent(matrix[index, index], matrix.CountTakenFor(index)), "tiny ink mid");
            }

            for (int column = 0; column < classes; column++)
            {
                long count = matrix[index, column];
                double strength = index == column ? (double)count / Math.Max(1, matrix.CountOf(index)) : Math.Sqrt((double)count / worst);
                string tip = $"true {matrix.Labels[index]}, predicted {matrix.Labels[column]}: {count}";
                DrawCell(svg, count, index == column, strength, Left + (column * cell), Top + (index * cell), cell, tip);
            }
        }

        return new SvgChart(title, $"Confusion matrix of {classes} classes: {summary}.{Describe(matrix)}", Width, (int)Math.Ceiling(bottom + (cell >= 34 ? 38 : 20)), svg.ToString());
    }

    private static void DrawCell(SvgText svg, long count, bool isDiagonal, double strength, double x, double y, double cell, string tip)
    {
        const double gap = 1;
        string place = FormattableString.Invariant($"x=\"{x + gap:0.#}\" y=\"{y + gap:0.#}\" width=\"{cell - (2 * gap):0.#}\" height=\"{cell - (2 * gap):0.#}\" rx=\"3\"");
        svg.Add($"<g><title>{Markup.Escape(tip)}</title><rect {place} class=\"empty\"/>");
        double opacity = count == 0 ? 0 : isDiagonal ? 0.25 + (0.75 * Math.Pow(strength, 4)) : 0.16 + (0.84 * strength);
        if (count > 0)
        {
            svg.Add($"<rect {place} class=\"{(isDiagonal ? "a" : "b")}\" fill-opacity=\"{opacity:0.##}\"/>");
        }

        if (count > 0 && cell >= 20)
        {
            string text = count.ToString(CultureInfo.InvariantCulture);
            string size = SvgText.Measure(text, 12) < cell - 6 ? "" : SvgText.Measure(text, 10) < cell - 2 ? " tiny" : "";
            svg.Label(x + (cell / 2), y + (cell / 2) + 4, text, $"mid{size} {(opacity > 0.6 ? "onfill" : "ink")}");
        }

        svg.Add($"</g>");
    }

    private static string Describe(ConfusionMatrix matrix)
    {
        string[] most = [.. Confusions(matrix).Take(3).Select(pair => $"{matrix.Labels[pair.Truth]} taken for {matrix.Labels[pair.Predicted]} ({pair.Count})")];
        return most.Length == 0 ? "" : $" Most frequent errors: {string.Join(", ", most)}.";
    }

    /// <summary>The cells off the diagonal that are not empty, the fullest first.</summary>
    private static IEnumerable<(int Truth, int Predicted, long Count)> Confusions(ConfusionMatrix matrix) =>
        from truth in Enumerable.Range(0, matrix.ClassCount)
        from predicted in Enumerable.Range(0, matrix.ClassCount)
        where truth != predicted && matrix[truth, predicted] > 0
        orderby matrix[truth, predicted] descending
        select (truth, predicted, matrix[truth, predicted]);

    private static string Percent(long part, long whole) =>
        whole == 0 ? "–" : part == whole ? "100%" : ((double)part / whole).ToString("0.0%", CultureInfo.InvariantCulture);
}
