using MlNetInvoice.Networks;

namespace MlNetInvoice.Models.Onnx;

/// <summary>Walks the chain of an ONNX graph beside the layers of a definition, and copies the weights of each node into the layer it stands for.</summary>
internal sealed class OnnxLayerMatcher
{
    private readonly OnnxGraph _graph;
    private readonly NetworkDefinition _definition;
    private readonly Network _network;
    private readonly Dictionary<string, OnnxTensor> _tensors;
    private readonly ILookup<string, OnnxNode> _consumers;
    private int _layer;

    public OnnxLayerMatcher(OnnxGraph graph, NetworkDefinition definition)
    {
        _graph = graph;
        _definition = definition;
        _network = Network.CreateEmpty(definition);
        _tensors = new Dictionary<string, OnnxTensor>(graph.Tensors);
        foreach (OnnxNode node in graph.Nodes.Where(node => node.Operation == "Constant" && node.Outputs.Count == 1))
        {
            if (node.Find("value")?.Tensor is OnnxTensor tensor)
            {
                _tensors.TryAdd(node.Outputs[0], tensor);
            }
        }

        // A branch that only asks for the batch's size, as PyTorch writes for x.view(x.size(0), -1), computes nothing of the network.
        _consumers = graph.Nodes.Where(node => node.Operation is not ("Shape" or "Constant"))
            .SelectMany(node => node.Inputs.Distinct().Select(input => (Input: input, Node: node)))
            .Where(edge => edge.Input.Length > 0 && !_tensors.ContainsKey(edge.Input))
            .ToLookup(edge => edge.Input, edge => edge.Node);
    }

    public Network Match()
    {
        string current = FindInput();
        for (int steps = 0; steps <= _graph.Nodes.Count && _consumers[current].Any(); steps++)
        {
            OnnxNode node = Single(_consumers[current], current);
            if (node.Inputs[0] != current || node.Outputs.Count == 0)
            {
                throw new InvalidModelException($"ONNX {node} does not take \"{current}\" as its first input, or has no output; only plain chains of layers are imported.");
            }

            current = Take(node, node.Outputs[0]);
        }

        if (NextLayer(null) is int missing)
        {
            throw new InvalidModelException($"The ONNX graph ends before {_definition.LayerNames[missing]} of \"{_definition.Name}\".");
        }

        return _network;
    }

    private string FindInput()
    {
        OnnxValue[] inputs = [.. _graph.Inputs.Where(value => !_tensors.ContainsKey(value.Name))];
        if (inputs.Length != 1)
        {
            throw new InvalidModelException($"The ONNX graph has {inputs.Length} inputs, but a network has 1.");
        }

        LayerShape shape = _definition.Input;
        long[] expected = [shape.Channels, shape.Rows, shape.Columns];
        IReadOnlyList<long> sizes = inputs[0].Sizes;
        bool fits = sizes.Count == 4
            ? expected.Zip(sizes.Skip(1)).All(pair => pair.Second < 0 || pair.First == pair.Second)
            : sizes.Count == 0 || (sizes.Count == 2 && (sizes[1] < 0 || sizes[1] == shape.Length));
        return fits
            ? inputs[0].Name
            : throw new InvalidModelException($"The ONNX graph's input \"{inputs[0].Name}\" is [{string.Join(", ", sizes)}], but \"{_definition.Name}\" takes [batch, {string.Join(", ", expected)}].");
    }

    private static OnnxNode Single(IEnumerable<OnnxNode> nodes, string name)
    {
        OnnxNode[] all = [.. nodes.Take(2)];
        return all.Length == 1 ? all[0] : throw new InvalidModelException($"The ONNX graph branches at \"{name}\" into {all[0]} and {all[1]}; only plain chains of layers are imported.");
    }

    /// <summary>Matches one node, and returns the name of what comes out of it.</summary>
    private string Take(OnnxNode node, string output)
    {
        switch (node.Operation)
        {
            case "Identity" or "Dropout":
                break;
            case "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze":
                CheckFlattening(node);
                break;
            case "Softmax" or "LogSoftmax":
                if (NextLayer(node) is int open)
                {
                    throw Mismatch(node, open);
                }

                break;
            case "Conv":
                OnnxConvolutionCheck.Check(node, Expect<Convolution2D>(node));
                TakeWeights(node, turned: false);
                break;
            case "MaxPool":
                OnnxConvolutionCheck.Check(node, Expect<MaxPooling>(node));
                break;
            case "AveragePool":
                OnnxConvolutionCheck.Check(node, Expect<AveragePooling>(node));
                break;
            case "Gemm":
                Expect<Dense>(node);
                OnnxConvolutionCheck.CheckProduct(node);
                TakeWeights(node, turned: node.GetInteger("transB", 0) == 0);
                break;
            case "MatMul":
                Expect<Dense>(node);
                TakeWeights(node, turned: true);
                return TakeSummand(output);
            case "BatchNormalization":
                TakeNormalization(node, Expect<BatchNormalization>(node));
                break;
            case "Relu":
                Expect<Relu>(node);
                break;
            case "Sigmoid":
                Expect<Sigmoid>(node);
                break;
            case "Tanh":
                Expect<Tanh>(node);
                break;
            default:
                throw new InvalidModelException($"ONNX {node}: this operation is none of a network's layers.");
        }

        return output;
    }

    /// <summary>The layer that a node stands for must be the next one.</summary>
    private T Expect<T>(OnnxNode node)
        where T : LayerDefinition
    {
        int? next = NextLayer(node);
        if (next is not int index || _definition.Layers[index] is not T layer)
        {
            throw Mismatch(node, next);
        }

        _layer = index + 1;
        return layer;
    }

    /// <summary>The next layer that needs a node; dropout does not, and a normalization that the writer folded becomes the identity.</summary>
    private int? NextLayer(OnnxNode? node)
    {
        for (; _layer < _definition.Layers.Count; _layer++)
        {
            if (_definition.Layers[_layer] is BatchNormalization normalization && node?.Operation != "BatchNormalization")
            {
                string name = _definition.LayerNames[_layer];
                _network.GetParameter($"{name}.weight").Values.Fill(MathF.Sqrt(1 + normalization.Epsilon));
                _network.GetParameter($"{name}.running_var").Values.Fill(1);
            }
            else if (_definition.Layers[_layer] is not Dropout)
            {
                return _layer;
            }
        }

        return null;
    }

    /// <summary>Maps become a vector only where the definition takes one; elsewhere a reshape would change what stands beside what.</summary>
    private void CheckFlattening(OnnxNode node)
    {
        int next = _definition.Layers.ToList().FindIndex(_layer, layer => layer is not (Dropout or BatchNormalization));
        LayerShape shape = next < 0 ? new LayerShape(1, 1, 1) : _definition.InputOf(next);
        if (next >= 0 && _definition.Layers[next] is not Dense && shape.Rows * shape.Columns != 1)
        {
            throw Mismatch(node, next);
        }
    }

    /// <summary>Weights and, where there is one, the bias of the layer that was matched last.</summary>
    private void TakeWeights(OnnxNode node, bool turned)
    {
        string name = _definition.LayerNames[_layer - 1];
        NetworkParameter weight = _network.GetParameter($"{name}.weight");
        Copy(node, 1, weight, turned);
        if (node.Inputs.Count > 2 && node.Inputs[2].Length > 0)
        {
            Copy(node, 2, _network.GetParameter($"{name}.bias"), false);
        }
    }

    /// <summary>A bias that is added after a product, as many frameworks write a dense layer.</summary>
    private string TakeSummand(string product)
    {
        OnnxNode[] next = [.. _consumers[product].Take(2)];
        if (next.Length != 1 || next[0].Operation != "Add" || next[0].Inputs.Count != 2 || next[0].Outputs.Count == 0)
        {
            return product;
        }

        Copy(next[0], next[0].Inputs[0] == product ? 1 : 0, _network.GetParameter($"{_definition.LayerNames[_layer - 1]}.bias"), false);
        return next[0].Outputs[0];
    }

    private void TakeNormalization(OnnxNode node, BatchNormalization normalization)
    {
        float epsilon = node.GetFloat("epsilon", 1e-5f);
        if (MathF.Abs(epsilon - normalization.Epsilon) > 1e-3f * normalization.Epsilon)
        {
            throw new InvalidModelException(FormattableString.Invariant($"ONNX {node} has epsilon {epsilon}, but {_definition.LayerNames[_layer - 1]} has {normalization.Epsilon}."));
        }

        string[] roles = ["weight", "bias", "running_mean", "running_var"];
        for (int index = 0; index < roles.Length; index++)
        {
            Copy(node, index + 1, _network.GetParameter($"{_definition.LayerNames[_layer - 1]}.{roles[index]}"), false);
        }
    }

    private void Copy(OnnxNode node, int input, NetworkParameter parameter, bool turned)
    {
        if (input >= node.Inputs.Count || !_tensors.TryGetValue(node.Inputs[input], out OnnxTensor? tensor))
        {
            throw new InvalidModelException($"ONNX {node} has no constant for {parameter.Name}; its input {input + 1} must be an initializer.");
        }

        IEnumerable<int> shape = turned ? parameter.Shape.Reverse() : parameter.Shape;
        if (!tensor.Sizes.SequenceEqual(shape.Select(size => (long)size)))
        {
            throw new InvalidModelException($"ONNX {node}: tensor \"{tensor.Name}\" has shape {tensor.Shape}, but {parameter.Name} of \"{_definition.Name}\" wants [{string.Join(", ", shape)}].");
        }

        tensor.CopyTo(parameter.Values);
        if (turned)
        {
            Turn(parameter.Values, parameter.Shape[1], parameter.Shape[0]);
        }
    }

    /// <summary>[inputs, units] becomes [units, inputs].</summary>
    private static void Turn(Span<float> values, int inputs, int units)
    {
        float[] source = values.ToArray();
        for (int unit = 0; unit < units; unit++)
        {
            for (int input = 0; input < inputs; input++)
            {
                values[(unit * inputs) + input] = source[(input * units) + unit];
            }
        }
    }

    private InvalidModelException Mismatch(OnnxNode node, int? layer) => new(layer is int index
        ? $"ONNX {node} stands where \"{_definition.Name}\" has {_definition.LayerNames[index]}."
        : $"ONNX {node} stands after the last layer of \"{_definition.Name}\".");
}
