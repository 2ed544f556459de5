using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Imaging;
using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;
using MlNetInvoice.Training;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>
/// Two ways to find the number's line in a photograph: connected components (<see cref="NumberLineFinder"/>) and a small fully convolutional network
/// trained by this engine on synthetic scenes. <c>train</c> trains it; <c>score</c> prints how often each has the labelled line among its first candidates.
/// </summary>
internal static class DetectorCommand
{
    private const int WarmUps = 20;
    private const int MostHits = 20;
    private const int Scenes = 1100;
    private const int Epochs = 10;
    private const int Seed = 21;

    // Far from the seed of training.
    private const long TestSeed = 1L << 41;

    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["train", string model, .. { Length: <= 1 } more]:
                Train(model, more.Length > 0 ? int.Parse(more[0], CultureInfo.InvariantCulture) : Scenes);
                return 0;
            case ["score", string model, string folder]:
                Score(model, folder);
                return 0;
            default:
                Console.Error.WriteLine("detector train <model.zip> [scenes] | detector score <model.zip> <labelled folder>");
                return 1;
        }
    }

    private static void Train(string path, int scenes)
    {
        long start = Stopwatch.GetTimestamp();
        var source = new DetectorWindows(scenes, Seed);
        LabeledImages first = source.GetEpoch(0);
        NetworkDefinition definition = DetectorWindows.Definition;
        Console.WriteLine($"{scenes} scenes drawn in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; {first.Count} windows an epoch, {first.Labels.Count((byte)0)} without a number");
        Console.WriteLine($"{definition.WeightCount} weights, {definition.MultiplyAdds} multiply-adds a window");
        string Name(int label) => label == 0 ? ModelManifest.NoneLabel
            : string.Create(CultureInfo.InvariantCulture, $"{DetectorWindows.AngleOf(label)}°{(DetectorWindows.IsReversed(label) ? " upside down" : "")}");
        var job = new TrainingJob
        {
            Config = new TrainingConfig(definition, new TrainingOptions { Epochs = Epochs, BatchSize = 256, LearningRate = 0.004f, AverageDecay = 0.998f, Seed = Seed }),
            Source = source,
            Training = first,
            Test = new DetectorWindows(Math.Max(1, scenes / 10), TestSeed).GetEpoch(0),
            DataName = "windows of synthetic scenes",
            Classes = [.. Enumerable.Range(0, DetectorWindows.ClassCount).Select(Name)],
            ModelPath = path,
        };
        TrainedModel model = TrainingSession.Run(job, new Printer())!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{model.Manifest.TestReport!.Accuracy:P2} of the test windows right; {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s in all"));
    }

    private static void Score(string path, string folder)
    {
        using var detector = new NumberDetector(ModelFile.Load(path).Network);
        TrainedModel model = EmbeddedModels.LoadReader();
        var reader = new LineReader(new SlidingNetwork(model.Network), new LineNormalizer(), new ReadingConfidence(model.Manifest.ReadingConfidence));
        Proposal[] ways =
        [
            new("components", all => all.Components),
            new("detector", all => all.Detected),
            new("components, ranked by the detector", all => all.Ranked),
            new("components and detector", all => all.Both),
            new("first three of the components", all => [.. all.Components.Take(3)]),
            new("first three as ranked by the detector", all => [.. all.Ranked.Take(3)]),
        ];
        double componentTime = 0, detectorTime = 0;
        int pictures = 0, numbers = 0;
        var best = new List<(bool HasNumber, float Score)>();
        foreach (IGrouping<string, LabeledInvoice> file in LabeledInvoices.Load(folder).GroupBy(label => label.File))
        {
            GrayImage image = ImageDecoder.LoadGray(file.Key);
            for (int i = 0; pictures == 0 && i < WarmUps; i++)
            {
                _ = (NumberLineFinder.Find(image), detector.Find(image, MostHits, [], out _));
            }

            pictures++;
            numbers += file.Count(label => label.Quad is not null);
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<NumberLineCandidate> components = NumberLineFinder.Find(image);
            componentTime += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            List<DetectorHit> hits = detector.Find(image, MostHits, components, out float[] beliefs);
            detectorTime += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            best.Add((file.Any(label => label.Digits.Length > 0), hits.Count > 0 ? hits[0].Score : 0));
            IEnumerable<NumberLineCandidate> detected = hits.Select(hit => hit.ToCandidate());
            var all = new Proposals(components, beliefs, [.. detected.Select(hit => hit with { Prominence = SlipGeometry.Prominence(hit, components) })]);
            foreach (Proposal way in ways)
            {
                IReadOnlyList<NumberLineCandidate> rows = way.Choose(all);
                start = Stopwatch.GetTimestamp();
                List<LineReading> lines = reader.ReadCandidates(image, rows, 8, 8);
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                way.Add([.. file], rows, lines.FindAll(line => line.Confidence * line.Belief >= InvoiceReaderOptions.Default.MinConfidence), milliseconds);
            }
        }

        Console.WriteLine($"| {numbers} numbers in {pictures} pictures | {Proposal.Heading}");
        Console.WriteLine($"|---{string.Concat(Enumerable.Repeat("|---:", Proposal.Heading.Count(c => c == '|')))}|");
        foreach (Proposal way in ways)
        {
            Console.WriteLine(way.ToRow(pictures));
        }

        foreach (float least in (float[])[0.05f, 0.2f, 0.5f, 0.9f])
        {
            string Share(bool hasNumber) => $"{best.Count(b => b.HasNumber == hasNumber && b.Score > least)} of {best.Count(b => b.HasNumber == hasNumber)}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the best place exceeds {least} in {Share(true)} pictures with a number, in {Share(false)} without"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"components {componentTime / pictures:0.0} ms, detector {detectorTime / pictures:0.0} ms a picture"));
    }

    private sealed class Printer : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.FinishedEpoch is { } epoch)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"epoch {value.Epoch}: loss {value.Loss:0.0000}, accuracy {value.Accuracy:0.0000}, {value.ImagesPerSecond:0} windows/s"));
            }
        }
    }
}
