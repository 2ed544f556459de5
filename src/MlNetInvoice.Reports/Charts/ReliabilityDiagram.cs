using System.Globalization;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Does a confidence of 90% mean right in nine of ten cases? Accuracy over confidence in equal bins, with how many answers fall into each.</summary>
/// <remarks>Guo, Pleiss, Sun, Weinberger: "On calibration of modern neural networks", ICML 2017, section 2 (reliability diagram, expected calibration error).</remarks>
public static class ReliabilityDiagram
{
    private const int Width = 640;
    private const int Height = 420;
    private const double Left = 64;
    private const double Right = 612;
    private const double Top = 80;
    private const double Bottom = 284;
    private const double CountTop = 306;
    private const double CountBottom = 362;

    /// <summary>Draws the diagram.</summary>
    /// <param name="confidences">Confidence of each answer, 0 to 1.</param>
    /// <param name="correct">Whether each answer was right.</param>
    /// <param name="binCount">Number of equal bins over 0 to 1: 2 to 50, 10 by default.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">There is no answer, the lengths differ, or a confidence is no number from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is out of range.</exception>
    public static SvgChart Create(ReadOnlySpan<float> confidences, ReadOnlySpan<bool> correct, int binCount = 10, string title = "Reliability")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(binCount, 50);
        Bin[] bins = Count(confidences, correct, binCount);
        double error = bins.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / confidences.Length;

        var across = ChartScale.Linear(0, 1, Left, Right, 5);
        var up = ChartScale.Linear(0, 1, Bottom, Top, 5);
        string summary = string.Create(CultureInfo.InvariantCulture, $"{confidences.Length:#,0} answers, expected calibration error {error:0.00%}");
        var svg = new SvgText();
        svg.Label(20, 32, title, "h1").Label(20, 54, summary, "small");
        foreach (double tick in up.Ticks)
        {
            svg.Line(Left, up[tick], Right, up[tick], "grid").Label(Left - 8, up[tick] + 4, ChartScale.Format(tick * 100, "%"), "small quiet end");
            svg.Label(across[tick], CountBottom + 17, ChartScale.Format(tick * 100, "%"), "small quiet mid");
        }

        svg.Label((Left + Right) / 2, CountBottom + 38, "confidence", "small quiet mid");
        svg.Add($"<text transform=\"translate(22 {(Top + Bottom) / 2:0.#}) rotate(-90)\" class=\"small quiet mid\">share right</text>");
        svg.Add($"<text transform=\"translate(22 {(CountTop + CountBottom) / 2:0.#}) rotate(-90)\" class=\"small quiet mid\">answers</text>");
        svg.Line(Left, Bottom, Right, Top, "dash").Line(Left, Bottom, Right, Bottom, "axis").Line(Left, CountBottom, Right, CountBottom, "axis");
        DrawBins(svg, bins, across, up);
        svg.Label(Left + 12, Top + 12, "dashed: perfect calibration", "small quiet");
        return new SvgChart(title, Describe(bins, summary), Width, Height, svg.ToString());
    }

    private static void DrawBins(SvgText svg, Bin[] bins, ChartScale across, ChartScale up)
    {
        double most = bins.Max(bin => bin.Count);
        var filled = bins.Where(bin => bin.Count > 0).ToList();
        string path = string.Join(' ', filled.Select(bin => FormattableString.Invariant($"{across[bin.Confidence]:0.#},{up[bin.Accuracy]:0.#}")));
        svg.Add($"<polyline points=\"{path}\" class=\"la\"/>");
        foreach (Bin bin in filled)
        {
            string tip = string.Create(CultureInfo.InvariantCulture, $"confidence {bin.From:0%} to {bin.To:0%}: {bin.Accuracy:0.0%} of {bin.Count:#,0} right");
            svg.Add($"<circle cx=\"{across[bin.Confidence]:0.#}\" cy=\"{up[bin.Accuracy]:0.#}\" r=\"5\" class=\"{(bin.Count < 20 ? "hollow" : "a ring")}\"><title>{tip}</title></circle>");
            double height = Math.Max(1.5, Math.Sqrt(bin.Count / most) * (CountBottom - CountTop - 12));
            double x = across[bin.From], width = across[bin.To] - x;
            svg.Add($"<rect x=\"{x + 2:0.#}\" y=\"{CountBottom - height:0.#}\" width=\"{width - 4:0.#}\" height=\"{height:0.#}\" rx=\"2\" class=\"a\" fill-opacity=\"0.55\"><title>{tip}</title></rect>");
            if (bins.Length <= 12)
            {
                svg.Label(x + (width / 2), CountBottom - height - 4, bin.Count.ToString("#,0", CultureInfo.InvariantCulture), "tiny quiet mid");
            }
        }
    }

    private static Bin[] Count(ReadOnlySpan<float> confidences, ReadOnlySpan<bool> correct, int binCount)
    {
        if (confidences.Length == 0 || confidences.Length != correct.Length)
        {
            throw new ArgumentException($"A reliability diagram wants at least one answer and as many outcomes as confidences, not {confidences.Length} and {correct.Length}.", nameof(confidences));
        }

        var sums = new double[binCount];
        var counts = new int[binCount];
        var rights = new int[binCount];
        for (int index = 0; index < confidences.Length; index++)
        {
            if (!(confidences[index] is >= 0 and <= 1.0001f))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Confidence {index} is {confidences[index]}, but confidences lie from 0 to 1."), nameof(confidences));
            }

            int bin = Math.Min(binCount - 1, (int)(confidences[index] * binCount));
            sums[bin] += Math.Min(1, confidences[index]);
            counts[bin]++;
            rights[bin] += correct[index] ? 1 : 0;
        }

        return [.. Enumerable.Range(0, binCount).Select(bin => new Bin((double)bin / binCount, (bin + 1.0) / binCount, counts[bin],
            counts[bin] == 0 ? 0 : sums[bin] / counts[bin], counts[bin] == 0 ? 0 : (double)rights[bin] / counts[bin]))];
    }

    private static string Describe(Bin[] bins, string summary)
    {
        IEnumerable<string> parts = bins.Where(bin => bin.Count > 0)
            .Select(bin => string.Create(CultureInfo.InvariantCulture, $"{bin.From:0%} to {bin.To:0%}: {bin.Accuracy:0.0%} of {bin.Count} right"));
        return $"Reliability diagram: {summary}. Share right by confidence: {string.Join("; ", parts)}.";
    }

    private readonly record struct Bin(double From, double To, int Count, double Confidence, double Accuracy);
}
