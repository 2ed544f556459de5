using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Data;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Benchmarks;

/// <summary>
/// `peers`: this engine against PyTorch on the same work, in turns within one run, so that what else the machine does meets both; medians. PyTorch runs with one
/// thread and with two, and the better median counts.
/// </summary>
internal static class PeersCommand
{
    private const int Images = 60_000;

    private static readonly (string Work, string Key, string Unit, bool HigherIsBetter, int[] PeerThreads)[] Works =
    [
        ("LeNet-5, epoch of 60,000, Adam, batch 256", "lenet5-256", "s", false, [1, 2]),
        ("LeNet-5, epoch of 60,000, Adam, batch 64", "lenet5-64", "s", false, [1, 2]),
        ("MLP, epoch of 60,000, Adam, batch 256", "mlp-256", "s", false, [1, 2]),
        ("8 digits, LeNet-5, latency", "latency-8", "s", false, [1, 2]),
        ("bulk digits, LeNet-5, one core", "bulk", "digits/s", true, [1]),
    ];

    public static int Run(string[] arguments)
    {
        int option = Array.IndexOf(arguments, "--rounds");
        int rounds = option >= 0 ? int.Parse(arguments[option + 1], CultureInfo.InvariantCulture) : 5;
        bool json = arguments.Contains("--json");
        using PyTorchPeer? peer = PyTorchPeer.TryStart(out string missing);
        using var ours = new OwnWork();
        var rows = new List<(string Work, double Ours, double? Peer, string Unit, double? Ratio)>();
        foreach ((string work, string key, string unit, bool higher, int[] threads) in Works)
        {
            var own = new List<double>();
            var others = threads.ToDictionary(t => t, _ => new List<double>());
            for (int round = 0; round < rounds; round++)
            {
                own.Add(ours.Run(key));
                foreach (int count in threads)
                {
                    if (peer is not null)
                    {
                        others[count].Add(peer.Run(key, count));
                    }
                }
            }

            double? best = peer is null ? null : higher ? others.Values.Max(Median) : others.Values.Min(Median);
            rows.Add((work, Median(own), best, unit, best is null ? null : higher ? Median(own) / best : best / Median(own)));
        }

        string other = peer?.Version ?? missing;
        Console.WriteLine(json ? ToJson(rows, other) : ToTable(rows, other, rounds));
        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string ToTable(List<(string Work, double Ours, double? Peer, string Unit, double? Ratio)> rows, string peer, int rounds)
    {
        var text = new System.Text.StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {LaneName}, medians of {rounds}, in turns; peer: {peer}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"work",-44}{"ours",14}{"peer",14}  {"unit",-9}{"ratio",7}");
        foreach ((string work, double ours, double? other, string unit, double? ratio) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{work,-44}{Number(ours),14}{(other is double o ? Number(o) : "–"),14}  {unit,-9}{ratio,6:F2}{(ratio is null ? "–" : "×")}");
        }

        return text.ToString().TrimEnd();
    }

    private static string LaneName => Networks.Kernels.LaneKernels.Best.Name;

    private static string Number(double value) => value.ToString(value < 0.01 ? "E3" : value < 100 ? "F3" : "N0", CultureInfo.InvariantCulture);

    private static string ToJson(List<(string Work, double Ours, double? Peer, string Unit, double? Ratio)> rows, string peer) => JsonSerializer.Serialize(
        new
        {
            peer,
            cores = Environment.ProcessorCount,
            rows = rows.Select(r => new { work = r.Work, ours = r.Ours, peer = r.Peer, unit = r.Unit, ratio = r.Ratio }),
        });

    /// <summary>The same work by this engine.</summary>
    private sealed class OwnWork : IDisposable
    {
        private readonly LabeledImages _images = CreateImages();
        private readonly Dictionary<string, (Trainer Trainer, int Step)> _trainings = [];
        private readonly NetworkClassifier _classifier = new(Network.Create(NetworkArchitectures.Get("lenet5"), 1));
        private readonly float[] _glyphs = [.. Enumerable.Range(0, 1024 * 784).Select(i => i % 256 / 255f)];
        private readonly float[] _scores = new float[1024 * 10];

        public double Run(string key) => key switch
        {
            "latency-8" => Classify(8, 200),
            "bulk" => 1024 / Classify(1024, 4),
            _ => Train(key),
        };

        public void Dispose()
        {
            foreach ((Trainer trainer, _) in _trainings.Values)
            {
                trainer.Dispose();
            }
        }

        private static LabeledImages CreateImages()
        {
            byte[] pixels = new byte[Images * 784];
            new Random(1).NextBytes(pixels);
            return new LabeledImages(28, 28, 10, pixels, [.. Enumerable.Range(0, Images).Select(i => (byte)(i % 10))]);
        }

        private double Train(string key)
        {
            string[] parts = key.Split('-');
            int batch = int.Parse(parts[1], CultureInfo.InvariantCulture);
            int steps = 6000 / batch;
            if (!_trainings.TryGetValue(key, out (Trainer Trainer, int Step) training))
            {
                var options = new TrainingOptions { BatchSize = batch, LearningRate = 0.001f, Schedule = LearningRateSchedule.Constant };
                training = (new Trainer(NetworkArchitectures.Get(parts[0]), new SameImages(_images), null, options), 0);
                training.Trainer.BeginEpoch(0);
                for (int i = 0; i < 3; i++)
                {
                    training.Trainer.RunStep(training.Step++);
                }
            }

            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
            {
                training.Trainer.RunStep(training.Step++ % (training.Trainer.StepsPerEpoch - 1));
            }

            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            _trainings[key] = training;
            return seconds * Images / (steps * batch);
        }

        private double Classify(int count, int repeats)
        {
            _classifier.Classify(_glyphs.AsSpan(0, count * 784), _scores.AsSpan(0, count * 10));
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
            {
                _classifier.Classify(_glyphs.AsSpan(0, count * 784), _scores.AsSpan(0, count * 10));
            }

            return Stopwatch.GetElapsedTime(begin).TotalSeconds / repeats;
        }

        private sealed class SameImages(LabeledImages images) : ITrainingSource
        {
            public LabeledImages GetEpoch(int epoch) => images;
        }
    }
}
