using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>What normalised glyphs to generate. Immutable; validated when set.</summary>
public sealed record PrintedGlyphOptions
{
    /// <summary>Number of glyphs. Default 60,000; at least 0.</summary>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Count));
            field = value;
        }
    } = 60_000;

    /// <summary>The seed: glyph i depends on the seed, i and these options only (and on the fonts given). Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Share of capital letters. Default 0: digits alone, in ten classes; above 0 the classes are those of <see cref="PrintedClasses"/>. 0 to 1.</summary>
    public float LetterShare
    {
        get;
        init => field = PrintedRange.Share(value, nameof(LetterShare));
    }

    /// <summary>Smallest height of a printed capital, pixels. Default 10; 5 to 200.</summary>
    public float MinimumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MinimumCapHeight));
    } = 10;

    /// <summary>Largest height of a printed capital, pixels. Default 40; 5 to 200.</summary>
    public float MaximumCapHeight
    {
        get;
        init => field = PrintedRange.Height(value, nameof(MaximumCapHeight));
    } = 40;

    /// <summary>How bad the worst lines are, 0 clean to 1. Default 0.8. Each line draws its own severity between 0 and this.</summary>
    public float Severity
    {
        get;
        init => field = PrintedRange.Share(value, nameof(Severity));
    } = 0.8f;

    /// <summary>Outline fonts to print in beside the own faces. Default none, so that a seed gives the same glyphs on every machine.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>Most threads. Default −1: as many as the machine has cores. The result does not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;
}
