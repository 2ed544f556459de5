using System.Globalization;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Synthesis.Calibration;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="ReadingConfidence"/> as <c>train</c> does, on printed lines that no training has drawn, and prints reliability tables in Markdown: of the first network, of what the expert reads
/// again, and of both together, each fitted on one half of the lines and told of the other. <c>--save</c> writes the model with the weights fitted on all lines.
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
        Tell("The first network", Judge(lines, new ReadingConfidence(ReaderCalibration.Fit(Half(lines, 0)))));
        TrainedModel calibrated = WithWeights(model, ReaderCalibration.Fit(lines));
        if (model.Expert is { } expert)
        {
            var first = new ReadingConfidence(calibrated.Manifest.ReadingConfidence);
            lines = ReaderCalibration.MeasureCascade(calibrated, expert.Network, 4 * count, CancellationToken.None);
            CalibrationLine[] again = [.. lines.Where(line => line.IsByExpert)];
            (float Confidence, bool IsRight)[] judged = Judge(again, new ReadingConfidence(ReaderCalibration.Fit(Half(again, 0))));
            Tell("What the expert reads again", judged);
            Tell("Both together", [.. judged, .. Half([.. lines.Where(line => !line.IsByExpert)], 1).Select(line => (first.OfFeatures(line.Features), line.IsRight))]);
            calibrated = calibrated.WithExpert(WithWeights(expert, ReaderCalibration.Fit(again)));
        }

        if (save >= 0)
        {
            ModelFile.Save(calibrated, arguments[save + 1]);
        }

        return 0;
    }

    private static TrainedModel WithWeights(TrainedModel model, IReadOnlyList<float> weights) => new(model.Network, model.Manifest with { ReadingConfidence = weights });

    private static CalibrationLine[] Half(CalibrationLine[] lines, int half) => [.. lines.Where((_, i) => i % 2 == half)];

    private static (float Confidence, bool IsRight)[] Judge(CalibrationLine[] lines, ReadingConfidence confidence) => [.. Half(lines, 1).Select(line => (confidence.OfFeatures(line.Features), line.IsRight))];

    private static void Tell(string what, (float Confidence, bool IsRight)[] judged)
    {
        Console.WriteLine($"{what}, {judged.Length} lines:");
        Console.WriteLine();
        Print(judged);
        Console.WriteLine();
    }

    private static void Print((float Confidence, bool IsRight)[] samples)
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
                $"| {threshold} | {100.0 * accepted.Length / samples.Length:0.0}% | {100.0 * accepted.Count(sample => !sample.IsRight) / Math.Max(1, accepted.Length):0.00}% |"));
        }
    }
}
