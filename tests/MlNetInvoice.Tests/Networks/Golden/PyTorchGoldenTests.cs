using System.IO.Compression;
using System.Text;
using MlNetInvoice.Data;
using MlNetInvoice.Networks.Execution;
using MlNetInvoice.Networks.Kernels;
using MlNetInvoice.Training;

namespace MlNetInvoice.Networks.Golden;

/// <summary>
/// Logits, loss, every gradient, and ten steps of Adam and of momentum against PyTorch, from a file that <c>make_golden.py</c> beside it writes. Weights and images
/// come from the same formula here and there.
/// </summary>
public sealed class PyTorchGoldenTests
{
    private const int Batch = 32;

    // Relative to the largest value of an array: single values near zero are differences of large ones, in PyTorch as here.
    private const double Tolerance = 1e-4;

    private static IEnumerable<TestCaseData> Cases() =>
        from network in new[] { "lenet5", "lenet5-bn" }
        from kernels in new LaneKernels[] { new PlainLaneKernels() }.Concat(LaneKernels.Available())
        select new TestCaseData(network, kernels).SetArgDisplayNames(network, kernels.Name);

    [TestCaseSource(nameof(Cases))]
    public void Logits_loss_and_gradients_are_those_of_PyTorch(string name, object kernels)
    {
        GoldenNetwork golden = GoldenNetwork.Read(name);
        LabeledImages images = CreateImages();
        using var harness = new GradientHarness(
            CreateNetwork(name), [.. images.Pixels.ToArray().Select(p => p / 255f)], [.. images.Labels.ToArray().Select(l => (int)l)], Batch, (LaneKernels)kernels);

        double loss = harness.Run();

        float[] logits = [.. Enumerable.Range(0, Batch * 10).Select(i => harness.Logits[(i % 10 * Batch) + (i / 10)])];
        AssertClose(logits, golden.Logits, "logits");
        Assert.That(loss, Is.EqualTo(golden.Loss).Within(Tolerance * golden.Loss));
        Network network = CreateNetwork(name);
        int index = 0;
        foreach (NetworkParameter parameter in network.Parameters.Where(p => p.IsTrained))
        {
            float[] expected = golden.Gradients[index++];
            float[] actual = harness.Gradients.Slice(parameter.Offset, parameter.Length).ToArray();
            if (IsBiasBeforeNormalization(network, parameter))
            {
                Assert.That(actual.Select(Math.Abs).Max(), Is.LessThan(1e-6), $"{parameter.Name}: normalization takes every constant away, so the gradient is only rounding");
            }
            else
            {
                AssertClose(actual, expected, parameter.Name);
            }
        }
    }

    [TestCase("lenet5", OptimizerKind.Adam)]
    [TestCase("lenet5", OptimizerKind.Sgd)]
    [TestCase("lenet5-bn", OptimizerKind.Adam)]
    [TestCase("lenet5-bn", OptimizerKind.Sgd)]
    public void Ten_steps_are_those_of_PyTorch(string name, OptimizerKind optimizer)
    {
        GoldenNetwork golden = GoldenNetwork.Read(name);
        GoldenSteps expected = optimizer == OptimizerKind.Adam ? golden.Adam : golden.Momentum;
        var options = new TrainingOptions
        {
            Epochs = 10,
            BatchSize = Batch,
            Optimizer = optimizer,
            LearningRate = optimizer == OptimizerKind.Adam ? 0.001f : 0.01f,
            Epsilon = name == "lenet5-bn" ? 1e-4f : 1e-8f,
            Schedule = LearningRateSchedule.Constant,
            Threads = 1,
        };

        using var trainer = new Trainer(CreateNetwork(name), new FixedTrainingSource(CreateImages()), null, options);
        while (!trainer.IsFinished)
        {
            trainer.RunEpoch();
        }

        TrainingResult result = trainer.GetResult();
        AssertClose([.. result.History.Epochs.Select(e => (float)e.TrainingLoss)], expected.Losses, "losses");
        for (int p = 0; p < result.Network.Parameters.Count; p++)
        {
            NetworkParameter parameter = result.Network.Parameters[p];
            float[] values = parameter.Values.ToArray();
            if (!IsBiasBeforeNormalization(result.Network, parameter))
            {
                // The others have no gradient but rounding, which Adam enlarges; what they are makes no difference.
                AssertClose(values.Length > 1000 ? [.. values.Where((_, i) => i % 4 == 0)] : values, expected.Values[p], parameter.Name);
            }
        }
    }

    private static bool IsBiasBeforeNormalization(Network network, NetworkParameter parameter) =>
        network.Definition.Name == "lenet5-bn" && parameter.Name is "conv1.bias" or "conv2.bias" or "dense1.bias" or "dense2.bias";

    private static void AssertClose(float[] actual, float[] expected, string what)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length), what);
        double scale = Math.Max(1e-6, expected.Select(Math.Abs).Max());
        double worst = actual.Zip(expected, (a, e) => Math.Abs((double)a - e)).Max();
        Assert.That(worst / scale, Is.LessThan(Tolerance), what);
    }

    private static LabeledImages CreateImages()
    {
        var generator = new GoldenGenerator(1);
        byte[] pixels = new byte[Batch * 784];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(generator.Next() >> 24);
        }

        return new LabeledImages(28, 28, 10, pixels, [.. Enumerable.Range(0, Batch).Select(i => (byte)(i % 10))]);
    }

    private static Network CreateNetwork(string name)
    {
        var generator = new GoldenGenerator(7);
        Network network = Network.Create(NetworkArchitectures.Get(name), 1);
        foreach (NetworkParameter parameter in network.Parameters.Where(p => p.IsTrained))
        {
            bool bias = parameter.Name.EndsWith("bias", StringComparison.Ordinal);
            bool gamma = !bias && parameter.Shape.Count == 1;
            double bound = bias ? 0.1 : gamma ? 0.2 : Math.Sqrt(6.0 / (parameter.Length / parameter.Shape[0]));
            foreach (ref float value in parameter.Values)
            {
                value = (float)(bound * ((2.0 * ((generator.Next() >> 8) / 16777216.0)) - 1.0)) + (gamma ? 1 : 0);
            }
        }

        return network;
    }

    /// <summary>Numerical Recipes' 32-bit linear congruential generator.</summary>
    private sealed class GoldenGenerator(uint state)
    {
        private uint _state = state;

        public uint Next() => _state = (_state * 1664525) + 1013904223;
    }

    private sealed record GoldenSteps(float[] Losses, float[][] Values);

    private sealed record GoldenNetwork(float[] Logits, float Loss, float[][] Gradients, GoldenSteps Adam, GoldenSteps Momentum)
    {
        public static GoldenNetwork Read(string wanted)
        {
            string path = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "Networks", "Golden", "pytorch_lenet5.bin.gz");
            using var reader = new BinaryReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (true)
            {
                string name = Encoding.ASCII.GetString(reader.ReadBytes(16)).TrimEnd('\0');
                Network network = Network.CreateEmpty(NetworkArchitectures.Get(name));
                var golden = new GoldenNetwork(
                    [.. Enumerable.Range(0, Batch * 10).Select(_ => reader.ReadSingle())],
                    reader.ReadSingle(),
                    [.. network.Parameters.Where(p => p.IsTrained).Select(p => ReadShort(reader, p.Length))],
                    ReadSteps(reader, network),
                    ReadSteps(reader, network));
                if (name == wanted)
                {
                    return golden;
                }
            }
        }

        private static GoldenSteps ReadSteps(BinaryReader reader, Network network) => new(
            [.. Enumerable.Range(0, 10).Select(_ => reader.ReadSingle())],
            [.. network.Parameters.Select(p => ReadShort(reader, p.Length > 1000 ? (p.Length + 3) / 4 : p.Length))]);

        private static float[] ReadShort(BinaryReader reader, int count)
        {
            float[] values = new float[count];
            byte[] bytes = reader.ReadBytes(count * 3);
            for (int i = 0; i < count; i++)
            {
                values[i] = BitConverter.Int32BitsToSingle((bytes[3 * i] << 8) | (bytes[(3 * i) + 1] << 16) | (bytes[(3 * i) + 2] << 24));
            }

            return values;
        }
    }
}
