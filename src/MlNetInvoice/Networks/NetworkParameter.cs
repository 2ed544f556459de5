namespace MlNetInvoice.Networks;

/// <summary>A named array of a network's values: weights, biases, or the running statistics of batch normalization. A view: writing changes the network.</summary>
public sealed class NetworkParameter
{
    private readonly float[] _store;

    internal NetworkParameter(string name, int[] shape, bool isTrained, float[] store, int offset)
    {
        Name = name;
        Shape = shape;
        IsTrained = isTrained;
        _store = store;
        Offset = offset;
        Length = shape.Aggregate(1, (a, b) => a * b);
    }

    /// <summary>Layer and role, such as <c>conv1.weight</c>, <c>dense2.bias</c> or <c>bn1.running_mean</c>.</summary>
    public string Name { get; }

    /// <summary>Sizes, outermost first: [maps, input channels, kernel rows, kernel columns], [units, inputs] or [channels].</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of values: the product of the shape.</summary>
    public int Length { get; }

    /// <summary>Whether an optimizer changes it; running statistics are not trained, but belong to the model all the same.</summary>
    public bool IsTrained { get; }

    /// <summary>The values, last index fastest.</summary>
    public Span<float> Values => _store.AsSpan(Offset, Length);

    /// <summary>Where the values begin in the network's store.</summary>
    internal int Offset { get; }
}
