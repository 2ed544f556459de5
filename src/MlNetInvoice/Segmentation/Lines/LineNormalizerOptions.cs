namespace MlNetInvoice.Segmentation;

/// <summary>How a line of print becomes a strip. Immutable; validated when set; travels in the model file, so that training and reading cannot drift apart.</summary>
public sealed record LineNormalizerOptions
{
    /// <summary>The defaults.</summary>
    public static LineNormalizerOptions Default { get; } = new();

    /// <summary>Share of a strip's neighbourhood that is darker than what counts as paper. Default 0.65; above 0.5, below 1.</summary>
    public float PaperShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, 0.5f, nameof(PaperShare));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1f, nameof(PaperShare));
            field = value;
        }
    } = 0.65f;

    /// <summary>Share of a strip's neighbourhood that is darker than what counts as full ink. Default 0.04; 0 to below 0.5.</summary>
    public float InkShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(InkShare));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 0.5f, nameof(InkShare));
            field = value;
        }
    } = 0.04f;

    /// <summary>Half the width of the neighbourhood in columns. Default 28; 4 to 256.</summary>
    public int Radius
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 4, nameof(Radius));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256, nameof(Radius));
            field = value;
        }
    } = 28;

    /// <summary>Contrast of a neighbourhood is taken as at least this share of the whole strip's, so that empty paper stays empty. Default 0.45; 0 to 1.</summary>
    public float ContrastFloor
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(ContrastFloor));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1f, nameof(ContrastFloor));
            field = value;
        }
    } = 0.45f;
}
