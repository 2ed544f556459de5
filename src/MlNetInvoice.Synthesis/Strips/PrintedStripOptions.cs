using MlNetInvoice.Segmentation;
using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Strips;

/// <summary>Which windows <see cref="PrintedStripSource"/> cuts. Immutable; validated when set.</summary>
public sealed record PrintedStripOptions
{
    /// <summary>Windows an epoch. Default 300,000; at least 1.</summary>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Count));
            field = value;
        }
    } = 300_000;

    /// <summary>The seed: an epoch depends on the seed, its number and these options only (and on the fonts given). Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Smallest height of a printed capital, pixels. Default 7.5; 5 to 200.</summary>
    public float MinimumCapHeight { get; init; } = 7.5f;

    /// <summary>Largest height of a printed capital, pixels. Default 44; 5 to 200.</summary>
    public float MaximumCapHeight { get; init; } = 44f;

    /// <summary>How bad the worst lines are, 0 clean to 1. Default 1.</summary>
    public float Severity { get; init; } = 1f;

    /// <summary>Outline fonts to print in beside the library's own faces. Default none.</summary>
    public IReadOnlyList<PrintFace> Fonts { get; init; } = [];

    /// <summary>Faces of ideographs, for the captions in front of lines, such as <see cref="Fonts.FontCatalog.DiscoverIdeographs"/> finds; default none: the library's own strokes.</summary>
    public IReadOnlyList<PrintFace> Ideographs { get; init; } = [];

    /// <summary>How lines become strips. Default <see cref="LineNormalizerOptions.Default"/>.</summary>
    public LineNormalizerOptions Normalizer { get; init; } = LineNormalizerOptions.Default;

    /// <summary>Most threads that draw. Default 1, so that training on the other cores goes on.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;
}
