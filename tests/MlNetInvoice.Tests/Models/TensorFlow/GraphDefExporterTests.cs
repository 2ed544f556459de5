using MlNetInvoice.Models.Protobuf;

namespace MlNetInvoice.Models.TensorFlow;

public class GraphDefExporterTests
{
    [Test]
    public void The_graph_is_a_chain_from_image_to_scores_with_weights_as_constants()
    {
        string[] nodes = ListNodes(GraphDefExporter.Export(ExportedNetworks.Create("lenet5-bn")));

        Assert.That(nodes.Where(node => !node.StartsWith("Const", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "Placeholder image", "Conv2D conv1/convolution", "BiasAdd conv1", "Relu relu1", "MaxPool maxpool1", "Conv2D conv2/convolution", "BiasAdd conv2", "Relu relu2", "MaxPool maxpool2",
            "Reshape maxpool2/flat", "MatMul dense1/product", "BiasAdd dense1", "Relu relu3", "MatMul dense2/product", "BiasAdd dense2", "Relu relu4", "MatMul dense3/product", "BiasAdd dense3", "Softmax scores",
        }));
        Assert.That(nodes.Where(node => node.StartsWith("Const conv1", StringComparison.Ordinal)), Is.EqualTo(new[] { "Const conv1/weight", "Const conv1/bias" }));
    }

    [Test]
    public void A_normalization_that_cannot_be_folded_stays_and_dropout_goes()
    {
        string[] nodes = ListNodes(GraphDefExporter.Export(ExportedNetworks.Create("unusual")));

        Assert.That(nodes.Where(node => node.Contains("bn", StringComparison.Ordinal) && !node.StartsWith("Const", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "FusedBatchNormV3 bn1", "FusedBatchNormV3 bn2", "MatMul bn3/scaled", "BiasAdd bn3" }));
        Assert.That(nodes.Where(node => node.Contains("dropout", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public void Save_writes_the_same_bytes_on_every_run()
    {
        using var folder = new TemporaryFolder();

        GraphDefExporter.Save(ExportedNetworks.Create("lenet1"), folder.File("lenet1.pb"));

        Assert.That(File.ReadAllBytes(folder.File("lenet1.pb")), Is.EqualTo(GraphDefExporter.Export(ExportedNetworks.Create("lenet1"))));
    }

    private static string[] ListNodes(byte[] file)
    {
        var found = new List<string>();
        var graph = new ProtobufReader(file, "graph");
        while (graph.Next())
        {
            if (graph.Field != 1)
            {
                graph.Skip();
                continue;
            }

            ProtobufReader node = graph.ReadMessage("node");
            node.Next();
            string name = node.ReadString();
            node.Next();
            found.Add($"{node.ReadString()} {name}");
        }

        return [.. found];
    }
}
