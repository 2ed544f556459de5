namespace MlNetInvoice.Segmentation;

/// <summary>Ways to place a glyph in a 28×28 image.</summary>
public enum DigitNormalizerStyle
{
    /// <summary>Aspect kept, longest side 20, centre of mass in the middle, anti-aliased (LeCun, Cortes and Burges: the MNIST database).</summary>
    Mnist,

    /// <summary>A border round the glyph, then stretched to 28×28 by bicubic interpolation, as the report this project starts from did.</summary>
    BorderBicubic,
}
