using System.Text.Json;
using MlNetInvoice.Networks;
using MlNetInvoice.Training;

namespace MlNetInvoice.Building;

public sealed class TrainingConfigTests
{
    [Test]
    public void An_empty_config_is_the_recipe_of_lenet5()
    {
        TrainingConfig config = TrainingConfig.Parse("{}");

        Assert.That(config.Architecture.Name, Is.EqualTo("lenet5"));
        Assert.That(config.Options, Is.EqualTo(TrainingOptions.For("lenet5")));
    }

    [Test]
    public void What_is_said_goes_before_the_recipe()
    {
        TrainingConfig config = TrainingConfig.Parse(
            """
            {
              "$schema": "training-config.schema.json", // comments are allowed
              "architecture": "lenet1",
              "epochs": 3, "optimizer": "adamW", "schedule": "cosine", "learningRate": 0.25, "keepBest": false,
              "augmentation": { "scale": 0.3 },
            }
            """);

        Assert.That(config.Architecture.Name, Is.EqualTo("lenet1"));
        Assert.That(config.Options, Is.EqualTo(TrainingOptions.For("lenet1") with
        {
            Epochs = 3,
            Optimizer = OptimizerKind.AdamW,
            Schedule = LearningRateSchedule.Cosine,
            LearningRate = 0.25f,
            KeepBest = false,
            Augmentation = (TrainingOptions.For("lenet1").Augmentation ?? new AugmentationOptions()) with { Scale = 0.3f },
        }));
        Assert.That(TrainingConfig.Parse("""{ "augmentation": null }""").Options.Augmentation, Is.Null);
    }

    [Test]
    public void A_name_from_outside_goes_before_the_files() =>
        Assert.That(TrainingConfig.Parse("""{ "architecture": "lenet1" }""", "softmax").Architecture.Name, Is.EqualTo("softmax"));

    [TestCase("lenet5")]
    [TestCase("mlp")]
    public void What_is_written_is_read_again(string name)
    {
        TrainingConfig config = TrainingConfig.For(name);

        TrainingConfig read = TrainingConfig.Parse(config.ToJson());

        Assert.That(read.Options, Is.EqualTo(config.Options));
        Assert.That(read.Architecture.ToJson(), Is.EqualTo(config.Architecture.ToJson()));
        Assert.That(config.ToJson(), Does.Contain($"\"architecture\": \"{name}\""));
    }

    [Test]
    public void An_architecture_of_ones_own_is_written_out()
    {
        var definition = new NetworkDefinition("mine", new LayerShape(1, 28, 28), 10, [new Dropout(0.25f), new Dense(10)]);

        TrainingConfig read = TrainingConfig.Parse(new TrainingConfig(definition, new TrainingOptions()).ToJson());

        Assert.That(read.Architecture.ToJson(), Is.EqualTo(definition.ToJson()));
    }

    [Test]
    public void Every_fault_is_named_at_once_with_what_is_allowed() => Assert.That(
        Fault("""{ "architecture": "lenet6", "epochs": 0, "learningRate": 0, "optimizer": "sdg", "keepBest": 1, "epoch": 5, "augmentation": { "scale": 2, "zoom": 1 }, "seed": 1.5 }"""),
        Is.EqualTo(
            $"config: architecture: There is no architecture \"lenet6\"; known are {string.Join(", ", NetworkArchitectures.Names)}; "
            + "epochs is 0 where a whole number from 1 to 10000 is expected; "
            + "seed is 1.5 where a whole number from -2147483648 to 2147483647 is expected; "
            + "optimizer is \"sdg\" where one of sgd, adam, adamW is expected; "
            + "learningRate is 0 where a number above 0 to 100 is expected; "
            + "keepBest is 1 where true or false is expected; "
            + "augmentation.scale is 2 where a number from 0 to 0.9 is expected; "
            + "augmentation.zoom is not known here (known are rotationDegrees, scale, shear, shiftPixels, elasticPixels, elasticSigma); "
            + "epoch is not known here (known are $schema, architecture, epochs, batchSize, seed, optimizer, learningRate, schedule, stepEpochs, stepFactor, "
            + "warmUpFraction, finalRateFactor, momentum, beta1, beta2, epsilon, weightDecay, labelSmoothing, averageDecay, validationCount, keepBest, "
            + "earlyStopEpochs, normalize, augmentation, threads)."));

    [TestCase("", "config: is not valid JSON: ")]
    [TestCase("[]", "config: the root is an array of 0 where an object is expected.")]
    [TestCase("""{ "epochs": 1, "epochs": 2 }""", "config: is not valid JSON: ")]
    [TestCase("""{ "architecture": 5 }""", "config: architecture: The network definition is not valid: ")]
    [TestCase("""{ "architecture": "\ud800" }""", "config: holds a text that is not Unicode.")]
    public void What_is_no_config_is_refused(string json, string message) => Assert.That(Fault(json), Does.StartWith(message));

    [Test]
    public void Ranges_are_those_that_the_options_check()
    {
        using JsonDocument schema = JsonDocument.Parse(TrainingConfig.CreateSchema());
        foreach (JsonProperty property in schema.RootElement.GetProperty("properties").EnumerateObject())
        {
            foreach (string limit in new[] { "minimum", "maximum" })
            {
                if (property.Value.TryGetProperty(limit, out JsonElement value))
                {
                    TrainingConfig config = TrainingConfig.Parse($$"""{ "{{property.Name}}": {{value.GetRawText()}} }""");
                    Assert.That(config.Options.Validate, Throws.Nothing, $"{property.Name} at its {limit}");
                }
            }
        }
    }

    [Test]
    public void The_committed_schema_is_the_codes() => Assert.That(
        File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "assets", "schemas", "training-config.schema.json")), Is.EqualTo(TrainingConfig.CreateSchema()));

    private static string Fault(string json) => Assert.Throws<InvalidModelException>(() => TrainingConfig.Parse(json))!.Message;
}
