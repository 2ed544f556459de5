using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

public sealed class NetworkSweepTests
{
    private static readonly TrainingOptions Recipe = new() { Epochs = 3, BatchSize = 32, LearningRate = 0.005f, ValidationCount = 60, Threads = 1 };

    private readonly MLContext _ml = new(1);

    [Test]
    public void Every_network_is_trained_with_every_seed_and_the_best_on_validation_rows_is_kept()
    {
        IDataView data = Strokes.Images(300).ToDataView(_ml);
        IDataView test = Strokes.Images(100, seed: 2).ToDataView(_ml);

        NetworkSweepTransformer sweep = Sweep(new NetworkTrainerOptions { Training = Recipe, Test = test }).Fit(data);

        Assert.That(sweep.Runs.Select(run => (run.Architecture, run.Seed)), Is.EqualTo(new[] { ("lenet1", 1), ("lenet1", 2), ("softmax", 1), ("softmax", 2) }));
        Assert.That(sweep.BestRun.ValidationAccuracy, Is.EqualTo(sweep.Runs.Max(run => run.ValidationAccuracy)));
        Assert.That(sweep.Runs.Select(run => run.TestAccuracy), Is.All.InRange(0.1, 1.0));
        Assert.That(sweep.Runs[2], Has.Property("Weights").EqualTo(7_850).And.Property("Seconds").GreaterThan(0));
        Assert.That(sweep.Results.GetColumn<string>("Architecture"), Is.EqualTo(sweep.Runs.Select(run => run.Architecture)));
        Assert.That(sweep.Results.GetColumn<double>("ValidationAccuracy"), Is.EqualTo(sweep.Runs.Select(run => run.ValidationAccuracy)));
        Assert.That(_ml.MulticlassClassification.Evaluate(sweep.Transform(test)).MicroAccuracy, Is.EqualTo(sweep.BestRun.TestAccuracy).Within(1e-9));
    }

    [Test]
    public void A_training_of_a_sweep_is_the_same_training_alone()
    {
        IDataView data = Strokes.Images(300).ToDataView(_ml);

        NetworkSweepTransformer sweep = Sweep(new NetworkTrainerOptions { Training = Recipe }).Fit(data);
        NetworkTransformer alone = _ml.MulticlassClassification.Trainers.Network(
            _ml, NetworkArchitectures.Get(sweep.BestRun.Architecture), new NetworkTrainerOptions { Training = Recipe, Seed = sweep.BestRun.Seed }).Fit(data);

        Assert.That(sweep.Best.Model.Values.ToArray(), Is.EqualTo(alone.Model.Values.ToArray()));
        Assert.That(sweep.Runs.Select(run => run.TestAccuracy), Is.All.NaN);
    }

    [Test]
    public void A_sweep_is_a_step_of_a_pipeline_and_its_best_network_goes_into_the_zip()
    {
        IDataView data = Strokes.Images(200).ToDataView(_ml);
        using var folder = new TemporaryFolder();

        var fitted = Sweep(new NetworkTrainerOptions { Training = Recipe }).Append(_ml.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel")).Fit(data);
        _ml.Model.Save(fitted, data.Schema, folder.File("sweep.zip"));
        ITransformer loaded = new MLContext().Model.Load(folder.File("sweep.zip"), out _);

        Assert.That(loaded.Transform(data).GetColumn<float[]>("Score"), Is.EqualTo(fitted.Transform(data).GetColumn<float[]>("Score")));
        Assert.That(NetworkTransformer.TryUnwrap(_ml, fitted, out NetworkTransformer? best), Is.True);
        Assert.That(best!.Model.Definition.Name, Is.AnyOf("lenet1", "softmax"));
    }

    [Test]
    public void All_faults_are_reported_together_and_rows_to_select_by_are_required()
    {
        Assert.That(() => _ml.MulticlassClassification.Trainers.NetworkSweep(_ml, new NetworkSweepOptions { Networks = [], Seeds = [1, 1], ValidationCount = 0 }), Throws.ArgumentException.With.Message.EqualTo(
            "The sweep options are not valid: Networks are , but must be one or more of different names; Seeds are 1, 1, but must be one or more different numbers; ValidationCount is 0, but must be at least 1."));
        Assert.That(
            () => Sweep(new NetworkTrainerOptions { Training = Recipe with { ValidationCount = 0, Epochs = 1 } }).Fit(Strokes.Images(64).ToDataView(_ml)),
            Throws.InvalidOperationException.With.Message.StartsWith("A sweep selects by validation rows"));
    }

    [Test]
    public void Option_defaults_are_those_of_the_documentation()
    {
        var options = new NetworkSweepOptions();

        Assert.That(options.Networks.Select(network => network.Name), Is.EqualTo(new[] { "lenet5", "lenet1", "mlp" }));
        Assert.That(options.Seeds, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That((options.ValidationCount, options.Trainer), Is.EqualTo((5_000, new NetworkTrainerOptions())));
    }

    private NetworkSweepEstimator Sweep(NetworkTrainerOptions trainer) => _ml.MulticlassClassification.Trainers.NetworkSweep(
        _ml, new NetworkSweepOptions { Networks = [NetworkArchitectures.Get("lenet1"), NetworkArchitectures.Get("softmax")], Seeds = [1, 2], Trainer = trainer });
}
