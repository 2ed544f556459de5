namespace MlNetInvoice.MLNet;

/// <summary>How glyphs become a number. Immutable; validated when set.</summary>
public sealed record DigitClassificationOptions
{
    /// <summary>The defaults.</summary>
    public static DigitClassificationOptions Default { get; } = new();

    /// <summary>
    /// How many digits a number has; null for as many as there are glyphs. Where there are more glyphs, the last ones are taken: letters and a dash stand before the
    /// digits. Where there are fewer, there is no number. Default 8; 1 to 64.
    /// </summary>
    public int? DigitCount
    {
        get;
        init
        {
            if (value is < 1 or > 64)
            {
                throw new ArgumentOutOfRangeException(nameof(DigitCount), value, "A number has 1 to 64 digits; null allows any of these counts.");
            }

            field = value;
        }
    } = 8;

    /// <summary>Smallest confidence, the product of the digits' scores, of a number that is accepted. Default: that of <see cref="InvoiceReaderOptions.MinConfidence"/>, 0.91; 0 to 1.</summary>
    public float MinConfidence
    {
        get;
        init
        {
            if (value is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(MinConfidence), value, "A confidence is a probability, 0 to 1.");
            }

            field = value;
        }
    } = InvoiceReaderOptions.Default.MinConfidence;
}
