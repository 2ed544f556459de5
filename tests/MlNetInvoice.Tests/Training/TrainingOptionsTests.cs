namespace MlNetInvoice.Training;

public sealed class TrainingOptionsTests
{
    [Test]
    public void Defaults_are_those_that_the_documentation_states() => Assert.That(
        new TrainingOptions(),
        Is.EqualTo(new TrainingOptions
        {
            Epochs = 10,
            BatchSize = 256,
            Seed = 1,
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.002f,
            Schedule = LearningRateSchedule.OneCycle,
            StepEpochs = 10,
            StepFactor = 0.1f,
            WarmUpFraction = 0.25f,
            FinalRateFactor = 0.001f,
            Momentum = 0.9f,
            Beta1 = 0.9f,
            Beta2 = 0.999f,
            Epsilon = 1e-8f,
            WeightDecay = 0,
            LabelSmoothing = 0,
            AverageDecay = 0,
            ValidationCount = 0,
            KeepBest = true,
            EarlyStopEpochs = 0,
            Normalize = false,
            Augmentation = null,
            Threads = 0,
        }));

    [Test]
    public void Defaults_of_augmentation_are_those_that_the_documentation_states() => Assert.That(
        new AugmentationOptions(),
        Is.EqualTo(new AugmentationOptions { RotationDegrees = 10, Scale = 0.1f, Shear = 0.1f, ShiftPixels = 1.5f, ElasticPixels = 0, ElasticSigma = 4 }));

    [Test]
    public void All_faults_are_named_together()
    {
        var options = new TrainingOptions
        {
            Epochs = 0,
            LearningRate = float.NaN,
            Momentum = 1,
            LabelSmoothing = -0.5f,
            Optimizer = (OptimizerKind)9,
            Augmentation = new AugmentationOptions { Scale = 2 },
        };

        Assert.That(
            Assert.Throws<ArgumentException>(options.Validate)!.Message,
            Is.EqualTo(
                "The training options are not valid: Epochs is 0, but must be 1 to 10000; Optimizer is 9, but must be Sgd, Adam, AdamW; "
                + "LearningRate is NaN, but must be above 0 to 100; Momentum is 1, but must be 0 to 0.99999; LabelSmoothing is -0.5, but must be 0 to 0.99; "
                + "Augmentation.Scale is 2, but must be 0 to 0.9."));
    }

    [Test]
    public void Recipes_are_valid_and_survive_their_JSON()
    {
        foreach (string name in Networks.NetworkArchitectures.Names)
        {
            TrainingOptions options = TrainingOptions.For(name);
            options.Validate();
            Assert.That(TrainingOptions.Parse(options.ToJson()), Is.EqualTo(options));
        }
    }

    [Test]
    public void JSON_with_an_unknown_member_or_value_is_refused()
    {
        Assert.That(() => TrainingOptions.Parse("""{"epoch":3}"""), Throws.ArgumentException.With.Message.Contains("epoch"));
        Assert.That(() => TrainingOptions.Parse("""{"optimizer":"lion"}"""), Throws.ArgumentException.With.Message.Contains("optimizer"));
        Assert.That(() => TrainingOptions.Parse("""{"epochs":-3}"""), Throws.ArgumentException.With.Message.Contains("epochs is -3"));
        Assert.That(TrainingOptions.Parse("""{"epochs":3,"optimizer":"adamW"}"""), Is.EqualTo(new TrainingOptions { Epochs = 3, Optimizer = OptimizerKind.AdamW }));
        Assert.That(
            TrainingOptions.Parse("""{"augmentation":{"scale":0.2}}"""),
            Is.EqualTo(new TrainingOptions { Augmentation = new AugmentationOptions { Scale = 0.2f } }));
    }

    [Test]
    public void Schedules_run_as_described()
    {
        var options = new TrainingOptions { Epochs = 10, LearningRate = 1, StepEpochs = 4, WarmUpFraction = 0.5f, FinalRateFactor = 0.01f };

        Assert.That(Rates(options with { Schedule = LearningRateSchedule.Constant }), Is.All.EqualTo(1));
        float[] step = Rates(options with { Schedule = LearningRateSchedule.Step });
        Assert.That(new[] { step[0], step[3999], step[4000], step[8000] }, Is.EqualTo(new[] { 1f, 1f, 0.1f, 0.01f }).Within(1e-6f));
        float[] cosine = Rates(options with { Schedule = LearningRateSchedule.Cosine });
        Assert.That(new[] { cosine[0], cosine[9999] }, Is.EqualTo(new[] { 1f, 0.01f }).Within(1e-6f));
        Assert.That(cosine[5000], Is.EqualTo(0.505f).Within(1e-3f));
        float[] cycle = Rates(options with { Schedule = LearningRateSchedule.OneCycle });
        Assert.That(cycle[0], Is.EqualTo(0.04f).Within(1e-6f));
        Assert.That(cycle[5000], Is.EqualTo(1).Within(1e-3f));
        Assert.That(cycle[9999], Is.EqualTo(0.01f).Within(1e-6f));
        Assert.That(Array.IndexOf(cycle, cycle.Max()), Is.InRange(4999, 5001));
    }

    private static float[] Rates(TrainingOptions options) => [.. Enumerable.Range(0, 10_000).Select(s => options.GetLearningRate(s, 1000))];
}
