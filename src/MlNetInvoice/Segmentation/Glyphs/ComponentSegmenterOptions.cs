namespace MlNetInvoice.Segmentation;

/// <summary>Parameters of <see cref="ComponentSegmenter"/>. Immutable; validated when they are set.</summary>
public sealed record ComponentSegmenterOptions : SegmenterOptions
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
}
