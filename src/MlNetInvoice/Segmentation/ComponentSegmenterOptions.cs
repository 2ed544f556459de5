namespace MlNetInvoice.Segmentation;

/// <summary>Parameters of <see cref="ComponentSegmenter"/>. Immutable; validated when they are set.</summary>
public sealed record ComponentSegmenterOptions
{
    /// <summary>The defaults.</summary>
    public static ComponentSegmenterOptions Default { get; } = new();

    /// <summary>Sauvola's k: how far below the local mean ink must be. Default 0.2; 0 to 1.</summary>
    public float Sensitivity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Sensitivity));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1f, nameof(Sensitivity));
            field = value;
        }
    } = 0.2f;

    /// <summary>Largest skew that is looked for and corrected, in degrees either way. Default 8; 0 to 20.</summary>
    public float MaxSkewDegrees
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxSkewDegrees));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 20f, nameof(MaxSkewDegrees));
            field = value;
        }
    } = 8f;

    /// <summary>A piece this many times as wide as the median glyph is split. Default 1.6; 1.2 to 3.</summary>
    public float SplitRatio
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1.2f, nameof(SplitRatio));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 3f, nameof(SplitRatio));
            field = value;
        }
    } = 1.6f;
}
