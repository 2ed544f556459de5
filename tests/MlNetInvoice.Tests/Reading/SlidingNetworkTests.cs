using System.Runtime.Intrinsics;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

public sealed class SlidingNetworkTests
{
    [TestCase(28)]
    [TestCase(29)]
    [TestCase(61)]
    [TestCase(150)]
    public void Every_window_scores_as_it_does_alone(int width)
    {
        Network network = Perturbed(Definition());
        var sliding = new SlidingNetwork(network);
        var single = new NetworkClassifier(network);
        byte[] strip = Noise(28 * width, 5);
        int positions = sliding.GetPositions(width);
        float[] scores = new float[positions * 7];

        sliding.Classify(strip, width, scores);

        float[] window = new float[28 * 28];
        float[] expected = new float[7];
        for (int position = 0; position < positions; position++)
        {
            for (int i = 0; i < window.Length; i++)
            {
                window[i] = strip[(i / 28 * width) + (position * 2) + (i % 28)] / 255f;
            }

            single.Classify(window, expected);
            for (int c = 0; c < 7; c++)
            {
                Assert.That(MathF.Exp(scores[(position * 7) + c]), Is.EqualTo(expected[c]).Within(2e-4f), $"window {position}, class {c}");
            }
        }
    }

    [Test]
    public void A_call_on_a_smaller_strip_after_a_larger_one_gives_the_same()
    {
        var sliding = new SlidingNetwork(Perturbed(Definition()));
        byte[] strip = Noise(28 * 60, 6);
        float[] first = new float[sliding.GetPositions(60) * 7];
        float[] second = new float[first.Length];

        sliding.Classify(strip, 60, first);
        sliding.Classify(Noise(28 * 300, 7), 300, new float[sliding.GetPositions(300) * 7]);
        sliding.Classify(strip, 60, second);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(sliding.GetPositions(27), Is.Zero);
        Assert.That(sliding.Step, Is.EqualTo(2));
    }

    [TestCase(1)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(47)]
    [TestCase(49)]
    [TestCase(100)]
    public unsafe void Vector_rows_match_the_textbook_loop(int columns)
    {
        SlidingStage stage = SlidingStage.Compile(Perturbed(Definition()).FoldNormalization())[1];
        const int stride = 160;
        float[] source = new float[(stage.Inputs * 5 * stride) + 64];
        var random = new Random(8);
        foreach (ref float value in source.AsSpan())
        {
            value = random.NextSingle();
        }

        float[] expected = new float[SlidingStage.Block * stride];
        float[] wide = new float[(SlidingStage.Block * stride) + 64];
        float[] wider = new float[(SlidingStage.Block * stride) + 64];
        fixed (float* s = source, e = expected, a = wide, b = wider)
        {
            StripKernels.ConvolveRowPlain(s, 5 * stride, stride, stage, stage.Weights, e, stride, columns);
            StripKernels.ConvolveRow256(s, 5 * stride, stride, stage, stage.Weights, a, stride, columns);
            StripKernels.ConvolveRow512(s, 5 * stride, stride, stage, stage.Weights, b, stride, columns);
        }

        for (int map = 0; map < SlidingStage.Block; map++)
        {
            for (int x = 0; x < columns; x++)
            {
                Assert.That(wide[(map * stride) + x], Is.EqualTo(expected[(map * stride) + x]).Within(1e-4f), $"256 bits, map {map}, column {x}");
                Assert.That(wider[(map * stride) + x], Is.EqualTo(expected[(map * stride) + x]).Within(1e-4f), $"512 bits ({Vector512.IsHardwareAccelerated}), map {map}, column {x}");
            }
        }
    }

    [Test]
    public void A_network_that_cannot_slide_is_refused_with_the_layer()
    {
        Network padded = Network.Create(NetworkArchitectures.Get("lenet5"), 1);

        Assert.That(
            Assert.Throws<ArgumentException>(() => new SlidingNetwork(padded))!.Message,
            Is.EqualTo("Layer 1 (conv1) of the network \"lenet5\" cannot slide along a strip; convolutions without padding, touching pooling windows, ReLU, dropout and dense layers can. (Parameter 'network')"));
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
