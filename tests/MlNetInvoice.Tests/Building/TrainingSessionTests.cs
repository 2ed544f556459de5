using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Training;

namespace MlNetInvoice.Building;

public sealed class TrainingSessionTests
{
    private static readonly LabeledImages Images = MakeImages(400, seed: 1);
    private static readonly LabeledImages TestImages = MakeImages(100, seed: 2);

    [Test]
    public void A_session_trains_tests_and_saves()
    {
        using var folder = new TemporaryFolder();
        TrainingJob job = Job(folder);

        TrainedModel model = TrainingSession.Run(job)!;

        Assert.That(model.Manifest.TestReport!.Accuracy, Is.GreaterThan(0.95));
        Assert.That(model.Manifest.Data.Select(data => (data.Name, data.Count)), Is.EqualTo(new[] { ("stripes, training", 400), ("stripes, test", 100) }));
        TrainedModel saved = ModelFile.Load(job.ModelPath!);
        Assert.That(saved.Network.Values.ToArray(), Is.EqualTo(model.Network.Values.ToArray()));
        Assert.That(saved.Manifest.History!.Epochs, Has.Count.EqualTo(4));
        Assert.That(Directory.GetFiles(folder.Path), Is.EqualTo(new[] { job.ModelPath }), "the state is gone");
    }

    [Test]
    public void Stopped_after_any_epoch_and_resumed_it_gives_the_same_weights()
    {
        using var folder = new TemporaryFolder();
        float[] whole = TrainingSession.Run(Job(folder))!.Network.Values.ToArray();

        for (int epochs = 0; epochs < 4; epochs++)
        {
            using var stop = new CancellationTokenSource();
            if (epochs == 0)
            {
                stop.Cancel();
            }

            TrainingJob job = Job(folder) with { ModelPath = folder.File($"stopped{epochs}.zip") };
            TrainedModel? stopped = TrainingSession.Run(job, new StopAfter(epochs, stop), stop.Token);

            Assert.That(stopped?.Manifest.History!.Epochs.Count ?? 0, Is.EqualTo(epochs));
            Assert.That(stopped?.Manifest.History!.End ?? TrainingEnd.Cancelled, Is.EqualTo(TrainingEnd.Cancelled));
            Assert.That(File.Exists(job.ModelPath), Is.EqualTo(epochs > 0), "the best so far is saved");
            Assert.That(TrainingSession.Run(job with { Resume = true })!.Network.Values.ToArray(), Is.EqualTo(whole), $"stopped after {epochs} epochs");
            Assert.That(File.Exists(job.StatePath), Is.False);
        }
    }

    [Test]
    public void A_session_goes_on_from_a_model_leaves_it_as_it_is_and_says_where_it_came_from()
    {
        using var folder = new TemporaryFolder();
        TrainedModel initial = TrainingSession.Run(Job(folder))!;
        float[] before = initial.Network.Values.ToArray();
        var origin = new DataFingerprint("tuned from model.zip", 1, new string('a', 64));
        TrainingJob job = Job(folder) with { Initial = initial, Origins = [origin], ModelPath = folder.File("tuned.zip") };

        TrainedModel tuned = TrainingSession.Run(job with { Config = job.Config with { Options = job.Config.Options with { Epochs = 1, LearningRate = 1e-6f } } })!;

        Assert.That(initial.Network.Values.ToArray(), Is.EqualTo(before));
        Assert.That(tuned.Network.Values.ToArray(), Is.EqualTo(before).Within(1e-4f).And.Not.EqualTo(before), "a small step from the model's weights");
        TrainedModel half = TrainingSession.Run(job with { Config = job.Config with { Options = job.Config.Options with { Epochs = 1, LearningRate = 1e-6f } }, InitialShare = 0.5f })!;
        Assert.That(half.Network.Values.ToArray(), Is.EqualTo(before.Zip(tuned.Network.Values.ToArray()).Select(pair => (0.5f * pair.First) + (0.5f * pair.Second))), "halfway between the two");
        Assert.That(() => job with { InitialShare = 1.1f }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(ModelFile.ReadManifest(job.ModelPath!).Data.Select(data => data.Name), Is.EqualTo(new[] { "stripes, training", "stripes, test", "tuned from model.zip" }));
        Assert.That(
            Assert.Throws<InvalidModelException>(() => TrainingSession.Run(job with { Config = TrainingConfig.For("mlp") }))!.Message,
            Is.EqualTo($"The model to tune is a \"{initial.Network.Definition.Name}\", but a \"mlp\" is to be trained: the two must be the same network."));
    }

    [Test]
    public void A_state_of_other_settings_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        TrainingJob job = Job(folder);
        _ = TrainingSession.Run(job, new StopAfter(1, stop), stop.Token);
        TrainingJob other = job with { Resume = true, Config = job.Config with { Options = job.Config.Options with { Seed = 99 } } };

        Assert.That(
            Assert.Throws<InvalidModelException>(() => TrainingSession.Run(other))!.Message,
            Is.EqualTo($"{job.StatePath}: was left by a training with other settings; repeat its settings, or begin anew without resuming."));
        File.WriteAllText(job.StatePath!, "");
        Assert.That(Assert.Throws<InvalidModelException>(() => TrainingSession.Run(job with { Resume = true }))!.Message, Does.StartWith("The training state is damaged: "));
    }

    private static TrainingJob Job(TemporaryFolder folder) => new()
    {
        Config = TrainingConfig.For("softmax") with { Options = new TrainingOptions { Epochs = 4, BatchSize = 32, LearningRate = 0.01f } },
        Training = Images,
        Test = TestImages,
        DataName = "stripes",
        ModelPath = folder.File("model.zip"),
    };

    // A class is a bright row at its own height, on noise.
    private static LabeledImages MakeImages(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        random.NextBytes(pixels);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
            Span<byte> image = pixels.AsSpan(i * 784, 784);
            foreach (ref byte pixel in image)
            {
                pixel /= 4;
            }

            image.Slice(28 * ((2 * labels[i]) + 4), 28).Fill(255);
        }

        return new LabeledImages(28, 28, 10, pixels, labels);
    }

    // Cancels as soon as some epochs are done.
    private sealed class StopAfter(int epochs, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.FinishedEpoch?.Epoch == epochs)
            {
                stop.Cancel();
            }
        }
    }
}
