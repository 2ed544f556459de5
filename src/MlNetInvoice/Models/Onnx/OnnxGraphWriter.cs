using MlNetInvoice.Models.Protobuf;
using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

/// <summary>Writes the layers of a network as a chain of ONNX nodes.</summary>
internal sealed class OnnxGraphWriter(ProtobufWriter graph, Network network, bool withSoftmax)
{
    private readonly NetworkDefinition _definition = network.Definition;
    private string _current = OnnxExporter.InputName;
    private bool _isFlat;

    public void Write()
    {
        for (int index = 0; index < _definition.Layers.Count; index++)
        {
            WriteLayer(index);
        }

        Flatten();
        if (withSoftmax)
        {
            WriteNode("Softmax", "softmax", OnnxExporter.OutputName, [], [("axis", 1)]);
        }
        else
        {
            WriteNode("Identity", "identity", OnnxExporter.OutputName, []);
        }

        graph.WriteString(2, _definition.Name);
        foreach (NetworkParameter parameter in network.Parameters)
        {
            graph.WriteMessage(5, tensor =>
            {
                WriteTensorHeader(tensor, parameter.Name, 1, [.. parameter.Shape.Select(size => (long)size)]);
                tensor.WriteFloatBytes(9, parameter.Values);
            });
        }

        LayerShape input = _definition.Input;
        WriteValue(11, OnnxExporter.InputName, input.Channels, input.Rows, input.Columns);
        WriteValue(12, OnnxExporter.OutputName, _definition.ClassCount);
    }

    private void WriteLayer(int index)
    {
        string name = _definition.LayerNames[index];
        string[] weights = [$"{name}.weight", $"{name}.bias"];
        switch (_definition.Layers[index])
        {
            case Convolution2D convolution:
                Unflatten(index);
                WriteNode("Conv", name, name, weights, [], [("kernel_shape", Twice(convolution.Kernel)), ("pads", [.. Twice(convolution.Padding), .. Twice(convolution.Padding)]), ("strides", [1, 1])]);
                break;
            case MaxPooling pooling:
                Unflatten(index);
                WriteNode("MaxPool", name, name, [], [], [("kernel_shape", Twice(pooling.Size)), ("strides", Twice(pooling.Step))]);
                break;
            case AveragePooling pooling:
                Unflatten(index);
                WriteNode("AveragePool", name, name, [], [], [("kernel_shape", Twice(pooling.Size)), ("strides", Twice(pooling.Step))]);
                break;
            case BatchNormalization normalization:
                WriteNode("BatchNormalization", name, name, [.. weights, $"{name}.running_mean", $"{name}.running_var"], [], [], [("epsilon", normalization.Epsilon)]);
                break;
            case Dense:
                Flatten();
                WriteNode("Gemm", name, name, weights, [("transB", 1)]);
                break;
            case Dropout:
                break;
            case Relu:
                WriteNode("Relu", name, name, []);
                break;
            case Sigmoid:
                WriteNode("Sigmoid", name, name, []);
                break;
            case Tanh:
                WriteNode("Tanh", name, name, []);
                break;
            case LayerDefinition layer:
                throw new NotSupportedException($"Layer {name} ({layer.Kind}) has no ONNX form.");
        }
    }

    /// <summary>Before a dense layer: maps become one vector in the order channel, row, column.</summary>
    private void Flatten()
    {
        if (!_isFlat)
        {
            WriteNode("Flatten", $"flatten_{_current}", $"flatten_{_current}", [], [("axis", 1)]);
            _isFlat = true;
        }
    }

    /// <summary>Before a convolution or pooling that follows a dense layer: a vector becomes maps of 1 × 1.</summary>
    private void Unflatten(int index)
    {
        if (_isFlat)
        {
            string shape = $"shape_{_current}";
            long channels = _definition.InputOf(index).Channels;
            graph.WriteMessage(5, tensor =>
            {
                WriteTensorHeader(tensor, shape, 7, [4]);
                tensor.WritePacked(7, 0, channels, 1, 1);
            });
            WriteNode("Reshape", $"maps_{_current}", $"maps_{_current}", [shape]);
            _isFlat = false;
        }
    }

    private void WriteNode(
        string operation, string name, string output, string[] furtherInputs, (string Name, long Value)[]? integers = null,
        (string Name, long[] Values)[]? lists = null, (string Name, float Value)[]? floats = null)
    {
        graph.WriteMessage(1, node =>
        {
            foreach (string input in furtherInputs.Prepend(_current))
            {
                node.WriteString(1, input);
            }

            node.WriteString(2, output);
            node.WriteString(3, name);
            node.WriteString(4, operation);
            foreach (var (attribute, value) in integers ?? [])
            {
                WriteAttribute(node, attribute, 2, writer => writer.WriteInteger(3, value));
            }

            foreach (var (attribute, values) in lists ?? [])
            {
                WriteAttribute(node, attribute, 7, writer =>
                {
                    foreach (long value in values)
                    {
                        writer.WriteInteger(8, value);
                    }
                });
            }

            foreach (var (attribute, value) in floats ?? [])
            {
                WriteAttribute(node, attribute, 1, writer => writer.WriteFloat(2, value));
            }
        });
        _current = output;
    }

    private static void WriteAttribute(ProtobufWriter node, string name, int type, Action<ProtobufWriter> writeValue) => node.WriteMessage(5, attribute =>
    {
        attribute.WriteString(1, name);
        writeValue(attribute);
        attribute.WriteInteger(20, type);
    });

    private static void WriteTensorHeader(ProtobufWriter tensor, string name, int type, long[] sizes)
    {
        foreach (long size in sizes)
        {
            tensor.WriteInteger(1, size);
        }

        tensor.WriteInteger(2, type);
        tensor.WriteString(8, name);
    }

    /// <summary>Name, type and shape of the graph's input or output; the first dimension is the batch and stays open.</summary>
    private void WriteValue(int field, string name, params int[] sizes) => graph.WriteMessage(field, value =>
    {
        value.WriteString(1, name);
        value.WriteMessage(2, type => type.WriteMessage(1, tensor =>
        {
            tensor.WriteInteger(1, 1);
            tensor.WriteMessage(2, shape =>
            {
                shape.WriteMessage(1, dimension => dimension.WriteString(2, "batch"));
                foreach (int size in sizes)
                {
                    shape.WriteMessage(1, dimension => dimension.WriteInteger(1, size));
                }
            });
        }));
    });

    private static long[] Twice(long value) => [value, value];
}
