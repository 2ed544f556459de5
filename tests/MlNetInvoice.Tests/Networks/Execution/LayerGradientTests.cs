using MlNetInvoice.Networks.Kernels;

namespace MlNetInvoice.Networks.Execution;

/// <summary>The gradient of every layer against finite differences of the loss, for the plain kernels and for those of this machine.</summary>
public sealed class LayerGradientTests
{
    private static readonly LayerShape Input = new(2, 7, 6);

    private static IEnumerable<TestCaseData> Networks()
    {
        (string Name, LayerDefinition[] Layers)[] networks =
        [
            ("dense", [new Dense(3)]),
            ("dense_tanh_dense", [new Dense(9), new Tanh(), new Dense(3)]),
            ("dense_sigmoid_dense", [new Dense(9), new Sigmoid(), new Dense(3)]),
            ("dense_relu_dense", [new Dense(20), new Relu(), new Dense(3)]),
            ("convolution", [new Convolution2D(3, 3), new Tanh(), new Dense(3)]),
            ("convolution_padded", [new Convolution2D(5, 3) { Padding = 1 }, new Tanh(), new Convolution2D(4, 5) { Padding = 2 }, new Tanh(), new Dense(3)]),
            ("convolution_narrow", [new Convolution2D(7, 5), new Tanh(), new Convolution2D(2, 1), new Tanh(), new Dense(3)]),
            ("max_pooling", [new Convolution2D(3, 2), new MaxPooling(2), new Tanh(), new Dense(3)]),
            ("relu_max_pooling", [new Convolution2D(3, 2), new Relu(), new MaxPooling(2), new Convolution2D(4, 2), new Dense(3)]),
            ("overlapping_max_pooling", [new Convolution2D(3, 2), new Relu(), new MaxPooling(3) { Stride = 1 }, new Tanh(), new Dense(3)]),
            ("spaced_max_pooling", [new Convolution2D(3, 1), new MaxPooling(2) { Stride = 3 }, new Dense(3)]),
            ("average_pooling", [new Convolution2D(3, 2), new Tanh(), new AveragePooling(2), new Dense(3)]),
            ("overlapping_average_pooling", [new Convolution2D(3, 2), new AveragePooling(3) { Stride = 2 }, new Tanh(), new Dense(3)]),
            ("average_then_convolution_padded", [new Convolution2D(3, 2), new AveragePooling(2), new Convolution2D(4, 3) { Padding = 2 }, new Tanh(), new Dense(3)]),
            ("batch_normalization", [new Convolution2D(3, 3), new BatchNormalization(), new Tanh(), new Dense(5), new BatchNormalization(), new Sigmoid(), new Dense(3)]),
            ("batch_normalization_relu_pooling", [new Convolution2D(3, 2), new BatchNormalization(), new Relu(), new MaxPooling(2), new Dense(3)]),
            ("batch_normalization_of_the_input", [new BatchNormalization(), new Dense(3)]),
            ("dropout", [new Dense(24), new Tanh(), new Dropout(0.4f), new Dense(8), new Dropout(0.3f), new Dense(3)]),
            ("pooling_then_dropout", [new Convolution2D(4, 2), new Relu(), new MaxPooling(2), new Dropout(0.4f), new Dense(3)]),
        ];
        foreach ((string name, LayerDefinition[] layers) in networks)
        {
            yield return new TestCaseData(layers, false).SetArgDisplayNames(name, "plain");
            yield return new TestCaseData(layers, true).SetArgDisplayNames(name, "vectors");
        }
    }

    [TestCaseSource(nameof(Networks))]
    public void Gradients_are_the_slopes_of_the_loss(LayerDefinition[] layers, bool vectors)
    {
        var network = Network.Create(new NetworkDefinition("test", Input, 3, layers), seed: 3);
        var random = new SeededRandom(4, 4);
        foreach (ref float value in network.Values)
        {
            value += random.NextSymmetric(0.2f);
        }

        const int count = 13;
        float[] images = [.. Enumerable.Range(0, count * Input.Length).Select(_ => random.NextSymmetric(1))];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        using var harness = new GradientHarness(network, images, labels, lanes: 16, vectors ? LaneKernels.Best : new PlainLaneKernels());
        harness.Run(smoothing: 0.1f);
        float[] gradients = harness.Gradients.ToArray();
        foreach (NetworkParameter parameter in network.Parameters.Where(p => p.IsTrained))
        {
            for (int k = 0; k < parameter.Length; k += Math.Max(1, parameter.Length / 12))
            {
                double slope = Slope(harness, parameter.Offset + k);
                Assert.That(gradients[parameter.Offset + k], Is.EqualTo(slope).Within(2e-3 + (0.02 * Math.Abs(slope))), $"{parameter.Name}[{k}]");
            }
        }
    }

    private static double Slope(GradientHarness harness, int place)
    {
        const float step = 3e-4f; // small, lest a maximum passes from one place of a window to another
        float value = harness.Weights[place];
        harness.Weights[place] = value + step;
        double above = harness.Run(0.1f, backward: false);
        harness.Weights[place] = value - step;
        double below = harness.Run(0.1f, backward: false);
        harness.Weights[place] = value;
        return (above - below) / (2 * step);
    }
}
