using System.Globalization;
using MlNetInvoice.Training;

namespace MlNetInvoice.Reports.Charts;

/// <summary>Loss and accuracy over the epochs of a training, for the training images and, where there are some, the validation images.</summary>
public static class TrainingCurveChart
{
    private const int Width = 640;
    private const int Height = 324;
    private const double Top = 96;
    private const double Bottom = 272;

    /// <summary>Draws the curves of a training.</summary>
    /// <param name="history">What every epoch came to; at least one.</param>
    /// <param name="title">The heading, such as <c>lenet5 on MNIST</c>.</param>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    public static SvgChart Create(TrainingHistory history, string title = "Training curve")
    {
        ArgumentNullException.ThrowIfNull(history);
        return Create(history.Epochs, title);
    }

    /// <summary>Draws the curves side by side: loss at the left (logarithmic where it spans more than a factor of ten), accuracy at the right.</summary>
    /// <param name="epochs">The epochs in order, at least one.</param>
    /// <param name="title">The heading, such as <c>lenet5 on MNIST</c>.</param>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    public static SvgChart Create(IReadOnlyList<EpochRecord> epochs, string title = "Training curve")
    {
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentNullException.ThrowIfNull(title);
        if (epochs.Count == 0)
        {
            throw new ArgumentException("A training curve needs at least one epoch.", nameof(epochs));
        }

        bool validated = epochs.Any(point => point.ValidationLoss is not null || point.ValidationAccuracy is not null);
        var svg = new SvgText();
        svg.Label(20, 32, title, "h1");
        svg.Line(20, 52, 42, 52, "la").Label(48, 56, "training", "small");
        if (validated)
        {
            svg.Line(106, 52, 128, 52, "lb").Label(134, 56, "validation", "small");
        }

        svg.Label(620, 56, Summarize(epochs, validated), "small ink end");
        DrawPanel(svg, "Loss", 52, 304, epochs, LossScale(epochs), "", point => point.TrainingLoss, point => point.ValidationLoss);
        DrawPanel(svg, "Accuracy", 376, 620, epochs, AccuracyScale(epochs), "%", point => point.TrainingAccuracy * 100, point => point.ValidationAccuracy * 100);
        return new SvgChart(title, Describe(epochs, validated), Width, Height, svg.ToString());
    }

    private static void DrawPanel(
        SvgText svg, string name, double left, double right, IReadOnlyList<EpochRecord> points, ChartScale vertical, string unit,
        Func<EpochRecord, double?> training, Func<EpochRecord, double?> validation)
    {
        svg.Label(left, 82, name + (vertical.IsLogarithmic ? " (log scale)" : ""), "h2");
        foreach (double tick in vertical.Ticks)
        {
            svg.Line(left, vertical[tick], right, vertical[tick], "grid");
            svg.Label(left - 6, vertical[tick] + 4, ChartScale.Format(tick, unit), "small quiet end");
        }

        int first = points[0].Epoch, last = points[^1].Epoch;
        var horizontal = ChartScale.Linear(first, last, left + 8, first == last ? left + 8 : right - 8, 7);
        svg.Line(left, Bottom, right, Bottom, "axis");
        foreach (double tick in horizontal.Ticks.Where(tick => tick == Math.Round(tick) && tick <= last).Prepend(first).Distinct())
        {
            svg.Label(horizontal[tick], Bottom + 17, ChartScale.Format(tick), "small quiet mid");
        }

        svg.Label((left + right) / 2, Bottom + 36, "epoch", "small quiet mid");
        DrawCurve(svg, points, horizontal, vertical, training, "a", "training " + name.ToLowerInvariant(), unit);
        DrawCurve(svg, points, horizontal, vertical, validation, "b", "validation " + name.ToLowerInvariant(), unit);
    }

    private static void DrawCurve(
        SvgText svg, IReadOnlyList<EpochRecord> points, ChartScale horizontal, ChartScale vertical, Func<EpochRecord, double?> value, string color, string name, string unit)
    {
        var places = points.Select(point => (point.Epoch, Value: value(point) is double number && double.IsFinite(number) ? number : (double?)null)).ToList();
        for (int start = 0; start < places.Count; start++)
        {
            var run = places.Skip(start).TakeWhile(place => place.Value is not null).ToList();
            if (run.Count > 1)
            {
                string path = string.Join(' ', run.Select(place => FormattableString.Invariant($"{horizontal[place.Epoch]:0.#},{vertical[place.Value!.Value]:0.#}")));
                svg.Add($"<polyline points=\"{path}\" class=\"l{color}\"/>");
            }

            start += run.Count;
        }

        double radius = places.Count > 30 ? 2 : 3.5;
        foreach (var (epoch, number) in places.Where(place => place.Value is not null))
        {
            svg.Add($"<circle cx=\"{horizontal[epoch]:0.#}\" cy=\"{vertical[number!.Value]:0.#}\" r=\"{radius}\" class=\"{color}\"><title>epoch {epoch}: {name} {number:0.####}{unit}</title></circle>");
        }
    }

    private static ChartScale LossScale(IReadOnlyList<EpochRecord> points)
    {
        double[] values = [.. points.SelectMany(point => new[] { point.TrainingLoss, point.ValidationLoss ?? double.NaN }).Where(double.IsFinite).DefaultIfEmpty(1)];
        double low = values.Min(), high = values.Max();
        return low > 0 && high / low > 10
            ? ChartScale.Logarithmic(low, high, Bottom, Top)
            : ChartScale.Linear(0, Math.Max(high * 1.05, 1e-6), Bottom, Top, 5);
    }

    private static ChartScale AccuracyScale(IReadOnlyList<EpochRecord> points)
    {
        double low = points.SelectMany(point => new[] { point.TrainingAccuracy, point.ValidationAccuracy ?? double.NaN }).Where(double.IsFinite).DefaultIfEmpty(0).Min();
        return ChartScale.LinearFromTick(Math.Clamp(low, 0, 0.999) * 100, 100, Bottom, Top, 5);
    }

    private static string Summarize(IReadOnlyList<EpochRecord> points, bool validated)
    {
        EpochRecord best = Best(points);
        return validated
            ? string.Create(CultureInfo.InvariantCulture, $"best validation accuracy {best.ValidationAccuracy:0.00%} at epoch {best.Epoch}")
            : string.Create(CultureInfo.InvariantCulture, $"training accuracy {points[^1].TrainingAccuracy:0.00%} after epoch {points[^1].Epoch}");
    }

    private static string Describe(IReadOnlyList<EpochRecord> points, bool validated)
    {
        EpochRecord first = points[0], last = points[^1];
        string epochs = points.Count == 1 ? "1 epoch" : $"{points.Count} epochs";
        return string.Create(CultureInfo.InvariantCulture,
            $"Line chart of {epochs}: training loss from {first.TrainingLoss:0.####} to {last.TrainingLoss:0.####}, training accuracy from {first.TrainingAccuracy:0.00%} to {last.TrainingAccuracy:0.00%}; {Summarize(points, validated)}.");
    }

    private static EpochRecord Best(IReadOnlyList<EpochRecord> points) => points.MaxBy(point => point.ValidationAccuracy ?? double.MinValue)!;
}
