namespace MlNetInvoice.Networks;

/// <summary>
/// Several networks that vote: the scores are the mean of theirs (Ciresan, Meier, Schmidhuber 2012). Takes copies. Immutable and safe to use from many threads at once.
/// </summary>
public sealed class NetworkEnsemble
{
    private readonly NetworkClassifier[] _members;

    /// <summary>Takes copies of networks, such as one architecture trained from several seeds.</summary>
    /// <param name="networks">At least one; all of the same image size and class count.</param>
    /// <exception cref="ArgumentException">There is none, or they differ.</exception>
    public NetworkEnsemble(IEnumerable<Network> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        _members = [.. networks.Select(n => new NetworkClassifier(n))];
        if (_members.Length == 0)
        {
            throw new ArgumentException("An ensemble wants at least one network.", nameof(networks));
        }

        NetworkDefinition first = _members[0].Definition;
        NetworkDefinition? other = _members.Select(m => m.Definition).FirstOrDefault(d => d.Input != first.Input || d.ClassCount != first.ClassCount);
        if (other is not null)
        {
            throw new ArgumentException(
                $"Networks of an ensemble take the same images and classes; \"{first.Name}\" takes {first.Input} with {first.ClassCount}, \"{other.Name}\" {other.Input} with {other.ClassCount}.",
                nameof(networks));
        }
    }

    /// <summary>Number of networks.</summary>
    public int Count => _members.Length;

    /// <summary>Values of one image: channels × rows × columns.</summary>
    public int InputLength => _members[0].InputLength;

    /// <summary>Number of classes: the length of one row of scores.</summary>
    public int ClassCount => _members[0].ClassCount;

    /// <summary>Mean scores of images.</summary>
    /// <param name="images">Image after image, each <see cref="InputLength"/> values in the order channel, row, column; ink 1 on paper 0.</param>
    /// <param name="scores">Receives a row of <see cref="ClassCount"/> scores an image, at least 0 and summing to 1.</param>
    /// <exception cref="ArgumentException">The images are no whole number, or the scores have another length than images × classes.</exception>
    public void Classify(ReadOnlySpan<float> images, Span<float> scores)
    {
        _members[0].Classify(images, scores);
        float[] others = System.Buffers.ArrayPool<float>.Shared.Rent(scores.Length);
        for (int m = 1; m < _members.Length; m++)
        {
            Span<float> part = others.AsSpan(0, scores.Length);
            _members[m].Classify(images, part);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] += part[i];
            }
        }

        System.Buffers.ArrayPool<float>.Shared.Return(others);
        foreach (ref float score in scores)
        {
            score /= _members.Length;
        }
    }
}
