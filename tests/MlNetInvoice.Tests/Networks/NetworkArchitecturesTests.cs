namespace MlNetInvoice.Networks;

public sealed class NetworkArchitecturesTests
{
    [TestCase("lenet5", 61_706, 416_520)]
    [TestCase("lenet5-bn", 61_706 + (2 * (6 + 16 + 120 + 84)), 416_520)]
    [TestCase("lenet5-classic", 61_706, 416_520)]
    [TestCase("lenet1", 3_246, 136_320)]
    [TestCase("mlp", 912_394, 910_592)]
    [TestCase("softmax", 7_850, 7_840)]
    public void Weights_and_multiply_adds_are_those_of_the_source(string name, long weights, long multiplyAdds)
    {
        NetworkDefinition definition = NetworkArchitectures.Get(name);

        Assert.That(definition.WeightCount, Is.EqualTo(weights));
        Assert.That(definition.MultiplyAdds, Is.EqualTo(multiplyAdds));
        Assert.That(Network.Create(definition, 1).Parameters.Where(p => p.IsTrained).Sum(p => p.Length), Is.EqualTo(weights));
    }

    [Test]
    public void Every_named_architecture_exists_and_takes_other_classes_and_sizes()
    {
        foreach (string name in NetworkArchitectures.Names)
        {
            NetworkDefinition definition = NetworkArchitectures.Get(name, 36, 32, 24);
            Assert.That(definition.ClassCount, Is.EqualTo(36));
            Assert.That(definition.Input, Is.EqualTo(new LayerShape(1, 32, 24)));
            Assert.That(definition.Shapes[^1].Length, Is.EqualTo(36));
        }
    }

    [Test]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<ArgumentException>(() => NetworkArchitectures.Get("lenet6"))!;

        Assert.That(
            fault.Message,
            Is.EqualTo("There is no architecture \"lenet6\"; known are lenet5, lenet5-bn, lenet5-classic, lenet1, mlp, softmax, reader, reader-deep. (Parameter 'name')"));
    }
}
