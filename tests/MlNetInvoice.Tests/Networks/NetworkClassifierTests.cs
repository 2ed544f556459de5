namespace MlNetInvoice.Networks;

public sealed class NetworkClassifierTests
{
    [Test]
    public void Every_count_of_images_gives_the_scores_that_each_has_alone()
    {
        var classifier = new NetworkClassifier(NetworkTests.CreateNormalized());
        float[] images = NetworkTests.Images(150);
        float[] alone = new float[1500];
        for (int i = 0; i < 150; i++)
        {
            classifier.Classify(images.AsSpan(i * 784, 784), alone.AsSpan(i * 10, 10));
        }

        foreach (int count in new[] { 0, 2, 8, 9, 16, 17, 63, 64, 65, 150 })
        {
            float[] scores = new float[count * 10];
            classifier.Classify(images.AsSpan(0, count * 784), scores);
            Assert.That(scores, Is.EqualTo(alone[..(count * 10)]).Within(1e-5f), $"{count} images");
        }

        for (int i = 0; i < 150; i++)
        {
            Assert.That(alone.AsSpan(i * 10, 10).ToArray().Sum(), Is.EqualTo(1).Within(1e-5f));
        }
    }

    [Test]
    public void Scores_are_the_same_bits_however_many_images_come_at_once([ValueSource(typeof(NetworkArchitectures), nameof(NetworkArchitectures.Names))] string name, [Values(28, 16)] int side)
    {
        Network network = Network.Create(NetworkArchitectures.Get(name, 11, side, side), 3);
        var random = new SeededRandom(7, 7);
        foreach (ref float value in network.Values)
        {
            value += 0.01f * (1 + random.NextSymmetric(1));
        }

        var classifier = new NetworkClassifier(network);
        float[] images = [.. NetworkTests.Images(70).Take(70 * side * side)];
        float[] block = new float[70 * 11];
        classifier.Classify(images, block);
        foreach (int count in new[] { 1, 4, 5, 8, 9, 16, 17, 24, 25 })
        {
            float[] scores = new float[count * 11];
            classifier.Classify(images.AsSpan(0, count * side * side), scores);
            Assert.That(scores, Is.EqualTo(block[..(count * 11)]), $"{count} images");
        }
    }

    [TestCaseSource(nameof(UnusualNetworks))]
    public void Networks_of_unusual_layers_agree_with_the_trace_by_every_path(LayerDefinition[] layers)
    {
        var definition = new NetworkDefinition("unusual", new LayerShape(2, 20, 22), 5, [.. layers, new Dense(5)]);
        Network network = Network.Create(definition, 2);
        var random = new SeededRandom(3, 3);
        float[] images = [.. Enumerable.Range(0, 40 * definition.InputLength).Select(_ => random.NextSymmetric(1))];
        float[][] expected = [.. Enumerable.Range(0, 40).Select(i => network.Activations(images.AsSpan(i * definition.InputLength, definition.InputLength))[^1].Values)];

        foreach (int count in new[] { 1, 8, 16, 40 })
        {
            float[] scores = new float[count * 5];
            new NetworkClassifier(network).Classify(images.AsSpan(0, count * definition.InputLength), scores);
            Assert.That(scores, Is.EqualTo(expected.Take(count).SelectMany(e => e)).Within(1e-5f), $"{count} images");
        }
    }

    private static IEnumerable<TestCaseData> UnusualNetworks()
    {
        yield return Of("padding behind pooling", new Convolution2D(5, 3) { Padding = 1 }, new MaxPooling(2), new Convolution2D(7, 3) { Padding = 1 }, new Tanh());
        yield return Of("pooling first", new MaxPooling(2), new Convolution2D(20, 3) { Padding = 1 }, new Relu(), new AveragePooling(2));
        yield return Of("a function first", new Sigmoid(), new Convolution2D(40, 3) { Padding = 2 }, new Relu());
        yield return Of("normalization that stays", new Convolution2D(4, 5), new MaxPooling(2), new BatchNormalization(), new Relu());
        yield return Of("a convolution behind a dense layer", new Dense(33), new Relu(), new Convolution2D(17, 1), new Tanh());
        yield return Of("windows that overlap", new Convolution2D(6, 5), new Relu(), new MaxPooling(3) { Stride = 2 }, new Convolution2D(33, 2), new MaxPooling(2));
        yield return Of("wide dense layers", new Dense(300), new Relu(), new Dropout(0.5f), new Dense(129), new Relu());
        static TestCaseData Of(string name, params LayerDefinition[] layers) => new TestCaseData((object)layers).SetArgDisplayNames(name);
    }

    [TestCase("lenet1", 36, 28, 28)]
    [TestCase("lenet5", 100, 32, 20)]
    [TestCase("lenet5-classic", 3, 17, 25)]
    [TestCase("mlp", 256, 12, 5)]
    public void Any_class_count_and_size_agrees_with_the_trace(string name, int classes, int rows, int columns)
    {
        Network network = Network.Create(NetworkArchitectures.Get(name, classes, rows, columns), 1);
        float[] images = [.. NetworkTests.Images(3).Take(3 * rows * columns)];
        float[] scores = new float[3 * classes];

        new NetworkClassifier(network).Classify(images, scores);

        for (int i = 0; i < 3; i++)
        {
            float[] expected = network.Activations(images.AsSpan(i * rows * columns, rows * columns))[^1].Values;
            Assert.That(scores.AsSpan(i * classes, classes).ToArray(), Is.EqualTo(expected).Within(1e-5f));
        }
    }

    [Test]
    public void Bytes_are_read_as_shares_of_255()
    {
        var classifier = new NetworkClassifier(Network.Create(NetworkArchitectures.Get("lenet5"), 1));
        byte[] bytes = [.. Enumerable.Range(0, 20 * 784).Select(i => (byte)(i * 31))];
        float[] expected = new float[200];
        float[] scores = new float[200];

        classifier.Classify([.. bytes.Select(b => b / 255f)], expected);
        classifier.Classify(bytes, scores);

        Assert.That(scores, Is.EqualTo(expected).Within(1e-5f));
    }

    [Test]
    public void Once_warm_a_call_allocates_nothing()
    {
        var classifier = new NetworkClassifier(Network.Create(NetworkArchitectures.Get("lenet5"), 1));
        float[] glyphs = NetworkTests.Images(100);
        float[] scores = new float[1000];
        int[] counts = [1, 8, 10, 100];

        long allocated = Allocations.Least(() =>
        {
            foreach (int count in counts)
            {
                classifier.Classify(glyphs.AsSpan(0, count * 784), scores.AsSpan(0, count * 10));
            }
        });

        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Many_threads_get_the_same_scores()
    {
        var classifier = new NetworkClassifier(NetworkTests.CreateNormalized());
        float[] images = NetworkTests.Images(80);
        float[] expected = new float[800];
        classifier.Classify(images, expected);

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            int count = 1 + (i % 80);
            float[] scores = new float[count * 10];
            classifier.Classify(images.AsSpan(0, count * 784), scores);
            Assert.That(scores, Is.EqualTo(expected[..(count * 10)]).Within(1e-5f));
        });
    }

    [Test]
    public void Wrong_lengths_are_refused_with_both_numbers()
    {
        var classifier = new NetworkClassifier(Network.Create(NetworkArchitectures.Get("softmax"), 1));

        Assert.That(
            Assert.Throws<ArgumentException>(() => classifier.Classify(new float[785], new float[10]))!.Message,
            Is.EqualTo("785 values are no whole number of images of 784 values (1×28×28)."));
        Assert.That(
            Assert.Throws<ArgumentException>(() => classifier.Classify(new float[784 * 2], new float[10]))!.Message,
            Is.EqualTo("2 images and 10 classes want 20 scores, but there is room for 10."));
    }

    [Test]
    public void An_ensemble_gives_the_mean_of_its_members()
    {
        Network[] networks = [.. Enumerable.Range(1, 3).Select(seed => Network.Create(NetworkArchitectures.Get("lenet1"), seed))];
        float[] images = NetworkTests.Images(5);
        float[] mean = new float[50];
        foreach (Network network in networks)
        {
            float[] scores = new float[50];
            new NetworkClassifier(network).Classify(images, scores);
            mean = [.. mean.Zip(scores, (m, s) => m + (s / 3))];
        }

        float[] voted = new float[50];
        new NetworkEnsemble(networks).Classify(images, voted);

        Assert.That(voted, Is.EqualTo(mean).Within(1e-6f));
        var fault = Assert.Throws<ArgumentException>(() => _ = new NetworkEnsemble([networks[0], Network.Create(NetworkArchitectures.Get("softmax", 3), 1)]))!;
        Assert.That(
            fault.Message,
            Is.EqualTo(
                "Networks of an ensemble take the same images and classes; \"lenet1\" takes 1×28×28 with 10, \"softmax\" 1×28×28 with 3. (Parameter 'networks')"));
    }
}
