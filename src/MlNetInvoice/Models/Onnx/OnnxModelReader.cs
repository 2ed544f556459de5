using MlNetInvoice.Models.Protobuf;

namespace MlNetInvoice.Models.Onnx;

/// <summary>Parses an ONNX file. Every count and length has a cap, nothing is allocated by what a number in the file says, and weights are slices of the file.</summary>
internal sealed class OnnxModelReader
{
    public const int MaximumFileBytes = 512 * 1024 * 1024;
    private const int MaximumNodes = 4096;
    private const int MaximumNames = 64;
    private const int MaximumDimensions = 8;
    private const int MaximumMetadataBytes = 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, OnnxTensor> _tensors = [];
    private readonly List<OnnxValue> _inputs = [];
    private readonly Dictionary<string, string> _metadata = [];
    private bool _hasGraph;

    private OnnxModelReader(ReadOnlyMemory<byte> file) => _file = file;

    public static OnnxGraph Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length is 0 or > MaximumFileBytes)
        {
            throw new InvalidModelException($"The ONNX file has {file.Length} bytes, but must have 1 to {MaximumFileBytes}.");
        }

        return new OnnxModelReader(file).ReadModel();
    }

    private OnnxGraph ReadModel()
    {
        var model = new ProtobufReader(_file.Span, "ONNX model");
        long version = 0;
        while (model.Next())
        {
            switch (model.Field)
            {
                case 1:
                    version = model.ReadInteger();
                    if (version is < 3 or > 64)
                    {
                        throw model.Fault($"the IR version is {version}, but must be 3 or later.");
                    }

                    break;
                case 7 when _hasGraph:
                    throw model.Fault("there is a second graph.");
                case 7:
                    _hasGraph = true;
                    ReadGraph(model.ReadMessage("ONNX graph"));
                    break;
                case 14:
                    ReadMetadata(model.ReadMessage("ONNX metadata"));
                    break;
                default:
                    model.Skip();
                    break;
            }
        }

        if (version == 0 || !_hasGraph)
        {
            throw new InvalidModelException($"This is no ONNX model: it has no {(version == 0 ? "IR version" : "graph")}.");
        }

        return new OnnxGraph(_nodes, _tensors, _inputs, _metadata);
    }

    private void ReadGraph(ProtobufReader graph)
    {
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    Limit(graph, _nodes.Count, MaximumNodes, "nodes");
                    _nodes.Add(ReadNode(graph.ReadMessage("ONNX node")));
                    break;
                case 5:
                    Limit(graph, _tensors.Count, MaximumNodes, "initializers");
                    OnnxTensor tensor = ReadTensor(graph.ReadMessage("ONNX initializer"));
                    if (!_tensors.TryAdd(tensor.Name, tensor))
                    {
                        throw graph.Fault($"there are two initializers \"{tensor.Name}\".");
                    }

                    break;
                case 11:
                    Limit(graph, _inputs.Count, MaximumNodes, "inputs");
                    _inputs.Add(ReadValue(graph.ReadMessage("ONNX input")));
                    break;
                default:
                    graph.Skip();
                    break;
            }
        }
    }

    private OnnxNode ReadNode(ProtobufReader node)
    {
        string name = "", operation = "";
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        while (node.Next())
        {
            switch (node.Field)
            {
                case 1:
                    Limit(node, inputs.Count, MaximumNames, "inputs");
                    inputs.Add(node.ReadString());
                    break;
                case 2:
                    Limit(node, outputs.Count, MaximumNames, "outputs");
                    outputs.Add(node.ReadString());
                    break;
                case 3:
                    name = node.ReadString();
                    break;
                case 4:
                    operation = node.ReadString();
                    break;
                case 5:
                    Limit(node, attributes.Count, MaximumNames, "attributes");
                    attributes.Add(ReadAttribute(node.ReadMessage("ONNX attribute")));
                    break;
                default:
                    node.Skip();
                    break;
            }
        }

        return new OnnxNode(_nodes.Count, operation, name, inputs, outputs, attributes);
    }

    private OnnxAttribute ReadAttribute(ProtobufReader attribute)
    {
        string name = "", text = "";
        long integer = 0;
        float number = 0;
        List<long> integers = [];
        OnnxTensor? tensor = null;
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 1:
                    name = attribute.ReadString();
                    break;
                case 2:
                    number = attribute.ReadFloat();
                    break;
                case 3:
                    integer = attribute.ReadInteger();
                    break;
                case 4:
                    text = attribute.ReadString();
                    break;
                case 5:
                    tensor = ReadTensor(attribute.ReadMessage("ONNX tensor"));
                    break;
                case 8:
                    attribute.ReadIntegers(integers, MaximumNames);
                    break;
                default:
                    attribute.Skip();
                    break;
            }
        }

        return new OnnxAttribute(name, integer, number, integers, text, tensor);
    }

    private OnnxTensor ReadTensor(ProtobufReader tensor)
    {
        string name = "";
        long type = 0;
        bool isExternal = false;
        List<long> sizes = [];
        ReadOnlyMemory<byte> content = default;
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1:
                    tensor.ReadIntegers(sizes, MaximumDimensions);
                    break;
                case 2:
                    type = tensor.ReadInteger();
                    break;
                case 8:
                    name = tensor.ReadString();
                    break;
                case 4 or 9:
                    int length = tensor.ReadBytes().Length;
                    content = _file.Slice(tensor.StartOf(length), length);
                    break;
                case 14:
                    isExternal = tensor.ReadInteger() != 0;
                    break;
                default:
                    tensor.Skip();
                    break;
            }
        }

        return new OnnxTensor(name, type, sizes, content, isExternal);
    }

    private static OnnxValue ReadValue(ProtobufReader value)
    {
        string name = "";
        List<long> sizes = [];
        while (value.Next())
        {
            if (value.Field == 1)
            {
                name = value.ReadString();
            }
            else if (value.Field == 2)
            {
                ReadType(value.ReadMessage("ONNX type"), sizes);
            }
            else
            {
                value.Skip();
            }
        }

        return new OnnxValue(name, sizes);
    }

    /// <summary>Type → tensor type → shape → dimensions; each level is one field inside the last.</summary>
    private static void ReadType(ProtobufReader type, List<long> sizes)
    {
        while (type.Next())
        {
            if (type.Field != 1 || type.Type != ProtobufWireType.LengthDelimited)
            {
                type.Skip();
                continue;
            }

            ProtobufReader tensor = type.ReadMessage("ONNX tensor type");
            while (tensor.Next())
            {
                if (tensor.Field != 2)
                {
                    tensor.Skip();
                    continue;
                }

                ProtobufReader shape = tensor.ReadMessage("ONNX shape");
                while (shape.Next())
                {
                    if (shape.Field != 1)
                    {
                        shape.Skip();
                        continue;
                    }

                    Limit(shape, sizes.Count, MaximumDimensions, "dimensions");
                    sizes.Add(ReadDimension(shape.ReadMessage("ONNX dimension")));
                }
            }
        }
    }

    private static long ReadDimension(ProtobufReader dimension)
    {
        long size = -1;
        while (dimension.Next())
        {
            if (dimension.Field == 1)
            {
                size = dimension.ReadInteger();
            }
            else
            {
                dimension.Skip();
            }
        }

        return size;
    }

    private void ReadMetadata(ProtobufReader entry)
    {
        string key = "", value = "";
        while (entry.Next())
        {
            if (entry.Field == 1)
            {
                key = entry.ReadString();
            }
            else if (entry.Field == 2)
            {
                value = entry.ReadString(MaximumMetadataBytes);
            }
            else
            {
                entry.Skip();
            }
        }

        Limit(entry, _metadata.Count, MaximumNames * 4, "metadata entries");
        _metadata[key] = value;
    }

    private static void Limit(ProtobufReader reader, int count, int maximum, string what)
    {
        if (count == maximum)
        {
            throw reader.Fault($"there are more than {maximum} {what}.");
        }
    }
}
