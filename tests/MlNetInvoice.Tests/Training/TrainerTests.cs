using MlNetInvoice.Data;
using MlNetInvoice.Evaluation;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

public sealed class TrainerTests
{
    private static readonly NetworkDefinition Small = new(
        "small",
        new LayerShape(1, 8, 8),
        3,
        [new Convolution2D(4, 3), new BatchNormalization(), new Relu(), new MaxPooling(2), new Dropout(0.1f), new Dense(3)]);

    private static readonly NetworkDefinition Plain = new(
        "plain",
        new LayerShape(1, 8, 8),
        3,
        [new Convolution2D(4, 3), new Relu(), new MaxPooling(2), new Dense(12), new Relu(), new Dense(3)]);

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4,
        BatchSize = 32,
        LearningRate = 0.02f,
        AverageDecay = 0.9f,
        WeightDecay = 1e-3f,
        LabelSmoothing = 0.05f,
        ValidationCount = 60,
        Threads = 2,
        Augmentation = new AugmentationOptions { ShiftPixels = 0.5f, ElasticPixels = 0.5f, ElasticSigma = 2 },
    };

    [TestCase(OptimizerKind.Sgd)]
    [TestCase(OptimizerKind.Adam)]
    [TestCase(OptimizerKind.AdamW)]
    public void A_training_learns_bars_of_three_directions(OptimizerKind optimizer)
    {
        TrainingResult result = Trainer.Train(Small, Bars(500), null, Options with { Epochs = 8, Optimizer = optimizer });

        Assert.That(result.History.End, Is.EqualTo(TrainingEnd.Completed));
        Assert.That(result.History.Epochs, Has.Count.EqualTo(8));
        Assert.That(result.History.Epochs[^1].ValidationAccuracy, Is.GreaterThan(0.95));
        Assert.That(result.History.Epochs[result.History.BestEpoch - 1].ValidationAccuracy, Is.EqualTo(result.History.Epochs.Max(e => e.ValidationAccuracy)));
    }

    [Test]
    public void A_network_that_was_normalized_while_it_was_trained_has_its_own_layers_again_and_scores_as_validated()
    {
        TrainingResult result = Trainer.Train(Plain, Bars(500), null, Options with { Normalize = true, Optimizer = OptimizerKind.Sgd });

        Assert.That(result.Network.Definition.ToJson(), Is.EqualTo(Plain.ToJson()));
        ClassificationReport report = ClassificationReport.Measure(new NetworkClassifier(result.Network).Classify, Bars(500).Slice(440, 60), ["0", "1", "2"], CancellationToken.None);
        Assert.That(report.Accuracy, Is.EqualTo(result.History.Epochs[result.History.BestEpoch - 1].ValidationAccuracy).Within(1e-9).And.GreaterThan(0.9));
    }

    [Test]
    public void Weights_that_a_training_starts_from_are_not_normalized()
    {
        Network initial = Network.Create(Plain, 1);
        using var trainer = new Trainer(initial, new Source(Bars(300)), null, Options with { Normalize = true, LearningRate = 1e-9f });

        trainer.RunEpoch();

        Assert.That(trainer.Options.Normalize, Is.False);
        Assert.That(trainer.GetResult().Network.Values.ToArray(), Is.EqualTo(initial.Values.ToArray()).Within(1e-4f));
    }

    [Test]
    public void A_seed_gives_the_same_weights_and_another_seed_others()
    {
        float[] first = Trainer.Train(Small, Bars(300), null, Options).Network.Values.ToArray();
        float[] again = Trainer.Train(Small, Bars(300), null, Options).Network.Values.ToArray();
        float[] other = Trainer.Train(Small, Bars(300), null, Options with { Seed = 2 }).Network.Values.ToArray();

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [TestCase(OptimizerKind.Sgd, false)]
    [TestCase(OptimizerKind.Adam, false)]
    [TestCase(OptimizerKind.Sgd, true)]
    public void A_resumed_training_gives_the_weights_of_an_uninterrupted_one(OptimizerKind optimizer, bool normalize)
    {
        TrainingOptions options = Options with { Optimizer = optimizer, Normalize = normalize };
        NetworkDefinition definition = normalize ? Plain : Small;
        TrainingResult whole = Trainer.Train(definition, Bars(300), null, options);
        using var file = new MemoryStream();
        using (var interrupted = new Trainer(definition, new Source(Bars(300)), null, options))
        {
            interrupted.RunEpoch();
            interrupted.RunEpoch();
            interrupted.Capture().Save(file);
        }

        file.Position = 0;
        using var resumed = new Trainer(TrainerState.Load(file), new Source(Bars(300)), null);
        while (!resumed.IsFinished)
        {
            resumed.RunEpoch();
        }

        TrainingResult result = resumed.GetResult();
        Assert.That(result.Network.Values.ToArray(), Is.EqualTo(whole.Network.Values.ToArray()));
        Assert.That(result.History.BestEpoch, Is.EqualTo(whole.History.BestEpoch));
        Assert.That(result.History.Epochs.Select(e => e.TrainingLoss), Is.EqualTo(whole.History.Epochs.Select(e => e.TrainingLoss)));
    }

    [Test]
    public void A_cancelled_training_returns_the_best_so_far()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Listener(p =>
        {
            if (p.FinishedEpoch?.Epoch == 2)
            {
                cancellation.Cancel();
            }
        });

        TrainingResult result = Trainer.Train(Small, Bars(300), null, Options with { Epochs = 50 }, progress, cancellation.Token);

        Assert.That(result.History.End, Is.EqualTo(TrainingEnd.Cancelled));
        Assert.That(result.History.Epochs, Has.Count.EqualTo(2));
        Assert.That(result.History.BestEpoch, Is.InRange(1, 2));
    }

    [Test]
    public void Training_stops_early_when_validation_stands_still()
    {
        TrainingResult result = Trainer.Train(Small, Bars(300), null, Options with { Epochs = 100, EarlyStopEpochs = 2, LearningRate = 1e-7f, AverageDecay = 0 });

        Assert.That(result.History.End, Is.EqualTo(TrainingEnd.StoppedEarly));
        Assert.That(result.History.Epochs, Has.Count.LessThan(100));
    }

    [Test]
    public void A_step_allocates_nothing()
    {
        using var trainer = new Trainer(Small, new Source(Bars(300)), null, Options);
        trainer.BeginEpoch(0);
        trainer.RunStep(0);
        trainer.RunStep(1);

        // The count is of the whole process, where the test runner allocates too, now and then: what every attempt allocates is the step's.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int step = 0; step < 6; step++)
            {
                trainer.RunStep(step);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.That(least, Is.Zero, "bytes of six steps");
    }

    [Test]
    public void Images_of_another_size_are_refused_with_both_sizes()
    {
        var images = new LabeledImages(5, 5, 3, new byte[50], new byte[2]);

        var fault = Assert.Throws<InvalidDataSetException>(() => Trainer.Train(Small, images, null, Options with { ValidationCount = 0 }))!;

        Assert.That(fault.Message, Is.EqualTo("The training images are 1×5×5 with 3 classes, but the network \"small\" takes 1×8×8 with 3."));
    }

    [Test]
    public void Each_epoch_may_have_images_of_its_own()
    {
        var asked = new List<int>();
        var source = new Source(Bars(200), asked);

        Trainer.Train(Small, source, Bars(50), Options with { Epochs = 3 });

        Assert.That(asked, Is.EqualTo(new[] { 0, 1, 2 }));
    }

    /// <summary>8 × 8 pictures of a horizontal, vertical or diagonal bar on noise.</summary>
    internal static LabeledImages Bars(int count)
    {
        var random = new SeededRandom(9, 9);
        byte[] pixels = new byte[count * 64];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.NextInt(3);
            int shift = 2 + random.NextInt(4);
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    bool ink = labels[i] switch { 0 => y == shift, 1 => x == shift, _ => x == y };
                    pixels[(i * 64) + (y * 8) + x] = (byte)((ink ? 180 : 0) + random.NextInt(60));
                }
            }
        }

        return new LabeledImages(8, 8, 3, pixels, labels);
    }

    private sealed class Source(LabeledImages images, List<int>? asked = null) : ITrainingSource
    {
        public LabeledImages GetEpoch(int epoch)
        {
            asked?.Add(epoch);
            return images;
        }
    }

    private sealed class Listener(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
