namespace MlNetInvoice.Segmentation.Finding;

/// <summary>How <see cref="NumberLineFinder"/> searches. Immutable; each value is validated when it is set.</summary>
public sealed record NumberLineFinderOptions
{
    /// <summary>The defaults.</summary>
    public static NumberLineFinderOptions Default { get; } = new();

    /// <summary>Most candidates that are returned. Default 40; 1 to 1,000.</summary>
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
    /// Pixels that the picture is shrunk to at most, by a whole factor, before it is searched; one of up to twice as many is searched as it is. Default 1,900,000; 10,000 to 64,000,000.
    /// Glyphs must be at least 8 pixels high there.
    /// </summary>
    public int WorkingPixels
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 10_000, nameof(WorkingPixels));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64_000_000, nameof(WorkingPixels));
            field = value;
        }
    } = 1_900_000;
}
