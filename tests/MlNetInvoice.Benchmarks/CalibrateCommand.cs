using System.Globalization;
using MlNetInvoice.Models;
using MlNetInvoice.Reading;
using MlNetInvoice.Synthesis.Calibration;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// Fits the weights of <see cref="ReadingConfidence"/> on printed lines that no training has drawn (among them lines of seven and nine digits, and of letters and digits mixed,
/// which must not be accepted), and prints them with the reliability table on the other half of the lines, in Markdown.
/// </summary>
internal static class CalibrateCommand
{
    public static int Run(string[] arguments)
    {
        int count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : ReaderCalibration.DefaultLines;
        TrainedModel model = arguments.Length > 1 ? ModelFile.Load(arguments[1]) : EmbeddedModels.LoadReader();
        CalibrationLine[] read = ReaderCalibration.Measure(model.Network, count, CancellationToken.None);
        float[] weights = ReaderCalibration.Fit([.. read.Where((_, i) => i % 2 == 0)]);
        var confidence = new ReadingConfidence(weights);
        Console.WriteLine($"weights: [{string.Join(", ", weights.Select(weight => weight.ToString("0.00", CultureInfo.InvariantCulture) + "f"))}]");
        Console.WriteLine();
        Print([.. read.Where((_, i) => i % 2 == 1).Select(line => (confidence.OfFeatures(line.Features), line.IsRight))], count / 2);
        return 0;
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
        foreach (float threshold in (float[])[0.5f, 0.8f, 0.9f, 0.93f, 0.95f, 0.98f, 0.99f])
        {
            (float Confidence, bool IsRight)[] accepted = [.. samples.Where(sample => sample.Confidence >= threshold)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {threshold} | {100.0 * accepted.Length / lines:0.0}% | {100.0 * accepted.Count(sample => !sample.IsRight) / Math.Max(1, accepted.Length):0.00}% |"));
        }
    }
}
