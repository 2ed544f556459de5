namespace MlNetInvoice.Segmentation;

/// <summary>How a glyph becomes a 28×28 image. Immutable; validated when set; travels in the model file, so that training and reading cannot drift apart.</summary>
public sealed record DigitNormalizerOptions
{
    /// <summary>MNIST's convention: aspect kept, longest side 20, placed by the centre of mass.</summary>
    public static DigitNormalizerOptions Mnist { get; } = new();

    /// <summary>The report's way: a border of a quarter of each side round the glyph, then a bicubic stretch to 28×28.</summary>
    public static DigitNormalizerOptions BorderBicubic { get; } = new() { Style = DigitNormalizerStyle.BorderBicubic };

    /// <summary>Which way. Default <see cref="DigitNormalizerStyle.Mnist"/>.</summary>
    public DigitNormalizerStyle Style { get; init; } = DigitNormalizerStyle.Mnist;

    /// <summary>The glyph's longest side in pixels of the 28×28 image (MNIST style). Default 20; 4 to 28.</summary>
    public float LongestSide
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 4f, nameof(LongestSide));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 28f, nameof(LongestSide));
            field = value;
        }
    } = 20f;

    /// <summary>Border on each side as a share of the glyph's width and height (border style). Default 0.25; 0 to 2.</summary>
    public float Border
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Border));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 2f, nameof(Border));
            field = value;
        }
    } = 0.25f;

    /// <summary>Whether the brightest ink is scaled to 1. Default true.</summary>
    public bool StretchContrast { get; init; } = true;
}
