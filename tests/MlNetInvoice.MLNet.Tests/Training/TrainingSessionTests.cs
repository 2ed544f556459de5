using Microsoft.ML;
using MlNetInvoice.Building;
using MlNetInvoice.Data;
using MlNetInvoice.Models;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

/// <summary><c>Fit</c> is the training of the command line: the same images and seed give the same weights and the same manifest.</summary>
public sealed class TrainingSessionTests
{
    [Test]
    public void Fit_gives_the_weights_and_the_manifest_that_the_command_line_gives()
    {
        LabeledImages training = Strokes.Images(300);
        LabeledImages test = Strokes.Images(100, seed: 2);
        TrainingOptions options = new() { Epochs = 3, BatchSize = 32, LearningRate = 0.005f, ValidationCount = 60, Seed = 7, Threads = 1 };
        string path = Path.Combine(Directory.CreateTempSubdirectory("mlnet-session").FullName, "model.zip");
        var job = new TrainingJob
        {
            Config = TrainingConfig.For("lenet1") with { Options = options },
            Training = training,
            Test = test,
            DataName = "strokes",
            Calibrate = (network, _) => [network.Values[0], 1],
            ModelPath = path,
        };
        TrainingSession.Run(job);
        TrainedModel saved = ModelFile.Load(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        var ml = new MLContext(3);

        TrainedModel fitted = ml.MulticlassClassification.Trainers.LeNet1(ml, new NetworkTrainerOptions
        {
            Training = options,
            Seed = options.Seed,
            Test = test.ToDataView(ml),
            DataName = "strokes",
            Calibrate = job.Calibrate,
        }).Fit(training.ToDataView(ml)).TrainedModel;

        Assert.That(fitted.Network.Values.ToArray(), Is.EqualTo(saved.Network.Values.ToArray()));
        Assert.That(fitted.Manifest.Data, Is.EqualTo(saved.Manifest.Data).And.Count.EqualTo(2));
        Assert.That(fitted.Manifest.Classes, Is.EqualTo(saved.Manifest.Classes));
        Assert.That(fitted.Manifest.Training, Is.EqualTo(saved.Manifest.Training));
        Assert.That(fitted.Manifest.ReadingConfidence, Is.EqualTo(saved.Manifest.ReadingConfidence).And.Count.EqualTo(2));
        Assert.That(fitted.Manifest.TestReport!.ToString(), Is.EqualTo(saved.Manifest.TestReport!.ToString()).And.Not.Empty);
        Assert.That(Losses(fitted), Is.EqualTo(Losses(saved)).And.Count.EqualTo(3));
        Assert.That(fitted.Manifest.History!.BestEpoch, Is.EqualTo(saved.Manifest.History!.BestEpoch));
    }

    [Test]
    public void Without_a_path_nothing_is_written_and_the_model_is_the_same()
    {
        var job = new TrainingJob
        {
            Config = TrainingConfig.For("softmax") with { Options = new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 1, Threads = 1 } },
            Training = Strokes.Images(64),
        };
        string folder = Directory.CreateTempSubdirectory("mlnet-memory").FullName;

        TrainedModel memory = TrainingSession.Run(job)!;
        TrainedModel file = TrainingSession.Run(job with { ModelPath = Path.Combine(folder, "model.zip") })!;

        Assert.That(job.StatePath, Is.Null);
        Assert.That(memory.Network.Values.ToArray(), Is.EqualTo(file.Network.Values.ToArray()));
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "model.zip" }));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Held_out_rows_are_fingerprinted_too()
    {
        var ml = new MLContext(1);
        var options = new NetworkTrainerOptions { Training = new TrainingOptions { Epochs = 1, BatchSize = 32 } };

        TrainedModel model = ml.MulticlassClassification.Trainers.LeNet1(ml, options).Fit(Strokes.Images(64).ToDataView(ml), Strokes.Images(32, seed: 2).ToDataView(ml)).TrainedModel;

        Assert.That(model.Manifest.Data, Is.EqualTo(new[]
        {
            DataFingerprint.Of("data, training", Strokes.Images(64)), DataFingerprint.Of("data, validation", Strokes.Images(32, seed: 2)),
        }));
        Assert.That(model.Manifest.TestReport, Is.Null);
    }

    private static IReadOnlyList<(double, double, double?)> Losses(TrainedModel model) =>
        [.. model.Manifest.History!.Epochs.Select(epoch => (epoch.TrainingLoss, epoch.TrainingAccuracy, epoch.ValidationLoss))];
}
