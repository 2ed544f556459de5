namespace MlNetInvoice.Networks;

public sealed class NetworkDefinitionTests
{
    [Test]
    public void A_definition_survives_its_JSON()
    {
        var definition = new NetworkDefinition(
            "own",
            new LayerShape(2, 20, 30),
            7,
            [
                new Convolution2D(8, 3) { Padding = 1 }, new BatchNormalization { Momentum = 0.2f }, new Relu(), new MaxPooling(2), new Convolution2D(4, 3), new Tanh(),
                new AveragePooling(3) { Stride = 2 }, new Dropout(0.25f), new Dense(12), new Sigmoid(), new Dense(7),
            ]);

        NetworkDefinition read = NetworkDefinition.Parse(definition.ToJson());

        Assert.That(read.Layers, Is.EqualTo(definition.Layers));
        Assert.That(read.ToJson(), Is.EqualTo(definition.ToJson()));
        Assert.That((read.Name, read.Input, read.ClassCount), Is.EqualTo(("own", new LayerShape(2, 20, 30), 7)));
        Assert.That(read.LayerNames, Is.EqualTo(new[] { "conv1", "bn1", "relu1", "maxpool1", "conv2", "tanh1", "averagepool1", "dropout1", "dense1", "sigmoid1", "dense2" }));
    }

    [Test]
    public void A_person_may_write_the_members_of_a_layer_in_any_order()
    {
        NetworkDefinition read = NetworkDefinition.Parse(
            """{"name":"x","input":{"channels":1,"rows":8,"columns":8},"classes":3,"layers":[{"kernel":3,"maps":2,"type":"convolution2d"},{"type":"dense","units":3}]}""");

        Assert.That(read.Layers, Is.EqualTo(new LayerDefinition[] { new Convolution2D(2, 3), new Dense(3) }));
        Assert.That(read.Shapes, Is.EqualTo(new[] { new LayerShape(2, 6, 6), new LayerShape(3, 1, 1) }));
    }

    [Test]
    public void What_a_layer_does_not_mention_has_its_default()
    {
        NetworkDefinition read = NetworkDefinition.Parse(
            """{"name":"x","input":{"channels":1,"rows":8,"columns":8},"classes":3,"layers":[{"type":"batchNormalization"},{"type":"maxPooling","size":2},{"type":"dense","units":3}]}""");

        Assert.That(read.Layers, Is.EqualTo(new LayerDefinition[] { new BatchNormalization(), new MaxPooling(2), new Dense(3) }));
    }

    [TestCase("""{"name":"x"}""")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("""{"name":"x","input":{"channels":1,"rows":8,"columns":8},"classes":3,"layers":[{"type":"lstm"}]}""")]
    [TestCase("""{"name":"x","input":{"channels":1,"rows":8,"columns":8},"classes":3,"layers":[null]}""")]
    [TestCase("""{"name":"x","input":{"channels":1,"rows":8,"columns":8},"classes":3,"layers":[{"type":"dense","units":3}],"more":1}""")]
    public void JSON_that_is_no_definition_is_an_invalid_model(string json) =>
        Assert.That(() => NetworkDefinition.Parse(json), Throws.TypeOf<InvalidModelException>());

    [Test]
    public void All_faults_of_the_text_are_named_together_each_with_its_place()
    {
        var fault = Assert.Throws<InvalidModelException>(() => NetworkDefinition.Parse(
            """{"name":"x","input":{"channels":1,"rows":8},"classes":"3","layers":[{"type":"dense"},{"type":"relu","size":2},{"type":"lstm"}]}"""))!;

        Assert.That(
            fault.Message,
            Is.EqualTo(
                "The network definition is not valid: input.columns is missing; classes is \"3\" where a whole number from -2147483648 to 2147483647 is expected; layers[0].units is missing; "
                + "layers[1].size is not known here (known are type, kind); "
                + "layers[2] has the type \"lstm\", which is not convolution2d, maxPooling, averagePooling, batchNormalization, dense, dropout, relu, sigmoid or tanh."));
    }

    [Test]
    public void All_faults_of_the_frame_are_named_together()
    {
        var fault = Assert.Throws<ArgumentException>(() => _ = new NetworkDefinition("", new LayerShape(0, 28, 28), 1, []))!;

        Assert.That(
            fault.Message,
            Is.EqualTo(
                "The network \"\" cannot be built: its name has 0 characters, but must have 1 to 64; its input is 0×28×28, but must be 1 to 64 channels of 1 to 1024 rows and columns; "
                + "its class count is 1, but must be 2 to 256; it has 0 layers, but must have 1 to 256."));
    }

    private static IEnumerable<TestCaseData> Faulty() =>
    [
        new(new LayerDefinition[] { new Convolution2D(4, 9) }, "layer 1 (conv): a 9×9 kernel does not fit in an input of 1×8×8 with padding 0"),
        new(new LayerDefinition[] { new Convolution2D(0, 3) }, "layer 1 (conv): maps is 0, but must be 1 to 4096"),
        new(new LayerDefinition[] { new Convolution2D(4, 3) { Padding = 3 } }, "layer 1 (conv): padding is 3, but must be 0 to 2"),
        new(new LayerDefinition[] { new Relu(), new MaxPooling(9) }, "layer 2 (maxpool): a 9×9 window does not fit in an input of 1×8×8"),
        new(new LayerDefinition[] { new Dropout(1) }, "layer 1 (dropout): rate is 1, but must be at least 0 and below 1"),
        new(new LayerDefinition[] { new BatchNormalization { Epsilon = 0 } }, "layer 1 (bn): epsilon is 0, but must be above 0 and at most 1"),
        new(new LayerDefinition[] { new Dense(4) }, "its last layer gives 4 values, but there are 3 classes"),
        new(
            new LayerDefinition[] { new Dense(16384), new Dense(16384), new Dense(3) },
            "up to layer 2 (dense) it has 269516800 weights and 32832 values an image, but at most 64000000 and 2000000 are allowed"),
        new(
            new LayerDefinition[] { new Dense(4000), new Convolution2D(1, 31) { Padding = 30 }, new Dense(3) },
            "up to layer 2 (conv) it has 4104001 weights and 14885025 values an image, but at most 64000000 and 2000000 are allowed"),
    ];

    [TestCaseSource(nameof(Faulty))]
    public void A_fault_of_a_layer_says_which_and_why(LayerDefinition[] layers, string expected)
    {
        var fault = Assert.Throws<ArgumentException>(() => _ = new NetworkDefinition("x", new LayerShape(1, 8, 8), 3, layers))!;

        Assert.That(fault.Message, Is.EqualTo($"The network \"x\" cannot be built: {expected}."));
    }
}
