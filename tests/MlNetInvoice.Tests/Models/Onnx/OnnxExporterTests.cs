using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

public class OnnxExporterTests
{
    [TestCaseSource(typeof(ExportedNetworks), nameof(ExportedNetworks.Names))]
    public void What_is_exported_unfolded_comes_back_bit_for_bit(string name)
    {
        Network network = ExportedNetworks.Create(name);

        Network back = OnnxImporter.Import(OnnxExporter.Export(network, new OnnxExportOptions { FoldNormalization = false }));

        Assert.That(back.Definition.ToJson(), Is.EqualTo(network.Definition.ToJson()));
        Assert.That(back.Values.ToArray(), Is.EqualTo(network.Values.ToArray()));
    }

    [TestCaseSource(typeof(ExportedNetworks), nameof(ExportedNetworks.Names))]
    public void What_is_exported_folded_scores_the_same(string name)
    {
        Network network = ExportedNetworks.Create(name);
        float[] images = ExportedNetworks.CreateImages(8);

        Network back = OnnxImporter.Import(OnnxExporter.Export(network));

        Assert.That(ExportedNetworks.Classify(back, images), Is.EqualTo(ExportedNetworks.Classify(network, images)).Within(1e-6));
    }

    [Test]
    public void The_file_names_input_nodes_weights_and_metadata()
    {
        var options = new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["mlnetinvoice.normalizer"] = "{\"style\":\"mnist\"}" } };

        OnnxGraph graph = OnnxModelReader.Read(OnnxExporter.Export(ExportedNetworks.Create("lenet5"), options));

        Assert.That(graph.Inputs.Select(value => $"{value.Name} [{string.Join(", ", value.Sizes)}]"), Is.EqualTo(new[] { "image [-1, 1, 28, 28]" }));
        Assert.That(graph.Nodes.Select(node => $"{node.Operation} {node.Name}"), Is.EqualTo(new[]
        {
            "Conv conv1", "Relu relu1", "MaxPool maxpool1", "Conv conv2", "Relu relu2", "MaxPool maxpool2", "Flatten flatten_maxpool2",
            "Gemm dense1", "Relu relu3", "Gemm dense2", "Relu relu4", "Gemm dense3", "Softmax softmax",
        }));
        Assert.That(graph.Nodes[^1].Outputs, Is.EqualTo(new[] { "scores" }));
        Assert.That(graph.Tensors.Keys, Is.EqualTo(new[] { "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias", "dense3.weight", "dense3.bias" }));
        Assert.That(graph.Metadata["mlnetinvoice.architecture"], Is.EqualTo("lenet5"));
        Assert.That(graph.Metadata["mlnetinvoice.input"], Is.EqualTo("image: float32 [batch, 1, 28, 28], ink 1.0 on paper 0.0"));
        Assert.That(graph.Metadata["mlnetinvoice.normalizer"], Is.EqualTo("{\"style\":\"mnist\"}"));
    }

    [Test]
    public void Options_have_their_defaults_and_the_softmax_can_be_left_out()
    {
        var options = new OnnxExportOptions();
        OnnxGraph graph = OnnxModelReader.Read(OnnxExporter.Export(ExportedNetworks.Create("softmax"), new OnnxExportOptions { Softmax = false }));

        Assert.That((options.FoldNormalization, options.Softmax, options.Metadata.Count), Is.EqualTo((true, true, 0)));
        Assert.That(graph.Nodes.Select(node => node.Operation), Is.EqualTo(new[] { "Flatten", "Gemm", "Identity" }));
    }

    [Test]
    public void Too_much_metadata_is_refused()
    {
        var options = new OnnxExportOptions { Metadata = Enumerable.Range(0, 65).ToDictionary(index => $"key{index}", _ => "") };

        Assert.That(() => OnnxExporter.Export(ExportedNetworks.Create("softmax"), options),
            Throws.ArgumentException.With.Message.EqualTo("An ONNX file takes at most 64 entries of metadata, but there are 65. (Parameter 'options')"));
    }

    [Test]
    public void Save_writes_the_same_bytes_on_every_run()
    {
        using var folder = new TemporaryFolder();

        OnnxExporter.Save(ExportedNetworks.Create("lenet1"), folder.File("a/lenet1.onnx"));

        Assert.That(File.ReadAllBytes(folder.File("a/lenet1.onnx")), Is.EqualTo(OnnxExporter.Export(ExportedNetworks.Create("lenet1"))));
        Assert.That(OnnxImporter.Load(folder.File("a/lenet1.onnx")).Definition.Name, Is.EqualTo("lenet1"));
    }
}
