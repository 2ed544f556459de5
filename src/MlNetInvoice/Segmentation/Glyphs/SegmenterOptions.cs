namespace MlNetInvoice.Segmentation;

/// <summary>What every segmenter that finds its own pieces can be told, whatever it finds them with. Immutable; validated when it is set.</summary>
public abstract record SegmenterOptions
{
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
