using MlNetInvoice.Files;
using MlNetInvoice.Models.Protobuf;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

/// <summary>
/// Writes a network as an ONNX model (IR version 7, operator set 13) that ONNX Runtime, OpenCV and others run: input <c>image</c> of
/// [batch, channels, rows, columns] with ink 1 on paper 0, output <c>scores</c> of [batch, classes].
/// </summary>
/// <remarks>Format: onnx.proto3 of github.com/onnx/onnx. Nodes bear the layers' names, weights those of the network's parameters.</remarks>
public static class OnnxExporter
{
    /// <summary>Name of the graph's input.</summary>
    public const string InputName = "image";

    /// <summary>Name of the graph's output.</summary>
    public const string OutputName = "scores";

    internal const int IrVersion = 7;
    internal const int OperatorSet = 13;

    /// <summary>The model as the bytes of an <c>.onnx</c> file.</summary>
    /// <param name="network">The trained network; dropout, which does nothing in use, is left out.</param>
    /// <param name="options">How it is written, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There is too much metadata.</exception>
    public static byte[] Export(Network network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new OnnxExportOptions();
        if (options.Metadata.Count > 64)
        {
            throw new ArgumentException($"An ONNX file takes at most 64 entries of metadata, but there are {options.Metadata.Count}.", nameof(options));
        }

        Network written = options.FoldNormalization ? network.FoldNormalization() : network;
        var model = new ProtobufWriter();
        model.WriteInteger(1, IrVersion);
        model.WriteString(2, "MlNetInvoice");
        model.WriteString(3, typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "");
        model.WriteMessage(7, graph => new OnnxGraphWriter(graph, written, options.Softmax).Write());
        model.WriteMessage(8, operators => operators.WriteInteger(2, OperatorSet));
        foreach ((string key, string value) in DescribeInput(network.Definition).Concat(options.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)))
        {
            model.WriteMessage(14, entry =>
            {
                entry.WriteString(1, key);
                entry.WriteString(2, value);
            });
        }

        return model.ToArray();
    }

    /// <summary>The model as the bytes of an <c>.onnx</c> file, whose metadata name the classes and the normaliser's parameters.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="options">How it is written, or null for the defaults; its metadata go before those of the model.</param>
    /// <exception cref="ArgumentException">There is too much metadata.</exception>
    public static byte[] Export(TrainedModel model, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxExportOptions();
        var metadata = new Dictionary<string, string>(OnnxMetadata.Describe(model.Manifest));
        foreach ((string key, string value) in options.Metadata)
        {
            metadata[key] = value;
        }

        return Export(model.Network, options with { Metadata = metadata });
    }

    /// <inheritdoc cref="Save(Network, string, OnnxExportOptions?)"/>
    /// <param name="model">The trained model, whose classes and normaliser are written too.</param>
    /// <param name="path">The <c>.onnx</c> file; missing folders are made.</param>
    /// <param name="options">How it is written, or null for the defaults.</param>
    public static void Save(TrainedModel model, string path, OnnxExportOptions? options = null) => AtomicFile.Write(path, Export(model, options));

    /// <summary>Writes the model to a file, beside and then renamed.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="path">The <c>.onnx</c> file; missing folders are made.</param>
    /// <param name="options">How it is written, or null for the defaults.</param>
    /// <exception cref="ArgumentException">There is too much metadata.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Network network, string path, OnnxExportOptions? options = null) => AtomicFile.Write(path, Export(network, options));

    private static IEnumerable<KeyValuePair<string, string>> DescribeInput(NetworkDefinition definition) =>
    [
        new("mlnetinvoice.architecture", definition.Name),
        new("mlnetinvoice.definition", definition.ToJson()),
        new("mlnetinvoice.input", $"{InputName}: float32 [batch, {definition.Input.Channels}, {definition.Input.Rows}, {definition.Input.Columns}], ink 1.0 on paper 0.0"),
    ];
}
