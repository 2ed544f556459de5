namespace MlNetInvoice.Networks;

public sealed class SlidingNetworkTests
{
    [TestCase(28)]
    [TestCase(29)]
    [TestCase(61)]
    [TestCase(150)]
    public void Every_window_scores_as_it_does_alone(int width)
    {
        CompareWindows(Perturbed(Definition()), width);
    }

    [TestCase(60, false)]
    [TestCase(60, true)]
    [TestCase(117, true)]
    [TestCase(133, true)]
    public void A_call_on_a_smaller_strip_after_a_larger_one_gives_the_same(int width, bool filtered)
    {
        var sliding = new SlidingNetwork(Perturbed(filtered ? NetworkArchitectures.Get("reader", 7) : Definition()));
        byte[] strip = Noise(28 * width, 6);
        float[] first = new float[sliding.GetPositions(width) * 7];
        float[] second = new float[first.Length];

        sliding.Classify(strip, width, first);
        sliding.Classify(Noise(28 * 300, 7), 300, new float[sliding.GetPositions(300) * 7]);
        sliding.Classify(strip, width, second);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(sliding.GetPositions(27), Is.Zero);
        Assert.That(sliding.Step, Is.EqualTo(2));
    }

    [Test]
    public void Layers_of_every_kind_slide_as_they_classify()
    {
        NetworkDefinition[] definitions =
        [
            NetworkArchitectures.Get("lenet1", 7),
            NetworkArchitectures.Get("reader", 7),
            NetworkArchitectures.Get("mlp", 7),
            new("thirds", new LayerShape(1, 28, 25), 7, [new Sigmoid(), new Convolution2D(3, 4), new AveragePooling(3), new BatchNormalization(), new Convolution2D(4, 2), new MaxPooling(2), new Tanh(), new Dense(7)]),
        ];
        foreach (NetworkDefinition definition in definitions)
        {
            Assert.That(SlidingNetwork.CanSlide(definition), Is.True, definition.Name);
            CompareWindows(Perturbed(definition), 83);
        }
    }

    [Test]
    public void A_network_that_cannot_slide_is_refused_with_the_layer()
    {
        Network padded = Network.Create(NetworkArchitectures.Get("lenet5"), 1);

        Assert.That(
            Assert.Throws<ArgumentException>(() => new SlidingNetwork(padded))!.Message,
            Is.EqualTo("Layer 1 (conv1) of the network \"lenet5\" cannot slide along a strip: convolutions must have no padding, and pooling windows must touch. (Parameter 'network')"));
        Assert.That(SlidingNetwork.CanSlide(padded.Definition), Is.False);
    }

    private static void CompareWindows(Network network, int width)
    {
        var sliding = new SlidingNetwork(network);
        var single = new NetworkClassifier(network);
        (int rows, int columns) = (sliding.Rows, sliding.Columns);
        byte[] strip = Noise(rows * width, 5);
        int positions = sliding.GetPositions(width);
        float[] scores = new float[positions * 7];

        sliding.Classify(strip, width, scores);

        float[] window = new float[rows * columns];
        float[] expected = new float[7];
        for (int position = 0; position < positions; position++)
        {
            for (int i = 0; i < window.Length; i++)
            {
                window[i] = strip[(i / columns * width) + (position * sliding.Step) + (i % columns)] / 255f;
            }

            single.Classify(window, expected);
            for (int c = 0; c < 7; c++)
            {
                Assert.That(MathF.Exp(scores[(position * 7) + c]), Is.EqualTo(expected[c]).Within(2e-4f), $"{network.Definition.Name}, window {position}, class {c}");
            }
        }
    }

    private static NetworkDefinition Definition() => new(
        "small",
        new LayerShape(1, 28, 28),
        7,
        [
            new Convolution2D(5, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
            new Convolution2D(9, 5), new BatchNormalization(), new Relu(), new MaxPooling(2),
            new Dense(18), new Relu(), new Dropout(0.2f), new Dense(7),
        ]);

    private static Network Perturbed(NetworkDefinition definition)
    {
        Network network = Network.Create(definition, 3);
        var random = new Random(4);
        foreach (NetworkParameter parameter in network.Parameters)
        {
            if (parameter.Shape.Count == 1)
            {
                foreach (ref float value in parameter.Values)
                {
                    value += 0.3f * random.NextSingle();
                }
            }
        }

        return network;
    }

    private static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
