using MlNetInvoice.Networks.Execution;

namespace MlNetInvoice.Networks;

/// <summary>
/// A definition together with its values: weights, biases and running statistics, as named parameters in a fixed order (layer by layer, as the definition lists them).
/// The values may be changed; a network is therefore not safe to change while it is read. <see cref="NetworkClassifier"/> takes an immutable copy.
/// </summary>
public sealed class Network
{
    private readonly float[] _values;

    private Network(NetworkDefinition definition, float[]? values)
    {
        Definition = definition;
        var parameters = new List<NetworkParameter>();
        var firsts = new int[definition.Layers.Count];
        int count = 0;
        var specifications = new List<ParameterSpecification>();
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            firsts[i] = specifications.Count;
            specifications.AddRange(definition.Layers[i].GetParameters(definition.InputOf(i)).Select(p => p with { Name = $"{definition.LayerNames[i]}.{p.Name}" }));
        }

        _values = values ?? new float[specifications.Sum(p => p.Count)];
        foreach ((string name, int[] shape, bool trained) in specifications)
        {
            parameters.Add(new NetworkParameter(name, shape, trained, _values, count));
            count += parameters[^1].Length;
        }

        Parameters = parameters;
        FirstParameters = firsts;
    }

    /// <summary>What the network computes.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>All parameters in the order of a model file.</summary>
    public IReadOnlyList<NetworkParameter> Parameters { get; }

    /// <summary>All values of all parameters, one after the other in the order of <see cref="Parameters"/>: what <c>weights.bin</c> holds.</summary>
    public Span<float> Values => _values;

    /// <summary>Index of the first parameter of each layer.</summary>
    internal IReadOnlyList<int> FirstParameters { get; }

    /// <summary>
    /// A network with fresh weights: He's uniform distribution before a ReLU (He, Zhang, Ren, Sun 2015), Glorot's otherwise (Glorot, Bengio 2010, four times as
    /// wide before a sigmoid), biases zero, normalization the identity.
    /// </summary>
    /// <param name="definition">What the network computes.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static Network Create(NetworkDefinition definition, int seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var network = new Network(definition, null);
        var random = new SeededRandom((ulong)seed, 0x1417);
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            network.Initialize(i, random);
        }

        return network;
    }

    /// <summary>A network whose values are all zero, to be filled from a file.</summary>
    /// <param name="definition">What the network computes.</param>
    public static Network CreateEmpty(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new Network(definition, null);
    }

    /// <summary>An independent copy.</summary>
    public Network Clone() => new(Definition, [.. _values]);

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">Such as <c>conv1.weight</c>.</param>
    /// <exception cref="ArgumentException">No parameter has this name; the message lists those that exist.</exception>
    public NetworkParameter GetParameter(string name) => Parameters.FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException($"The network has no parameter \"{name}\"; it has {string.Join(", ", Parameters.Select(p => p.Name))}.", nameof(name));

    /// <summary>
    /// The same function without batch normalization: each one that follows a convolution or dense layer is multiplied into it, by its running statistics.
    /// Others stay. Returns this network when nothing can be folded.
    /// </summary>
    public Network FoldNormalization() => NormalizationFolding.Fold(this);

    /// <summary>
    /// What every layer makes of one image, for inspection: an entry per layer, in order, and last the scores (softmax of the last layer). Normalization uses its running statistics; dropout does nothing.
    /// </summary>
    /// <param name="image">One image of <see cref="NetworkDefinition.InputLength"/> values, ink 1 on paper 0.</param>
    /// <exception cref="ArgumentException">The image has another length.</exception>
    public IReadOnlyList<LayerActivation> Activations(ReadOnlySpan<float> image)
    {
        if (image.Length != Definition.InputLength)
        {
            throw new ArgumentException($"An image of this network has {Definition.InputLength} values ({Definition.Input}), not {image.Length}.", nameof(image));
        }

        return ActivationTrace.Run(this, image);
    }

    private void Initialize(int layer, SeededRandom random)
    {
        if (Definition.Layers[layer] is BatchNormalization)
        {
            Parameters[FirstParameters[layer]].Values.Fill(1);
            Parameters[FirstParameters[layer] + 3].Values.Fill(1);
            return;
        }

        if (Definition.Layers[layer] is not (Convolution2D or Dense))
        {
            return;
        }

        NetworkParameter weight = Parameters[FirstParameters[layer]];
        int fanIn = weight.Length / weight.Shape[0];
        int fanOut = weight.Shape[0] * (weight.Shape.Count == 4 ? weight.Shape[2] * weight.Shape[3] : 1);
        LayerDefinition? activation = Definition.Layers.Skip(layer + 1)
            .TakeWhile(l => l is not (Convolution2D or Dense)).FirstOrDefault(l => l is Relu or Sigmoid or Tanh);
        double bound = activation switch
        {
            Relu => Math.Sqrt(6.0 / fanIn),
            Sigmoid => 4 * Math.Sqrt(6.0 / (fanIn + fanOut)),
            _ => Math.Sqrt(6.0 / (fanIn + fanOut)),
        };
        foreach (ref float value in weight.Values)
        {
            value = (float)(bound * ((2 * random.NextDouble()) - 1));
        }
    }
}
