using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>Parameters of <see cref="OpenCvSegmenter"/>. Immutable; validated when they are set.</summary>
public sealed record OpenCvSegmenterOptions : SegmenterOptions
{
    /// <summary>The defaults.</summary>
    public static OpenCvSegmenterOptions Default { get; } = new();

    /// <summary>Side of the neighbourhood whose mean is the local threshold, as a share of the line's height. Default 0.8; 0.1 to 4.</summary>
    public float Neighbourhood
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0.1f, nameof(Neighbourhood));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4f, nameof(Neighbourhood));
            field = value;
        }
    } = 0.8f;

    /// <summary>How far below that mean ink must be, in standard deviations of the line's luminance. Default 0.35; 0 to 3.</summary>
    public float Offset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Offset));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 3f, nameof(Offset));
            field = value;
        }
    } = 0.35f;

    /// <summary>Largest gap between dots of one stroke that is closed, as a share of the line's height. Default 0.04; 0 to 0.2.</summary>
    public float Closing
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Closing));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 0.2f, nameof(Closing));
            field = value;
        }
    } = 0.04f;
}
