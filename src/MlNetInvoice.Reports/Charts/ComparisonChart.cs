using System.Globalization;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Horizontal bars, one a row, with the spread over several runs and a mark where a published figure stands.</summary>
public static class ComparisonChart
{
    private const int Width = 640;
    private const double Row = 38;

    /// <summary>Draws the rows in the order given.</summary>
    /// <param name="bars">The rows, at least one, with finite values that are not negative.</param>
    /// <param name="title">The heading, such as <c>Accuracy on the MNIST test images</c>.</param>
    /// <param name="unit">What stands behind each value, such as <c>%</c>.</param>
    /// <param name="decimals">Decimals of each value, 0 to 6; 2 by default.</param>
    /// <param name="axisFrom">Where the axis starts. 0, the default, gives bars; any other start gives dots, since a bar cut off at its foot misleads.</param>
    /// <param name="referenceName">What the marks are, such as <c>published</c>.</param>
    /// <exception cref="ArgumentException">There is no row, or a value is not finite or lies before the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is out of range.</exception>
    public static SvgChart Create(
        IReadOnlyList<ComparisonBar> bars, string title, string unit = "", int decimals = 2, double axisFrom = 0, string referenceName = "published")
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)decimals, 6u, nameof(decimals));
        Validate(bars, axisFrom);
        string format = decimals == 0 ? "#,0" : "#,0." + new string('0', decimals);
        string Show(double value) => value.ToString(format, CultureInfo.InvariantCulture) + unit;

        double left = 36 + bars.Max(bar => SvgText.Measure(bar.Name, 12.5));
        double right = 600 - bars.Max(bar => SvgText.Measure(Show(bar.Value), 12.5));
        string legend = Legend(bars, referenceName);
        double top = legend.Length == 0 ? 56 : 80;
        double bottom = top + (bars.Count * Row);
        double most = bars.SelectMany(bar => new[] { bar.Value, bar.High ?? bar.Value, bar.Reference ?? bar.Value }).Max();
        var scale = ChartScale.Linear(axisFrom, axisFrom == 0 ? most : unit == "%" && most <= 100 ? 100 : most + ((most - axisFrom) * 0.05), left, right, 5);

        var svg = new SvgText();
        svg.Label(20, 32, title, "h1").Label(20, 54, legend, "small");
        foreach (double tick in scale.Ticks)
        {
            svg.Line(scale[tick], top, scale[tick], bottom, "grid").Label(scale[tick], bottom + 17, ChartScale.Format(tick, unit), "small quiet mid");
        }

        svg.Line(left, top, left, bottom, "axis");
        for (int index = 0; index < bars.Count; index++)
        {
            DrawRow(svg, bars[index], top + ((index + 0.5) * Row), left, scale, axisFrom == 0);
            svg.Label(620, top + ((index + 0.5) * Row) + 4, Show(bars[index].Value), "strong end");
        }

        string described = string.Join("; ", bars.Select(bar => $"{bar.Name}: {Show(bar.Value)}" + (bar.Reference is double value ? $" ({referenceName}: {Show(value)})" : "")));
        return new SvgChart(title, $"Comparison of {bars.Count} rows. {described}.", Width, (int)Math.Ceiling(bottom + 34), svg.ToString());
    }

    private static void DrawRow(SvgText svg, ComparisonBar bar, double y, double left, ChartScale scale, bool asBar)
    {
        svg.Label(left - 12, y + 4, bar.Name, "ink end");
        double end = scale[bar.Value];
        if (asBar)
        {
            double radius = Math.Min(4, Math.Max(0, end - left) / 2);
            svg.Add($"<path d=\"M{left:0.#} {y - 9:0.#}H{end - radius:0.#}q{radius:0.#} 0 {radius:0.#} {radius:0.#}v{18 - (2 * radius):0.#}q0 {radius:0.#} {-radius:0.#} {radius:0.#}H{left:0.#}z\" class=\"a\"/>");
        }

        if (bar.Low is double low && bar.High is double high && high > low)
        {
            string style = asBar ? "mark" : "la";
            svg.Line(scale[low], y, scale[high], y, style).Line(scale[low], y - 4, scale[low], y + 4, style).Line(scale[high], y - 4, scale[high], y + 4, style);
        }

        if (!asBar)
        {
            svg.Add($"<circle cx=\"{end:0.#}\" cy=\"{y:0.#}\" r=\"6\" class=\"a ring\"/>");
        }

        if (bar.Reference is double reference)
        {
            double x = scale[reference];
            svg.Add($"<path d=\"M{x:0.#} {y - 7:0.#}l6 7l-6 7l-6 -7z\" class=\"b ring\"/>");
        }
    }

    private static string Legend(IReadOnlyList<ComparisonBar> bars, string referenceName)
    {
        var parts = new List<string>();
        if (bars.Any(bar => bar.High > bar.Low))
        {
            parts.Add("line: lowest to highest run");
        }

        if (bars.Any(bar => bar.Reference is not null))
        {
            parts.Add($"orange diamond: {referenceName}");
        }

        return string.Join("; ", parts);
    }

    private static void Validate(IReadOnlyList<ComparisonBar> bars, double axisFrom)
    {
        if (bars.Count == 0)
        {
            throw new ArgumentException("A comparison needs at least one row.", nameof(bars));
        }

        foreach (ComparisonBar bar in bars)
        {
            if (!double.IsFinite(bar.Value) || bar.Value < axisFrom)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The value of '{bar.Name}' is {bar.Value}, but the axis takes finite values from {axisFrom}."), nameof(bars));
            }
        }
    }
}
