using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>What lines to print. Immutable; validated when set.</summary>
public sealed record PrintedLineOptions
{
    /// <summary>The seed: line i depends on the seed, i and these options only (and on the fonts given). Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What to print; null (the default): an invoice number, with a dash or with letters set apart as the face demands.</summary>
    public string? Text { get; init; }

    /// <summary>Smallest height of a printed capital, pixels. Default 12; 5 to 200.</summary>
    public float MinimumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MinimumCapHeight));
    } = 12;

    /// <summary>Largest height of a printed capital, pixels. Default 60; 5 to 200.</summary>
    public float MaximumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MaximumCapHeight));
    } = 60;

    /// <summary>How bad the worst lines are, 0 clean to 1. Default 1. Each line draws its own severity between 0 and this.</summary>
    public float Severity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(Severity));
    } = 1;

    /// <summary>Share of lines with light ink on dark paper. Default 0.05; 0 to 1.</summary>
    public float LightInkShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(LightInkShare));
    } = 0.05f;

    /// <summary>Outline fonts to print in beside the own faces. Default none, so that a seed gives the same lines on every machine.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>The face of a till or a font to print everything in; null (the default): all own faces and <see cref="Fonts"/>.</summary>
    public PrintFace? Face
    {
        get;
        init => field = value is null or { Kind: PrintFaceKind.Receipt or PrintFaceKind.Font }
            ? value
            : throw new ArgumentException($"The face \"{value.Name}\" is one of {value.Kind}, which prints no letters: give one of {nameof(PrintFaceKind.Receipt)} or {nameof(PrintFaceKind.Font)}.", nameof(Face));
    }
}
