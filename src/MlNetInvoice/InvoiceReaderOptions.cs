using System.Text.Json.Serialization;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice;

/// <summary>How <see cref="InvoiceReader"/> reads. Immutable; each value is validated when it is set.</summary>
public sealed record InvoiceReaderOptions
{
    /// <summary>The defaults.</summary>
    public static InvoiceReaderOptions Default { get; } = new();

    /// <summary>Whether the picture is a crop that the number's rectangle fills but for some margin, so that nothing needs to be found. Default false: a whole photograph.</summary>
    public bool Crop { get; init; }

    /// <summary>How many digits a number has; null for any string of 4 to 20 digits. Default 8; 4 to 20.</summary>
    public int? DigitCount
    {
        get;
        init
        {
            if (value is < 4 or > 20)
            {
                throw new ArgumentOutOfRangeException(nameof(DigitCount), value, "A number has 4 to 20 digits; null allows any of these counts.");
            }

            field = value;
        }
    } = 8;

    /// <summary>Smallest confidence of a number that is accepted; below it the reading is rejected with its best guess. Default 0.91; 0 to 1.</summary>
    public float MinConfidence
    {
        get;
        init => field = Share(value, nameof(MinConfidence));
    } = 0.91f;

    /// <summary>Smallest confidence of letters that are given; below it they are null. Default 0.9; 0 to 1.</summary>
    public float MinLettersConfidence
    {
        get;
        init => field = Share(value, nameof(MinLettersConfidence));
    } = 0.9f;

    /// <summary>Most lines of a photograph that are read. Default 40; 1 to 1,000.</summary>
    public int MaxCandidates
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxCandidates));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000, nameof(MaxCandidates));
            field = value;
        }
    } = 40;

    /// <summary>
    /// Whether a picture that is cut off or damaged in its data is refused (<see cref="InvalidImageException"/>). Default false: it is read as far as it goes, and
    /// <see cref="InvoiceReading.Damaged"/> says so.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether to read what else stands on the invoice, into <see cref="InvoiceReading.Record"/>: print alone, and what codes say if <see cref="Codes"/> is set. Default false. Crops, and numbers of other than eight digits, have no fields.
    /// </summary>
    public bool Fields { get; init; }

    /// <summary>Decodes the codes of certificates, such as <c>CodeDecoder.Default</c> of MlNetInvoice.Codes; heeded with <see cref="Fields"/>. Default null: no code is looked for.</summary>
    [JsonIgnore]
    public ICodeDecoder? Codes { get; init; }

    /// <summary>What is decoded: sizes, orientation. Default <see cref="ImageDecoderOptions.Default"/>.</summary>
    public ImageDecoderOptions Decoder { get; init; } = ImageDecoderOptions.Default;

    private static float Share(float value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a probability, 0 to 1."));
}
