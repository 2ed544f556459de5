namespace MlNetInvoice.Networks;

public sealed class NetworkTests
{
    [Test]
    public void Parameters_have_names_in_a_fixed_order()
    {
        Network network = Network.Create(NetworkArchitectures.Get("lenet5-bn"), 1);

        Assert.That(
            network.Parameters.Select(p => p.Name).Take(8),
            Is.EqualTo(new[] { "conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "conv2.weight", "conv2.bias" }));
        Assert.That(network.GetParameter("conv2.weight").Shape, Is.EqualTo(new[] { 16, 6, 5, 5 }));
        Assert.That(network.Parameters.Sum(p => p.Length), Is.EqualTo(network.Values.Length));
        network.GetParameter("dense3.bias").Values[9] = 42;
        Assert.That(network.Values[^1], Is.EqualTo(42));
    }

    [Test]
    public void An_unknown_parameter_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<ArgumentException>(() => Network.Create(NetworkArchitectures.Get("softmax"), 1).GetParameter("w"))!;

        Assert.That(fault.Message, Is.EqualTo("The network has no parameter \"w\"; it has dense1.weight, dense1.bias. (Parameter 'name')"));
    }

    [Test]
    public void A_seed_gives_the_same_weights_and_a_copy_is_independent()
    {
        NetworkDefinition definition = NetworkArchitectures.Get("lenet1");
        Network network = Network.Create(definition, 5);

        Assert.That(Network.Create(definition, 5).Values.ToArray(), Is.EqualTo(network.Values.ToArray()));
        Assert.That(Network.Create(definition, 6).Values.ToArray(), Is.Not.EqualTo(network.Values.ToArray()));
        Network copy = network.Clone();
        copy.Values[0]++;
        Assert.That(copy.Values[0], Is.Not.EqualTo(network.Values[0]));
    }

    [Test]
    public void Activations_hold_every_layer_and_end_in_the_scores_of_the_classifier()
    {
        Network network = CreateNormalized();
        float[] image = Images(1);
        float[] scores = new float[10];
        new NetworkClassifier(network).Classify(image, scores);

        IReadOnlyList<LayerActivation> activations = network.Activations(image);

        Assert.That(activations.Select(a => a.Name), Is.EqualTo(network.Definition.LayerNames.Append("softmax")));
        Assert.That(activations[2].Values, Is.EqualTo(activations[1].Values.Select(v => Math.Max(0, v))), "relu1 of bn1");
        Assert.That(activations[0].Shape, Is.EqualTo(new LayerShape(6, 28, 28)));
        Assert.That(activations[^1].Values, Is.EqualTo(scores).Within(1e-5f));
        Assert.That(activations.Select(a => a.Values.Length), Is.EqualTo(activations.Select(a => a.Shape.Length)));
    }

    [Test]
    public void Normalization_folds_into_the_layer_before()
    {
        Network network = CreateNormalized();

        Network folded = network.FoldNormalization();

        Assert.That(folded.Definition.Layers, Has.None.InstanceOf<BatchNormalization>());
        Assert.That(folded.Values.Length, Is.EqualTo(61_706));
        float[] image = Images(1);
        Assert.That(folded.Activations(image)[^1].Values, Is.EqualTo(network.Activations(image)[^1].Values).Within(1e-5f));
        Assert.That(folded.FoldNormalization(), Is.SameAs(folded));
    }

    [Test]
    public void Normalization_that_follows_no_weights_stays_and_is_applied()
    {
        Network network = Network.Create(new NetworkDefinition("x", new LayerShape(1, 4, 4), 2, [new BatchNormalization(), new Relu(), new Dense(2)]), 1);
        network.GetParameter("bn1.running_mean").Values[0] = 0.5f;
        network.GetParameter("bn1.running_var").Values[0] = 0.25f;
        float[] image = [.. Enumerable.Range(0, 16).Select(i => i / 16f)];

        float[] normal = network.Activations(image)[0].Values;

        Assert.That(normal, Is.EqualTo(image.Select(v => (v - 0.5f) * 2)).Within(1e-3f));
        float[] scores = new float[2];
        new NetworkClassifier(network).Classify(image, scores);
        Assert.That(scores, Is.EqualTo(network.Activations(image)[^1].Values).Within(1e-5f));
    }

    internal static float[] Images(int count)
    {
        var random = new SeededRandom(3, 3);
        return [.. Enumerable.Range(0, count * 784).Select(_ => (float)random.NextDouble())];
    }

    internal static Network CreateNormalized()
    {
        Network network = Network.Create(NetworkArchitectures.Get("lenet5-bn"), 1);
        var random = new SeededRandom(2, 2);
        foreach (NetworkParameter parameter in network.Parameters.Where(p => p.Shape.Count == 1))
        {
            foreach (ref float value in parameter.Values)
            {
                value += random.NextSymmetric(0.3f);
            }
        }

        return network;
    }
}
