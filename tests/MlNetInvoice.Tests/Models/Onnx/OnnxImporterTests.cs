using System.Globalization;
using MlNetInvoice.Data;
using MlNetInvoice.Models.Protobuf;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

public class OnnxImporterTests
{
    private static string PyTorchFile => Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "Models", "Onnx", "pytorch_lenet5.onnx");

    [Test]
    public void A_network_that_PyTorch_trained_and_exported_scores_as_it_does_there()
    {
        Network network = OnnxImporter.Load(PyTorchFile, NetworkArchitectures.Get("lenet5"));

        float[] expected = [.. File.ReadLines(Path.ChangeExtension(PyTorchFile, "csv")).SelectMany(line => line.Split(',')).Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        var probes = new float[16 * 784];
        for (int index = 0; index < probes.Length; index++)
        {
            int image = index / 784, place = index % 784;
            probes[index] = ((place * 37) + (place / 28 * 11) + (image * 101)) % 256 / 255f;
        }

        Assert.That(ExportedNetworks.Classify(network, probes), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void That_network_reads_the_test_images()
    {
        LabeledImages test = Mnist.LoadTest(SharedData.Require("mnist"));
        var classifier = new NetworkClassifier(OnnxImporter.Load(PyTorchFile, NetworkArchitectures.Get("lenet5")));

        var scores = new float[test.Count * 10];
        classifier.Classify(test.Pixels, scores);
        int right = Enumerable.Range(0, test.Count).Count(index => scores.AsSpan(index * 10, 10).IndexOf(scores.AsSpan(index * 10, 10).ToArray().Max()) == test.Labels[index]);

        Assert.That(right, Is.GreaterThan(9750));
    }

    [Test]
    public void A_file_for_another_architecture_is_refused_with_the_first_difference()
    {
        byte[] lenet5 = OnnxExporter.Export(ExportedNetworks.Create("lenet5"));

        Assert.That(() => OnnxImporter.Import(lenet5, NetworkArchitectures.Get("lenet5-classic")), Fails("ONNX node 2 (Relu \"relu1\") stands where \"lenet5-classic\" has sigmoid1."));
        Assert.That(() => OnnxImporter.Import(lenet5, NetworkArchitectures.Get("mlp")), Fails("ONNX node 1 (Conv \"conv1\") stands where \"mlp\" has dense1."));
        Assert.That(() => OnnxImporter.Import(lenet5, NetworkArchitectures.Get("lenet1")), Fails("ONNX node 1 (Conv \"conv1\") pads by [2, 2, 2, 2], but the layer by 0 on every side."));
        Assert.That(() => OnnxImporter.Import(lenet5, NetworkArchitectures.Get("lenet5", 26)), Fails("ONNX node 12 (Gemm \"dense3\"): tensor \"dense3.weight\" has shape [10, 84], but dense3.weight of \"lenet5\" wants [26, 84]."));
        Assert.That(() => OnnxImporter.Import(lenet5, NetworkArchitectures.Get("lenet5", 10, 32, 32)), Fails("The ONNX graph's input \"image\" is [-1, 1, 28, 28], but \"lenet5\" takes [batch, 1, 32, 32]."));
        Assert.That(() => OnnxImporter.Import(File.ReadAllBytes(PyTorchFile)), Fails("The ONNX file does not say which network it is; name the architecture whose weights it holds."));
    }

    [Test]
    public void A_graph_that_ends_early_or_goes_on_is_refused()
    {
        byte[] small = OnnxExporter.Export(ExportedNetworks.Create("softmax"));
        var longer = new NetworkDefinition("longer", new LayerShape(1, 28, 28), 10, [new Dense(10), new Dense(10)]);
        byte[] large = OnnxExporter.Export(Network.Create(longer, 1));

        Assert.That(() => OnnxImporter.Import(large, NetworkArchitectures.Get("softmax")), Fails("ONNX node 3 (Gemm \"dense2\") stands after the last layer of \"softmax\"."));
        Assert.That(() => OnnxImporter.Import(small, longer), Fails("ONNX node 3 (Softmax \"softmax\") stands where \"longer\" has dense2."));
    }

    [Test]
    public void A_dense_layer_may_be_a_product_and_a_sum_with_the_weights_turned()
    {
        var definition = new NetworkDefinition("two", new LayerShape(1, 1, 3), 2, [new Dense(2)]);
        byte[] file = Model(graph =>
        {
            Node(graph, "Flatten", ["x"], "flat");
            Node(graph, "MatMul", ["flat", "w"], "product");
            Node(graph, "Add", ["b", "product"], "y");
            Tensor(graph, "w", [3, 2], [1, 2, 3, 4, 5, 6]);
            Tensor(graph, "b", [2], [7, 8]);
        });

        Network network = OnnxImporter.Import(file, definition);

        Assert.That(network.Values.ToArray(), Is.EqualTo(new float[] { 1, 3, 5, 2, 4, 6, 7, 8 }));
    }

    [Test]
    public void What_cannot_be_computed_here_is_refused_not_ignored()
    {
        var dense = new NetworkDefinition("two", new LayerShape(1, 1, 3), 2, [new Dense(2)]);

        Assert.That(() => OnnxImporter.Import(Model(graph => Node(graph, "Erf", ["x"], "y")), dense), Fails("ONNX node 1 (Erf): this operation is none of a network's layers."));
        Assert.That(() => OnnxImporter.Import(Model(graph => Node(graph, "Gemm", ["x", "w"], "y")), dense), Fails("ONNX node 1 (Gemm) has no constant for dense1.weight; its input 2 must be an initializer."));
        Assert.That(() => OnnxImporter.Import(Model(graph =>
        {
            Node(graph, "Relu", ["x"], "a");
            Node(graph, "Tanh", ["x"], "b");
        }), dense), Fails("The ONNX graph branches at \"x\" into node 1 (Relu) and node 2 (Tanh); only plain chains of layers are imported."));
        Assert.That(() => OnnxImporter.Import(Model(graph =>
        {
            Node(graph, "MatMul", ["x", "w"], "y");
            Tensor(graph, "w", [3, 2], [1, 2, 3, 4, 5, float.NaN]);
        }), dense), Fails("Tensor \"w\": value 5 is NaN; weights must be finite."));
        Assert.That(() => OnnxImporter.Import(Model(graph =>
        {
            Node(graph, "MatMul", ["x", "w"], "y");
            Tensor(graph, "w", [3, 2], [1, 2]);
        }), dense), Fails("Tensor \"w\" of shape [3, 2] holds 8 bytes, but 24 belong to it."));
    }

    [Test]
    public void A_small_file_cannot_ask_for_a_large_network()
    {
        var large = new NetworkDefinition("large", new LayerShape(1, 28, 28), 10, [new Dense(16384), new Dense(3000), new Dense(10)]);
        byte[] file = Model(_ => { }, large.ToJson());

        Assert.That(() => OnnxImporter.Import(file), Fails($"The ONNX file has {file.Length} bytes, too few for the 62046450 weights of \"large\"."));
    }

    [Test]
    public void Bytes_that_are_no_model_are_refused()
    {
        Assert.That(() => OnnxImporter.Import(default), Fails("The ONNX file has 0 bytes, but must have 1 to 536870912."));
        Assert.That(() => OnnxImporter.Import(new byte[] { 0x08, 0x07 }), Fails("This is no ONNX model: it has no graph."));
        Assert.That(() => OnnxImporter.Import("PK\u0003\u0004"u8.ToArray()), Throws.TypeOf<InvalidModelException>());
    }

    [Test]
    public void A_damaged_file_gives_a_network_or_a_named_fault_and_nothing_else()
    {
        byte[] whole = OnnxExporter.Export(ExportedNetworks.Create("lenet1"), new OnnxExportOptions { FoldNormalization = false });
        var random = new Random(4);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = round % 3 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int change = 0; change < round % 3 * 2; change++)
            {
                // Most of the file is weights: damage the structure, which lies before and after them, more often.
                int place = random.Next(4) == 0 ? random.Next(damaged.Length) : random.Next(2) == 0 ? random.Next(1200) : damaged.Length - 1 - random.Next(1500);
                damaged[place] = (byte)random.Next(256);
            }

            try
            {
                Assert.That(OnnxImporter.Import(damaged).Values.Length, Is.GreaterThan(0));
            }
            catch (InvalidModelException fault)
            {
                Assert.That(fault.Message, Does.EndWith(".").Or.Contain("Path:"));
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(1500, 3000));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Fails(string message) => Throws.TypeOf<InvalidModelException>().With.Message.EqualTo(message);

    private static byte[] Model(Action<ProtobufWriter> writeGraph, string? definition = null)
    {
        var model = new ProtobufWriter();
        model.WriteInteger(1, 7);
        model.WriteMessage(7, graph =>
        {
            writeGraph(graph);
            graph.WriteMessage(11, value => value.WriteString(1, "x"));
        });
        if (definition is not null)
        {
            model.WriteMessage(14, entry =>
            {
                entry.WriteString(1, "mlnetinvoice.definition");
                entry.WriteString(2, definition);
            });
        }

        return model.ToArray();
    }

    private static void Node(ProtobufWriter graph, string operation, string[] inputs, string output) => graph.WriteMessage(1, node =>
    {
        foreach (string input in inputs)
        {
            node.WriteString(1, input);
        }

        node.WriteString(2, output);
        node.WriteString(4, operation);
    });

    private static void Tensor(ProtobufWriter graph, string name, long[] sizes, float[] values) => graph.WriteMessage(5, tensor =>
    {
        tensor.WritePacked(1, sizes);
        tensor.WriteInteger(2, 1);
        tensor.WriteString(8, name);
        tensor.WriteFloatBytes(9, values);
    });
}
