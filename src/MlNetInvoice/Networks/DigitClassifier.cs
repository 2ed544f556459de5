namespace MlNetInvoice.Networks;

/// <summary>Classifies 28 × 28 glyphs as digits: a <see cref="NetworkClassifier"/> of ten classes in the order 0…9. Immutable and safe to use from many threads at once.</summary>
public sealed class DigitClassifier
{
    /// <summary>Number of digits.</summary>
    public const int ClassCount = 10;

    /// <summary>Values of a glyph: 28 × 28.</summary>
    public const int GlyphLength = 28 * 28;

    private readonly NetworkClassifier _classifier;

    /// <summary>Takes a copy of a network.</summary>
    /// <param name="network">A network of ten classes on 28 × 28 glyphs.</param>
    /// <exception cref="ArgumentException">The network is another.</exception>
    public DigitClassifier(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Definition.Input != new LayerShape(1, 28, 28) || network.Definition.ClassCount != ClassCount)
        {
            throw new ArgumentException(
                $"Digits want a network of 10 classes on 1×28×28 glyphs; \"{network.Definition.Name}\" has {network.Definition.ClassCount} on {network.Definition.Input}.",
                nameof(network));
        }

        _classifier = new NetworkClassifier(network);
    }

    /// <summary>Scores of glyphs.</summary>
    /// <param name="glyphs">Glyph after glyph, each 784 values, row-major, ink 1 on paper 0.</param>
    /// <param name="scores">Receives ten scores a glyph, in the order 0…9, summing to 1.</param>
    /// <exception cref="ArgumentException">The glyphs are no whole number, or the scores have another length.</exception>
    public void Classify(ReadOnlySpan<float> glyphs, Span<float> scores) => _classifier.Classify(glyphs, scores);
}
