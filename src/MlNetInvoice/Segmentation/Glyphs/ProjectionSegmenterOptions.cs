namespace MlNetInvoice.Segmentation;

/// <summary>Parameters of <see cref="ProjectionSegmenter"/>. Immutable; validated when they are set.</summary>
public sealed record ProjectionSegmenterOptions
{
    /// <summary>The defaults.</summary>
    public static ProjectionSegmenterOptions Default { get; } = new();

    /// <summary>Largest luminance that counts as ink, 0 to 255; null takes Otsu's threshold of the picture. Default 130.</summary>
    public int? Threshold
    {
        get;
        init
        {
            if (value is < 0 or > 255)
            {
                throw new ArgumentOutOfRangeException(nameof(Threshold), value, "The threshold is a luminance, 0 to 255.");
            }

            field = value;
        }
    } = 130;

    /// <summary>Rows belong to the line where their ink exceeds this share of the fullest row's. Default 0.25; 0 to below 1.</summary>
    public float RowShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(RowShare));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1f, nameof(RowShare));
            field = value;
        }
    } = 0.25f;

    /// <summary>Runs of columns narrower than this share of the line's height are noise. Default 0.08; 0 to 1.</summary>
    public float MinWidthShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MinWidthShare));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1f, nameof(MinWidthShare));
            field = value;
        }
    } = 0.08f;

    /// <summary>Runs of columns with less ink than this share of the median run's are noise. Default 0.2; 0 to 1.</summary>
    public float MinInkShare
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MinInkShare));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1f, nameof(MinInkShare));
            field = value;
        }
    } = 0.2f;
}
