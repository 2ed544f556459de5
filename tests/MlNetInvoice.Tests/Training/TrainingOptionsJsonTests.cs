using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

public sealed class TrainingOptionsJsonTests
{
    [Test]
    public void What_is_not_mentioned_has_its_default()
    {
        Assert.That(TrainingOptions.Parse("{}"), Is.EqualTo(new TrainingOptions()));
        Assert.That(
            TrainingOptions.Parse("""{ "epochs": 3, "augmentation": { "shear": 0.5 } }"""),
            Is.EqualTo(new TrainingOptions { Epochs = 3, Augmentation = new AugmentationOptions { Shear = 0.5f } }));
    }

    [Test]
    public void What_is_written_is_read_again() =>
        Assert.That(TrainingOptions.Parse(TrainingOptions.For("lenet5").ToJson()), Is.EqualTo(TrainingOptions.For("lenet5")));

    [Test]
    public void Faults_are_named_together() => Assert.That(
        Assert.Throws<ArgumentException>(() => TrainingOptions.Parse("""{ "epochs": 0, "batch": 1 }"""))!.Message,
        Does.StartWith("The training options are not valid: epochs is 0 where a whole number from 1 to 10000 is expected; batch is not known here (known are "));

    [Test]
    public void A_layer_written_by_hand_has_its_defaults()
    {
        NetworkDefinition definition = NetworkDefinition.Parse(
            """
            { "name": "mine", "input": { "channels": 1, "rows": 28, "columns": 28 }, "classes": 10,
              "layers": [ { "type": "convolution2d", "maps": 3, "kernel": 5 }, { "type": "batchNormalization" }, { "type": "maxPooling", "size": 2 }, { "type": "dense", "units": 10 } ] }
            """);

        Assert.That(definition.Layers, Is.EqualTo(new LayerDefinition[] { new Convolution2D(3, 5), new BatchNormalization(0.1f, 1e-5f), new MaxPooling(2), new Dense(10) }));
    }
}
