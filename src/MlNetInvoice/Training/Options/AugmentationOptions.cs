namespace MlNetInvoice.Training;

/// <summary>
/// How far training images are distorted anew each time they are seen: affine (rotation, scale, shear, shift; each drawn evenly from ± its range) and elastic
/// (Simard, Steinkraus, Platt 2003: a random displacement field smoothed by a Gaussian). Sampling is bilinear, paper outside. Immutable.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>Largest rotation in degrees, 0 to 180. Default 10.</summary>
    public float RotationDegrees { get; init; } = 10;

    /// <summary>Largest change of scale, horizontally and vertically by itself, 0 to 0.9. Default 0.1 (90 to 110%).</summary>
    public float Scale { get; init; } = 0.1f;

    /// <summary>Largest horizontal shear, columns per row, 0 to 2. Default 0.1.</summary>
    public float Shear { get; init; } = 0.1f;

    /// <summary>Largest shift in pixels, in each direction, 0 to 64. Default 1.5.</summary>
    public float ShiftPixels { get; init; } = 1.5f;

    /// <summary>Strength of the elastic distortion: root mean square displacement in pixels, 0 (none) to 16. Default 0.</summary>
    public float ElasticPixels { get; init; }

    /// <summary>Standard deviation in pixels of the Gaussian that smooths the displacement field, 1 to 16. Default 4.</summary>
    public float ElasticSigma { get; init; } = 4;
}
