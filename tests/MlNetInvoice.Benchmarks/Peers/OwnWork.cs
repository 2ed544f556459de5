using MlNetInvoice.Data;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>The works of `peers` by this engine.</summary>
internal sealed class OwnWork : IDisposable
{
    private readonly LabeledImages _images = CreateImages();
    private readonly Dictionary<string, (Trainer Trainer, int Step)> _trainings = [];
    private readonly NetworkClassifier _classifier = new(Network.Create(NetworkArchitectures.Get("lenet5"), 1));
    private readonly float[] _glyphs = [.. Enumerable.Range(0, 1024 * 784).Select(i => i % 256 / 255f)];
    private readonly float[] _scores = new float[1024 * 10];

    public double Run(PeerWork work) => work.Trains ? Train(work) : work.Key == "bulk" ? new[] { 64, 256, 1024 }.Max(batch => batch / Classify(batch, 4096 / batch)) : Classify(work.Batch, 200);

    public void Dispose()
    {
        foreach ((Trainer trainer, _) in _trainings.Values)
        {
            trainer.Dispose();
        }
    }

    private static LabeledImages CreateImages()
    {
        byte[] pixels = new byte[PeersCommand.Images * 784];
        new Random(1).NextBytes(pixels);
        return new LabeledImages(28, 28, 10, pixels, [.. Enumerable.Range(0, PeersCommand.Images).Select(i => (byte)(i % 10))]);
    }

    private double Train(PeerWork work)
    {
        int steps = 6000 / work.Batch;
        if (!_trainings.TryGetValue(work.Key, out (Trainer Trainer, int Step) training))
        {
            var options = new TrainingOptions { BatchSize = work.Batch, Threads = MedianTime.CountsProcessorTime ? 1 : Environment.ProcessorCount, LearningRate = 0.001f, Schedule = LearningRateSchedule.Constant };
            training = (new Trainer(NetworkArchitectures.Get(work.Network), new SameImages(_images), null, options), 0);
            training.Trainer.BeginEpoch(0);
            for (int i = 0; i < 3; i++)
            {
                training.Trainer.RunStep(training.Step++);
            }
        }

        double seconds = MedianTime.Of(steps, () => training.Trainer.RunStep(training.Step++ % (training.Trainer.StepsPerEpoch - 1)));
        _trainings[work.Key] = training;
        return seconds * PeersCommand.Images / work.Batch;
    }

    private double Classify(int count, int repeats)
    {
        void Call() => _classifier.Classify(_glyphs.AsSpan(0, count * 784), _scores.AsSpan(0, count * 10));
        MedianTime.Of(Math.Min(20, repeats), Call);
        return MedianTime.Of(repeats, Call);
    }

    private sealed class SameImages(LabeledImages images) : ITrainingSource
    {
        public LabeledImages GetEpoch(int epoch) => images;
    }
}
