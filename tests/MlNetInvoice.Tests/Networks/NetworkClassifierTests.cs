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
        int[] counts = [8, 10, 100];

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
