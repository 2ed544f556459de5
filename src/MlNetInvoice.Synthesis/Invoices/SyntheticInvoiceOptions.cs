using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>What invoices to draw. Immutable; validated when set.</summary>
public sealed record SyntheticInvoiceOptions
{
    /// <summary>Which slip; null (the default): 46% electronic, 46% traditional, 8% negative.</summary>
    public InvoiceKind? Kind { get; init; }

    /// <summary>The number to print, as <c>AB-12345678</c>; null (the default): a random one.</summary>
    public string? Number
    {
        get;
        init => field = value is null || IsNumber(value)
            ? value
            : throw new ArgumentException($"Number is \"{value}\", but must be two capitals, a dash and eight digits.", nameof(Number));
    }

    /// <summary>Pixels per row of the photograph. Default 960; 200 to 6000.</summary>
    public int Width
    {
        get;
        init => field = (int)PrintedRange.Within(value, 200, 6000, nameof(Width));
    } = 960;

    /// <summary>Rows of the photograph. Default 1280; 200 to 6000.</summary>
    public int Height
    {
        get;
        init => field = (int)PrintedRange.Within(value, 200, 6000, nameof(Height));
    } = 1280;

    /// <summary>Least severity, 0 clean to 1. Default 0. Each picture draws its severity between the two.</summary>
    public float MinimumSeverity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(MinimumSeverity));
    }

    /// <summary>Greatest severity, 0 clean to 1. Default 1. Below 0.5 a picture counts as mild.</summary>
    public float MaximumSeverity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(MaximumSeverity));
    } = 1;

    /// <summary>Greatest turn of the slip to either side, in degrees. Default 30; 0 to 45.</summary>
    public float MaximumTurn
    {
        get;
        init => field = PrintedRange.Within(value, 0, 45, nameof(MaximumTurn));
    } = 30;

    /// <summary>Share of pictures turned by a quarter or half turn. Default 0; 0 to 1.</summary>
    public float QuarterTurnShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(QuarterTurnShare));
    }

    /// <summary>Outline fonts to print in beside the own faces. Default none, so that a seed gives the same picture on every machine.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>A face for ideographs, such as an installed font read with <see cref="IdeographCharacters"/>; null (the default): likenesses of our own strokes.</summary>
    public PrintFace? Ideographs { get; init; }

    /// <summary>The ideographs that the slips carry, to be kept when a font is read for <see cref="Ideographs"/>.</summary>
    public static string IdeographCharacters => PseudoIdeographs.Repertoire;

    private static bool IsNumber(string text) =>
        text.Length == 11 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && text[2] == '-' && !text.AsSpan(3).ContainsAnyExceptInRange('0', '9');
}
