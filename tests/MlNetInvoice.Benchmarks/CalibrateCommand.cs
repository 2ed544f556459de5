using System.Globalization;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Synthesis.Calibration;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="ReadingConfidence"/> as <c>train</c> does, on printed lines that no training has drawn, and prints the reliability tables of what both stages of the cascade make of other ones,
/// in Markdown. <c>--save</c> writes the model with the weights fitted on all lines.
/// </summary>
internal static class CalibrateCommand
{
    private const string Save = "--save";

    public static int Run(string[] arguments)
    {
        int save = Array.IndexOf(arguments, Save);
        string[] plain = save < 0 ? arguments : arguments[..save];
        int count = plain.Length > 0 ? int.Parse(plain[0], CultureInfo.InvariantCulture) : ReaderCalibration.DefaultLines;
        TrainedModel model = plain.Length > 1 ? ModelFile.Load(plain[1]) : EmbeddedModels.LoadReader();
        CalibrationLine[] lines = ReaderCalibration.Measure(model.Network, count, CancellationToken.None);
        Tell("The first network", lines);
        TrainedModel calibrated = WithWeights(model, ReaderCalibration.Fit(lines));
        if (model.Expert is { } expert)
        {
            lines = ReaderCalibration.MeasureExpert(calibrated, expert.Network, 4 * count, CancellationToken.None);
            Tell("What the expert reads again", lines);
            calibrated = calibrated.WithExpert(WithWeights(expert, ReaderCalibration.Fit(lines)));
        }

        if (save >= 0)
        {
            ModelFile.Save(calibrated, arguments[save + 1]);
        }

        return 0;
    }

    private static TrainedModel WithWeights(TrainedModel model, IReadOnlyList<float> weights) => new(model.Network, model.Manifest with { ReadingConfidence = weights });

    private static void Tell(string what, CalibrationLine[] read)
    {
        float[] weights = ReaderCalibration.Fit([.. read.Where((_, i) => i % 2 == 0)]);
        var confidence = new ReadingConfidence(weights);
        CalibrationLine[] others = [.. read.Where((_, i) => i % 2 == 1)];
        Console.WriteLine($"{what}: {others.Length} lines, fitted on as many others.");
        Console.WriteLine();
        Print([.. others.Select(line => (confidence.OfFeatures(line.Features), line.IsRight))], others.Length);
        Console.WriteLine();
    }

    private static void Print((float Confidence, bool IsRight)[] samples, int lines)
    {
        Console.WriteLine("| confidence | lines | mean confidence | right |");
        Console.WriteLine("|---|---:|---:|---:|");
        float[] edges = [0f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.95f, 0.98f, 0.99f, 0.995f, 1.0001f];
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            (float Confidence, bool IsRight)[] bin = [.. samples.Where(sample => sample.Confidence >= edges[i] && sample.Confidence < edges[i + 1])];
            if (bin.Length > 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {edges[i]:0.###}–{Math.Min(1, edges[i + 1]):0.###} | {bin.Length} | {bin.Average(sample => sample.Confidence):0.0000} | {bin.Average(sample => sample.IsRight ? 1.0 : 0.0):0.0000} |"));
            }
        }

        Console.WriteLine();
        Console.WriteLine("| threshold | accepted | of them wrong |");
        Console.WriteLine("|---|---:|---:|");
        foreach (float threshold in (float[])[0.5f, 0.8f, 0.9f, 0.91f, 0.93f, 0.95f, 0.98f, 0.99f])
        {
            (float Confidence, bool IsRight)[] accepted = [.. samples.Where(sample => sample.Confidence >= threshold)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {threshold} | {100.0 * accepted.Length / lines:0.0}% | {100.0 * accepted.Count(sample => !sample.IsRight) / Math.Max(1, accepted.Length):0.00}% |"));
        }
    }
}
