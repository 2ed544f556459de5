using MlNetInvoice.Models.Protobuf;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.TensorFlow;

/// <summary>Writes the layers of a network as a chain of TensorFlow nodes, channels last.</summary>
internal sealed class GraphDefWriter(ProtobufWriter graph, Network network)
{
    private const int FloatType = 1;
    private const int IntegerType = 3;

    private readonly NetworkDefinition _definition = network.Definition;
    private string _current = GraphDefExporter.InputName;
    private bool _isFlat;

    public void Write()
    {
        LayerShape input = _definition.Input;
        WriteNode("Placeholder", _current, [], ("dtype", value => value.WriteInteger(6, FloatType)), ("shape", value => value.WriteMessage(7, shape => WriteShape(shape, [-1, input.Rows, input.Columns, input.Channels]))));
        for (int index = 0; index < _definition.Layers.Count; index++)
        {
            WriteLayer(index);
        }

        Flatten(_definition.Shapes[^1]);
        Chain("Softmax", GraphDefExporter.OutputName);
    }

    private void WriteLayer(int index)
    {
        string name = _definition.LayerNames[index];
        LayerShape input = _definition.InputOf(index);
        switch (_definition.Layers[index])
        {
            case Convolution2D convolution:
                Unflatten(input);
                WriteConvolution(name, convolution, input);
                break;
            case MaxPooling pooling:
                Unflatten(input);
                WritePooling("MaxPool", name, pooling.Size, pooling.Step);
                break;
            case AveragePooling pooling:
                Unflatten(input);
                WritePooling("AvgPool", name, pooling.Size, pooling.Step);
                break;
            case BatchNormalization normalization:
                WriteNormalization(name, normalization, input);
                break;
            case Dense dense:
                WriteDense(name, dense, input);
                break;
            case Dropout:
                break;
            case Relu:
                Chain("Relu", name);
                break;
            case Sigmoid:
                Chain("Sigmoid", name);
                break;
            case Tanh:
                Chain("Tanh", name);
                break;
            case LayerDefinition layer:
                throw new NotSupportedException($"Layer {name} ({layer.Kind}) has no TensorFlow form.");
        }
    }

    /// <summary>Kernels change from [output, input, row, column] to [row, column, input, output].</summary>
    private void WriteConvolution(string name, Convolution2D convolution, LayerShape input)
    {
        bool same = convolution.Kernel % 2 == 1 && convolution.Padding == convolution.Kernel / 2;
        if (convolution.Padding > 0 && !same)
        {
            int pad = convolution.Padding;
            WriteIntegers($"{name}/paddings", [4, 2], [0, 0, pad, pad, pad, pad, 0, 0]);
            Chain("Pad", $"{name}/pad", [$"{name}/paddings"], ("Tpaddings", value => value.WriteInteger(6, IntegerType)));
        }

        int kernel = convolution.Kernel;
        ReadOnlySpan<float> weights = network.GetParameter($"{name}.weight").Values;
        float[] turned = new float[weights.Length];
        for (int output = 0, source = 0; output < convolution.Maps; output++)
        {
            for (int channel = 0; channel < input.Channels; channel++)
            {
                for (int cell = 0; cell < kernel * kernel; cell++, source++)
                {
                    turned[(((cell * input.Channels) + channel) * convolution.Maps) + output] = weights[source];
                }
            }
        }

        WriteFloats($"{name}/weight", [kernel, kernel, input.Channels, convolution.Maps], turned);
        WriteFloats($"{name}/bias", [convolution.Maps], network.GetParameter($"{name}.bias").Values);
        Chain("Conv2D", $"{name}/convolution", [$"{name}/weight"], List("strides", 1, 1, 1, 1), Text("padding", same ? "SAME" : "VALID"), Text("data_format", "NHWC"));
        Chain("BiasAdd", name, [$"{name}/bias"], Text("data_format", "NHWC"));
    }

    private void WritePooling(string operation, string name, int size, int step) =>
        Chain(operation, name, [], List("ksize", 1, size, size, 1), List("strides", 1, step, step, 1), Text("padding", "VALID"), Text("data_format", "NHWC"));

    /// <summary>A normalization that follows no layer it could be folded into. OpenCV knows it on maps only; on a vector it is a product with a diagonal matrix.</summary>
    private void WriteNormalization(string name, BatchNormalization normalization, LayerShape input)
    {
        if (!_isFlat)
        {
            string[] roles = ["weight", "bias", "running_mean", "running_var"];
            foreach (string role in roles)
            {
                WriteFloats($"{name}/{role}", [input.Channels], network.GetParameter($"{name}.{role}").Values);
            }

            Chain("FusedBatchNormV3", name, [.. roles.Select(role => $"{name}/{role}")], ("U", value => value.WriteInteger(6, FloatType)),
                ("epsilon", value => value.WriteFloat(4, normalization.Epsilon)), Text("data_format", "NHWC"), Flag("is_training"));
            return;
        }

        float[] diagonal = new float[input.Channels * input.Channels], summands = new float[input.Channels];
        for (int channel = 0; channel < input.Channels; channel++)
        {
            double root = Math.Sqrt(network.GetParameter($"{name}.running_var").Values[channel] + (double)normalization.Epsilon);
            double factor = network.GetParameter($"{name}.weight").Values[channel] / root;
            diagonal[channel * (input.Channels + 1)] = (float)factor;
            summands[channel] = (float)(network.GetParameter($"{name}.bias").Values[channel] - (factor * network.GetParameter($"{name}.running_mean").Values[channel]));
        }

        WriteFloats($"{name}/factor", [input.Channels, input.Channels], diagonal);
        WriteFloats($"{name}/summand", [input.Channels], summands);
        Chain("MatMul", $"{name}/scaled", [$"{name}/factor"], Flag("transpose_a"), Flag("transpose_b"));
        Chain("BiasAdd", name, [$"{name}/summand"], Text("data_format", "NHWC"));
    }

    /// <summary>Weights change from [unit, input] to [input, unit], their inputs from the order channel, row, column to row, column, channel.</summary>
    private void WriteDense(string name, Dense dense, LayerShape input)
    {
        Flatten(input);
        ReadOnlySpan<float> weights = network.GetParameter($"{name}.weight").Values;
        float[] turned = new float[weights.Length];
        int cells = input.Rows * input.Columns;
        for (int unit = 0, source = 0; unit < dense.Units; unit++)
        {
            for (int channel = 0; channel < input.Channels; channel++)
            {
                for (int cell = 0; cell < cells; cell++, source++)
                {
                    turned[(((cell * input.Channels) + channel) * dense.Units) + unit] = weights[source];
                }
            }
        }

        WriteFloats($"{name}/weight", [input.Length, dense.Units], turned);
        WriteFloats($"{name}/bias", [dense.Units], network.GetParameter($"{name}.bias").Values);
        Chain("MatMul", $"{name}/product", [$"{name}/weight"], Flag("transpose_a"), Flag("transpose_b"));
        Chain("BiasAdd", name, [$"{name}/bias"], Text("data_format", "NHWC"));
    }

    private void Flatten(LayerShape shape)
    {
        if (!_isFlat)
        {
            Reshape("flat", [-1, shape.Length]);
            _isFlat = true;
        }
    }

    private void Unflatten(LayerShape shape)
    {
        if (_isFlat)
        {
            Reshape("maps", [-1, 1, 1, shape.Channels]);
            _isFlat = false;
        }
    }

    private void Reshape(string suffix, int[] sizes)
    {
        string name = $"{_current}/{suffix}";
        WriteIntegers($"{name}/shape", [sizes.Length], sizes);
        Chain("Reshape", name, [$"{name}/shape"], ("Tshape", value => value.WriteInteger(6, IntegerType)));
    }

    private void WriteFloats(string name, int[] sizes, ReadOnlySpan<float> values)
    {
        var content = new ProtobufWriter();
        content.WriteFloatBytes(4, values);
        WriteConstant(name, FloatType, sizes, content.ToArray());
    }

    private void WriteIntegers(string name, int[] sizes, int[] values)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (int index = 0; index < values.Length; index++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(index * sizeof(int)), values[index]);
        }

        var content = new ProtobufWriter();
        content.WriteBytes(4, bytes);
        WriteConstant(name, IntegerType, sizes, content.ToArray());
    }

    /// <param name="name">Name of the node.</param>
    /// <param name="type">Type of the values.</param>
    /// <param name="sizes">Shape of the tensor.</param>
    /// <param name="content">The field <c>tensor_content</c>, already in the wire format.</param>
    private void WriteConstant(string name, int type, int[] sizes, byte[] content) => WriteNode(
        "Const", name, [],
        ("dtype", value => value.WriteInteger(6, type)),
        ("value", value => value.WriteMessage(8, tensor =>
        {
            tensor.WriteInteger(1, type);
            tensor.WriteMessage(2, shape => WriteShape(shape, sizes));
            tensor.WriteFields(content);
        })));

    /// <summary>A node on floats whose first input is the node before.</summary>
    private void Chain(string operation, string name, string[]? furtherInputs = null, params (string Name, Action<ProtobufWriter> Write)[] attributes)
    {
        WriteNode(operation, name, [_current, .. furtherInputs ?? []], [("T", value => value.WriteInteger(6, FloatType)), .. attributes]);
        _current = name;
    }

    private void WriteNode(string operation, string name, string[] inputs, params (string Name, Action<ProtobufWriter> Write)[] attributes) => graph.WriteMessage(1, node =>
    {
        node.WriteString(1, name);
        node.WriteString(2, operation);
        foreach (string input in inputs)
        {
            node.WriteString(3, input);
        }

        foreach (var (attribute, write) in attributes)
        {
            node.WriteMessage(5, entry =>
            {
                entry.WriteString(1, attribute);
                entry.WriteMessage(2, write);
            });
        }
    });

    private static void WriteShape(ProtobufWriter shape, int[] sizes)
    {
        foreach (int size in sizes)
        {
            shape.WriteMessage(2, dimension => dimension.WriteInteger(1, size));
        }
    }

    private static (string Name, Action<ProtobufWriter> Write) Text(string name, string text) => (name, value => value.WriteString(2, text));

    private static (string Name, Action<ProtobufWriter> Write) Flag(string name) => (name, value => value.WriteInteger(5, 0));

    private static (string Name, Action<ProtobufWriter> Write) List(string name, params long[] numbers) =>
        (name, value => value.WriteMessage(1, list => list.WritePacked(3, numbers)));
}
