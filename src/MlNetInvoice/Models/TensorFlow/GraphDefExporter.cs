using MlNetInvoice.Files;
using MlNetInvoice.Models.Protobuf;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.TensorFlow;

/// <summary>
/// Writes a network as a frozen TensorFlow graph (a binary <c>GraphDef</c>, weights as constants) that TensorFlow, ML.NET's <c>ScoreTensorFlowModel</c> and
/// OpenCV run: input <c>image</c> of [batch, rows, columns, channels] with ink 1 on paper 0, output <c>scores</c> of [batch, classes].
/// </summary>
/// <remarks>
/// Format: graph.proto, node_def.proto, attr_value.proto and tensor.proto of github.com/tensorflow/tensorflow. Channels stand last, as TensorFlow's
/// kernels on a processor require them; with one channel the bytes of an image are the same in either order. Batch normalization is folded.
/// </remarks>
public static class GraphDefExporter
{
    /// <summary>Name of the graph's input.</summary>
    public const string InputName = "image";

    /// <summary>Name of the graph's output.</summary>
    public const string OutputName = "scores";

    /// <summary>The graph as the bytes of a <c>.pb</c> file.</summary>
    /// <param name="network">The trained network; dropout, which does nothing in use, is left out.</param>
    public static byte[] Export(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var graph = new ProtobufWriter();
        new GraphDefWriter(graph, network.FoldNormalization()).Write();
        graph.WriteMessage(4, versions => versions.WriteInteger(1, 27));
        return graph.ToArray();
    }

    /// <summary>Writes the graph to a file, beside and then renamed.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="path">The <c>.pb</c> file; missing folders are made.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Network network, string path) => AtomicFile.Write(path, Export(network));
}
