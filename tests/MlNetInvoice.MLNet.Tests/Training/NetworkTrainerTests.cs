using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.MLNet;

public sealed class NetworkTrainerTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 12, BatchSize = 32, LearningRate = 0.005f };

    [Test]
    public void Option_defaults_are_those_of_the_documentation()
    {
        var options = new NetworkTrainerOptions();

        Assert.That((options.LabelColumnName, options.FeatureColumnName), Is.EqualTo(("Label", "Features")));
        Assert.That(new object?[] { options.Training, options.Seed, options.ClassNames, options.Progress, options.Test, options.Calibrate }, Is.All.Null);
        Assert.That(options.DataName, Is.EqualTo("data"));
        Assert.That(options.CancellationToken.CanBeCanceled, Is.False);
    }

    [Test]
    public void All_faults_of_the_options_are_reported_together()
    {
        var options = new NetworkTrainerOptions { LabelColumnName = "", ClassNames = ["a", "a"], Training = new TrainingOptions { Epochs = 0 } };

        Assert.That(() => Trainers(new MLContext()).LeNet5(new MLContext(), options), Throws.ArgumentException.With.Message.EqualTo(
            "The trainer options are not valid: LabelColumnName is empty, but must name a column; ClassNames are a, a, but must be 10 distinct names; "
            + "The training options are not valid: Epochs is 0, but must be 1 to 10000."));
    }

    [Test]
    public void Named_trainers_train_the_named_networks()
    {
        var ml = new MLContext(1);
        var options = new NetworkTrainerOptions();

        Assert.That(
            new[] { Trainers(ml).LeNet5(ml), Trainers(ml).LeNet1(ml), Trainers(ml).DenseNetwork(ml), Trainers(ml).LeNet5(ml, options), Trainers(ml).LeNet1(ml, options), Trainers(ml).DenseNetwork(ml, options) }
                .Select(t => t.Definition.Name),
            Is.EqualTo(new[] { "lenet5", "lenet1", "mlp", "lenet5", "lenet1", "mlp" }));
        Assert.That((Trainers(ml).LeNet5(ml).Info.NeedNormalization, Trainers(ml).LeNet5(ml).Info.WantCaching), Is.EqualTo((false, false)));
    }

    [Test]
    public void A_fitted_trainer_adds_scores_named_by_digit_and_a_predicted_key()
    {
        var ml = new MLContext(1);
        IDataView data = Strokes.Images(400).ToDataView(ml);

        IDataView scored = Trainer(ml).Fit(data).Transform(data);

        Assert.That(scored.Schema["Score"].Type.ToString(), Is.EqualTo("Vector<Single, 10>"));
        Assert.That(scored.Schema["PredictedLabel"].Type.ToString(), Is.EqualTo("Key<UInt32, 0-9>"));
        Assert.That(string.Join("", Strokes.Texts(scored.Schema["Score"], "SlotNames")), Is.EqualTo("0123456789"));
        Assert.That(string.Join("", Strokes.Texts(scored.Schema["PredictedLabel"], "KeyValues")), Is.EqualTo("0123456789"));
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored);
        Assert.That(metrics.MicroAccuracy, Is.GreaterThan(0.97));
        Assert.That(ml.Data.CreateEnumerable<Scored>(scored, false).Select(s => s.Score.Sum()), Is.All.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void Scores_stand_from_0_to_9_whatever_the_order_of_labels_and_evaluation_agrees()
    {
        var ml = new MLContext(1);
        IDataView digits = Strokes.Images(400).ToDataView(ml);
        IDataView shuffled = ml.Transforms.Conversion.MapKeyToValue("Text", "Label")
            .Append(ml.Transforms.DropColumns("Label"))
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Text"))
            .Fit(digits).Transform(digits);
        Assert.That(string.Join("", Strokes.Texts(shuffled.Schema["Label"], "KeyValues")), Is.Not.EqualTo("0123456789"), "the labels come in the order in which they occur");

        NetworkTransformer model = Trainer(ml).Fit(shuffled);
        IDataView scored = model.Transform(shuffled);

        Assert.That(string.Join("", Strokes.Texts(scored.Schema["Score"], "SlotNames")), Is.EqualTo("0123456789"));
        Assert.That(string.Join("", Strokes.Texts(scored.Schema["Label"], "KeyValues")), Is.EqualTo("0123456789"));
        Assert.That(ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, Is.GreaterThan(0.97));
        Assert.That(ml.MulticlassClassification.Evaluate(model.Transform(digits)).MicroAccuracy, Is.GreaterThan(0.97));
        ScoredText[] rows = [.. ml.Data.CreateEnumerable<ScoredText>(scored, false)];
        Assert.That(rows.Count(r => r.Score.AsSpan().IndexOf(r.Score.Max()) == int.Parse(r.Text, CultureInfo.InvariantCulture)), Is.GreaterThan(388));
    }

    [TestCase(DataKind.Single)]
    [TestCase(DataKind.Int64)]
    [TestCase(DataKind.Byte)]
    public void Labels_may_be_keys_of_numbers(DataKind kind)
    {
        var ml = new MLContext(1);
        IDataView digits = Strokes.Images(300).ToDataView(ml);
        IDataView numbers = ml.Transforms.Conversion.MapKeyToValue("Text", "Label")
            .Append(ml.Transforms.DropColumns("Label"))
            .Append(ml.Transforms.Conversion.ConvertType("Number", "Text", kind))
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Number"))
            .Fit(digits).Transform(digits);

        Assert.That(ml.MulticlassClassification.Evaluate(Trainer(ml).Fit(numbers).Transform(numbers)).MicroAccuracy, Is.GreaterThan(0.95));
    }

    [Test]
    public void Pipelines_append_cache_and_cross_validate()
    {
        var ml = new MLContext(1);
        IDataView data = Strokes.Images(300).ToDataView(ml);
        IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Copy", "Features").AppendCacheCheckpoint(ml).Append(Trainer(ml)).Append(ml.Transforms.Conversion.MapKeyToValue("Digit", "PredictedLabel"));

        ITransformer model = pipeline.Fit(data);
        var folds = ml.MulticlassClassification.CrossValidate(data, pipeline, numberOfFolds: 2);

        Assert.That(ml.Data.CreateEnumerable<WithDigit>(model.Transform(data), false).First().Digit, Has.Length.EqualTo(1));
        Assert.That(folds.Select(f => f.Metrics.MicroAccuracy), Is.All.GreaterThan(0.8));
        Assert.That(pipeline.GetOutputSchema(Shape(ml, data)).Select(c => c.Name), Is.SupersetOf(new[] { "Features", "Label", "Score", "PredictedLabel", "Digit" }));
    }

    [Test]
    public void Permutation_feature_importance_works_on_a_small_picture()
    {
        var ml = new MLContext(1);
        var random = new Random(1);
        byte[] labels = [.. Enumerable.Range(0, 200).Select(_ => (byte)random.Next(2))];
        byte[] pixels = [.. labels.SelectMany(l => new[] { (byte)(l * 255), (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256) })];
        IDataView data = new MlNetInvoice.Data.LabeledImages(2, 2, 2, pixels, labels).ToDataView(ml);
        NetworkTransformer model = Trainers(ml).Network(ml, NetworkArchitectures.Get("softmax", 2, 2, 2), new NetworkTrainerOptions { Training = Short with { LearningRate = 0.1f, Epochs = 10 } }).Fit(data);

        var importance = ml.MulticlassClassification.PermutationFeatureImportance(model, data);

        Assert.That(importance, Has.Length.EqualTo(4));
        Assert.That(importance[0].MicroAccuracy.Mean, Is.LessThan(-0.3), "only the first pixel tells the class");
        Assert.That(importance.Skip(1).Select(i => i.MicroAccuracy.Mean), Is.All.GreaterThan(-0.05));
    }

    [Test]
    public void The_contexts_seed_decides_and_an_own_seed_overrides_it()
    {
        float[] Weights(int contextSeed, int? seed = null)
        {
            var ml = new MLContext(contextSeed);
            var options = new NetworkTrainerOptions { Seed = seed, Training = Short with { Epochs = 1, Threads = 2 } };
            return Trainers(ml).LeNet1(ml, options).Fit(Strokes.Images(64).ToDataView(ml)).Model.Values.ToArray();
        }

        Assert.That(Weights(1), Is.EqualTo(Weights(1)));
        Assert.That(Weights(1), Is.Not.EqualTo(Weights(2)));
        Assert.That(Weights(1, 7), Is.EqualTo(Weights(2, 7)));
    }

    [Test]
    public void Epochs_go_to_the_log_and_progress_to_the_caller()
    {
        var ml = new MLContext(1);
        var log = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Info && e.Message.Contains("Epoch", StringComparison.Ordinal))
            {
                log.Add(e.Message);
            }
        };
        var heard = new Heard();
        IDataView data = Strokes.Images(100).ToDataView(ml);

        Trainers(ml).LeNet1(ml, new NetworkTrainerOptions { Training = Short with { Epochs = 2 }, Progress = heard }).Fit(data, data);

        Assert.That(log, Has.Count.EqualTo(2));
        Assert.That(log[1], Does.Match(@"Epoch 2 of 2: loss \d+\.\d{4}, accuracy \d+\.\d\d%, validation loss \d+\.\d{4}, accuracy \d+\.\d\d%, \d+ images/s$"));
        Assert.That(heard.Last!.FinishedEpoch, Is.Not.Null);
    }

    [Test]
    public void Cancellation_ends_a_fit()
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        var options = new NetworkTrainerOptions
        {
            Training = Short with { Epochs = 1000 },
            Progress = new Heard { Then = source.Cancel },
            CancellationToken = source.Token,
        };

        Assert.That(() => Trainers(ml).LeNet1(ml, options).Fit(Strokes.Images(100).ToDataView(ml)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Missing_columns_and_wrong_types_are_mlnets_own_schema_mismatch()
    {
        var ml = new MLContext(1);
        IDataView data = Strokes.Images(10).ToDataView(ml);
        IDataView plainLabel = ml.Transforms.Conversion.MapKeyToValue("Label").Append(ml.Transforms.Conversion.ConvertType("Label", "Label", DataKind.Single)).Fit(data).Transform(data);
        IDataView narrow = new MlNetInvoice.Data.LabeledImages(2, 2, 10, new byte[4], [0]).ToDataView(ml);
        IDataView texts = ml.Transforms.Conversion.ConvertType("Features", "Features", DataKind.String).Fit(data).Transform(data);

        Assert.That(() => Trainers(ml).LeNet5(ml, "Digit").Fit(data), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Could not find label column 'Digit' (Parameter 'inputSchema')"));
        Assert.That(() => Trainers(ml).LeNet5(ml, "Label", "Pixels").Fit(data), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Could not find feature column 'Pixels' (Parameter 'inputSchema')"));
        Assert.That(() => Trainers(ml).LeNet5(ml).Fit(plainLabel), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Schema mismatch for label column 'Label': expected Key<UInt32>, got Single (Parameter 'labelCol')"));
        Assert.That(() => Trainers(ml).LeNet5(ml).Fit(texts), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Schema mismatch for feature column 'Features': expected Vector<Single>, got Vector<String> (Parameter 'inputSchema')"));
        Assert.That(() => Trainers(ml).LeNet5(ml).Fit(narrow), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Schema mismatch for feature column 'Features': expected Vector<Single, 784>, got Vector<Single, 4> (Parameter 'inputSchema')"));
        Assert.That(() => ml.Transforms.CopyColumns("Other", "Label").Append(Trainers(ml).LeNet5(ml, "Digit")).GetOutputSchema(Shape(ml, data)), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Could not find label column 'Digit' (Parameter 'inputSchema')"));
        NetworkTransformer model = Trainer(ml).Fit(data);
        Assert.That(() => model.Transform(narrow), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.EqualTo("Schema mismatch for feature column 'Features': expected Vector<Single, 784>, got Vector<Single, 4> (Parameter 'inputSchema')"));
        Assert.That(() => model.Transform(ml.Transforms.DropColumns("Features").Fit(data).Transform(data)), Throws.TypeOf<ArgumentOutOfRangeException>()
            .With.Message.StartsWith("Could not find  column 'Features'"));
    }

    [Test]
    public void Values_outside_0_to_1_and_views_without_rows_are_refused()
    {
        var ml = new MLContext(1);
        IDataView bytes = ml.Data.LoadFromEnumerable([new Raw { Features = Enumerable.Repeat(255f, 784).ToArray(), Label = 1 }]);
        IDataView missing = ml.Data.LoadFromEnumerable([new Raw { Features = new float[784], Label = uint.MaxValue }]);

        Assert.That(() => Trainer(ml).Fit(bytes), Throws.InvalidOperationException.With.Message.EqualTo(
            "Column 'Features' must hold values from 0 (paper) to 1 (ink), but row 0 holds 255; for bytes divide by 255 before training."));
        Assert.That(() => Trainer(ml).Fit(missing), Throws.InvalidOperationException.With.Message.EqualTo(
            "No valid training instances found, all instances have missing features or labels."));
    }

    [Test]
    public void Five_thousand_of_mnist_give_97_percent_where_a_linear_trainer_of_mlnet_stays_below_93()
    {
        var ml = new MLContext(1);
        MlNetInvoice.Data.MnistData mnist = MlNetInvoice.Data.Mnist.Load(SharedData.Require("mnist"));
        IDataView training = mnist.Training.Slice(0, 5000).ToDataView(ml);
        IDataView test = mnist.Test.ToDataView(ml);
        var options = new NetworkTrainerOptions { Training = TrainingOptions.For("lenet5") };

        double network = ml.MulticlassClassification.Evaluate(Trainers(ml).LeNet5(ml, options).Fit(training).Transform(test)).MicroAccuracy;
        double linear = ml.MulticlassClassification.Evaluate(Trainers(ml).LbfgsMaximumEntropy().Fit(training).Transform(test)).MicroAccuracy;

        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"5,000 training images, 10,000 test images: LeNet5 {network:0.00%}, LbfgsMaximumEntropy {linear:0.00%}"));
        Assert.That(network, Is.GreaterThanOrEqualTo(0.97));
        Assert.That(linear, Is.LessThan(0.93));
    }

    private static MulticlassClassificationCatalog.MulticlassClassificationTrainers Trainers(MLContext ml) => ml.MulticlassClassification.Trainers;

    private static NetworkTrainer Trainer(MLContext ml) => Trainers(ml).LeNet5(ml, new NetworkTrainerOptions { Training = Short });

    // The public way to the shape of a view: what a step that changes nothing gives.
    private static SchemaShape Shape(MLContext ml, IDataView view)
    {
        System.Reflection.MethodInfo create = typeof(SchemaShape).GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;
        return (SchemaShape)create.Invoke(null, [view.Schema])!;
    }

    private sealed class Heard : IProgress<TrainingProgress>
    {
        public TrainingProgress? Last { get; private set; }

        public Action? Then { get; init; }

        public void Report(TrainingProgress value)
        {
            Last = value;
            Then?.Invoke();
        }
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class ScoredText
    {
        public float[] Score { get; set; } = [];

        public string Text { get; set; } = "";
    }

    private sealed class WithDigit
    {
        public string Digit { get; set; } = "";
    }

    private sealed class Raw
    {
        [VectorType(784)]
        public float[] Features { get; set; } = [];

        [KeyType(10)]
        public uint Label { get; set; }
    }
}
