using System.Text.Json;

namespace MlNetInvoice.Networks;

/// <summary>
/// What a network computes, without its weights: the size of an image, the number of classes and the layers in order. The last layer gives one value per class,
/// whose softmax is the scores (and whose cross-entropy is the loss in training), so softmax is no layer of its own. Immutable; describable in JSON.
/// </summary>
public sealed class NetworkDefinition
{
    private const int MaximumLayers = 256;
    private const long MaximumWeights = 64_000_000;

    // Sixty-four images at once then take at most half a gigabyte, whatever a file says.
    private const long MaximumActivations = 2_000_000;

    /// <summary>Checks and wraps a description.</summary>
    /// <param name="name">Name of the architecture, such as <c>lenet5</c>; 1 to 64 characters.</param>
    /// <param name="input">Channels, rows and columns of an image; rows and columns at most 1,024, channels at most 64.</param>
    /// <param name="classCount">Number of classes, 2 to 256.</param>
    /// <param name="layers">The layers in order, at most 256; the last one's output has as many values as there are classes.</param>
    /// <exception cref="ArgumentException">Something does not fit; the message names every fault.</exception>
    public NetworkDefinition(string name, LayerShape input, int classCount, IEnumerable<LayerDefinition> layers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(layers);
        Name = name;
        Input = input;
        ClassCount = classCount;
        Layers = [.. layers];
        var shapes = new List<LayerShape>();
        List<string> faults = FindFaults(shapes);
        if (faults.Count > 0)
        {
            throw new ArgumentException($"The network \"{name}\" cannot be built: {string.Join("; ", faults)}.");
        }

        Shapes = shapes;
        LayerNames = NameLayers(Layers);
    }

    /// <summary>Name of the architecture.</summary>
    public string Name { get; }

    /// <summary>Shape of an input image.</summary>
    public LayerShape Input { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<LayerDefinition> Layers { get; }

    /// <summary>Output shape of every layer, in the order of <see cref="Layers"/>.</summary>
    public IReadOnlyList<LayerShape> Shapes { get; }

    /// <summary>Name of every layer, its kind and number, such as <c>conv1</c>, <c>relu1</c>, <c>conv2</c>.</summary>
    public IReadOnlyList<string> LayerNames { get; }

    /// <summary>Values of one input image.</summary>
    public int InputLength => Input.Length;

    /// <summary>Trained weights: all values that an optimizer changes (running statistics of batch normalization are not among them).</summary>
    public long WeightCount => CountWeights(trainedOnly: true);

    /// <summary>Multiplications with a weight that one image takes on its way through.</summary>
    public long MultiplyAdds
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < Layers.Count; i++)
            {
                sum += Layers[i].GetMultiplyAdds(InputOf(i));
            }

            return sum;
        }
    }

    /// <summary>Input shape of a layer: the output of the layer before.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    public LayerShape InputOf(int layer) => layer == 0 ? Input : Shapes[layer - 1];

    /// <summary>Trained weights of one layer.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    public long WeightsOf(int layer) => CountWeights(layer, trainedOnly: true);

    /// <summary>The definition as JSON; <see cref="Parse"/> reads it back.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new NetworkDefinitionDocument(Name, Input, ClassCount, Layers), NetworkDefinitionJson.Default.NetworkDefinitionDocument);

    /// <summary>Reads what <see cref="ToJson"/> writes, or what a person wrote in the same form.</summary>
    /// <param name="json">An object with <c>name</c>, <c>input</c> (<c>channels</c>, <c>rows</c>, <c>columns</c>), <c>classes</c> and <c>layers</c>.</param>
    /// <exception cref="InvalidModelException">The text is no such JSON, or the network cannot be built; the message says where and why.</exception>
    public static NetworkDefinition Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return NetworkDefinitionReader.Read(json);
    }

    private static List<string> NameLayers(IReadOnlyList<LayerDefinition> layers)
    {
        var counts = new Dictionary<string, int>();
        var names = new List<string>();
        foreach (LayerDefinition layer in layers)
        {
            int number = counts[layer.Kind] = counts.GetValueOrDefault(layer.Kind) + 1;
            names.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{layer.Kind}{number}"));
        }

        return names;
    }

    private List<string> FindFaults(List<LayerShape> shapes)
    {
        var faults = new List<string>();
        if (Name.Length is < 1 or > 64)
        {
            faults.Add($"its name has {Name.Length} characters, but must have 1 to 64");
        }

        if (Input.Channels is < 1 or > 64 || Input.Rows is < 1 or > 1024 || Input.Columns is < 1 or > 1024)
        {
            faults.Add($"its input is {Input.Channels}×{Input.Rows}×{Input.Columns}, but must be 1 to 64 channels of 1 to 1024 rows and columns");
        }

        if (ClassCount is < 2 or > 256)
        {
            faults.Add($"its class count is {ClassCount}, but must be 2 to 256");
        }

        if (Layers.Count is < 1 or > MaximumLayers)
        {
            faults.Add($"it has {Layers.Count} layers, but must have 1 to {MaximumLayers}");
        }

        if (faults.Count == 0)
        {
            FindLayerFaults(faults, shapes);
        }

        return faults;
    }

    private void FindLayerFaults(List<string> faults, List<LayerShape> shapes)
    {
        LayerShape shape = Input;
        long weights = 0;
        long activations = shape.Length;
        for (int i = 0; i < Layers.Count; i++)
        {
            if (Layers[i] is null)
            {
                faults.Add($"layer {i + 1} is null");
                return;
            }

            if (Layers[i].FindFault(shape) is string fault)
            {
                faults.Add($"layer {i + 1} ({Layers[i].Kind}): {fault}");
                return;
            }

            weights += Layers[i].GetParameters(shape).Sum(p => p.Count);
            LayerShape next = Layers[i].GetOutput(shape);
            activations += ((long)next.Channels * next.Rows * next.Columns) + BorderLength(Layers[i], shape);
            if (weights > MaximumWeights || activations > MaximumActivations)
            {
                faults.Add($"up to layer {i + 1} ({Layers[i].Kind}) it has {weights} weights and {activations} values an image, "
                    + $"but at most {MaximumWeights} and {MaximumActivations} are allowed");
                return;
            }

            shape = next;
            shapes.Add(shape);
        }

        if (shape.Length != ClassCount)
        {
            faults.Add($"its last layer gives {shape.Length} values, but there are {ClassCount} classes");
        }
    }

    /// <summary>Zeros that a convolution with padding adds around its input.</summary>
    private static long BorderLength(LayerDefinition layer, LayerShape input)
    {
        long padding = layer is Convolution2D convolution ? convolution.Padding : 0;
        return input.Channels * (((input.Rows + (2 * padding)) * (input.Columns + (2 * padding))) - ((long)input.Rows * input.Columns));
    }

    private long CountWeights(bool trainedOnly)
    {
        long sum = 0;
        for (int i = 0; i < Layers.Count; i++)
        {
            sum += CountWeights(i, trainedOnly);
        }

        return sum;
    }

    private long CountWeights(int layer, bool trainedOnly) =>
        Layers[layer].GetParameters(InputOf(layer)).Where(p => p.Trained || !trainedOnly).Sum(p => p.Count);
}
