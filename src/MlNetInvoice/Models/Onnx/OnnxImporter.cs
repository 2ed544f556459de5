using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

/// <summary>
/// Takes the weights of a network from an ONNX file that was written by this library, PyTorch or another framework. The file's graph must compute the same
/// layers in the same order as the definition, with the channels first; dropout, flattening and a closing softmax are passed over, and batch
/// normalization that the writer folded away becomes the identity.
/// </summary>
public static class OnnxImporter
{
    /// <summary>Imports weights.</summary>
    /// <param name="file">The whole <c>.onnx</c> file, at most 512 MiB; weights in other files are not followed.</param>
    /// <param name="definition">What the file's graph is expected to compute, or null where this library wrote the file, which then says so itself.</param>
    /// <exception cref="InvalidModelException">The file is damaged, computes something else, or has weights that do not fit; the message says where.</exception>
    public static Network Import(ReadOnlyMemory<byte> file, NetworkDefinition? definition = null)
    {
        OnnxGraph graph = OnnxModelReader.Read(file);
        return new OnnxLayerMatcher(graph, definition ?? ReadDefinition(graph, file.Length)).Match();
    }

    /// <summary>Imports weights from a file.</summary>
    /// <param name="path">The <c>.onnx</c> file.</param>
    /// <param name="definition">As for the other overload.</param>
    /// <exception cref="InvalidModelException">As for the other overload; also where the file is too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Network Load(string path, NetworkDefinition? definition = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long length = new FileInfo(path).Length;
        if (length > OnnxModelReader.MaximumFileBytes)
        {
            throw new InvalidModelException($"The ONNX file has {length} bytes, but must have 1 to {OnnxModelReader.MaximumFileBytes}.");
        }

        return Import(File.ReadAllBytes(path), definition);
    }

    /// <summary>The definition in the file's own words; a small file must not make the reader allocate a large network.</summary>
    private static NetworkDefinition ReadDefinition(OnnxGraph graph, int fileLength)
    {
        if (!graph.Metadata.TryGetValue("mlnetinvoice.definition", out string? json))
        {
            throw new InvalidModelException("The ONNX file does not say which network it is; name the architecture whose weights it holds.");
        }

        NetworkDefinition definition = NetworkDefinition.Parse(json);
        long weights = Enumerable.Range(0, definition.Layers.Count).Where(layer => definition.Layers[layer] is Convolution2D or Dense).Sum(definition.WeightsOf);
        return weights * sizeof(float) <= fileLength
            ? definition
            : throw new InvalidModelException($"The ONNX file has {fileLength} bytes, too few for the {weights} weights of \"{definition.Name}\".");
    }
}
