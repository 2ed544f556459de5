using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>
/// The way back of a projective map as numerators and denominator, the adjugate of its matrix, so that a row of pixels costs three sums and one division each.
/// <see cref="ProjectiveTransform.Invert"/> divides by the determinant first, which shifts the last bit: seeds would no longer give the pictures they gave.
/// </summary>
internal readonly struct BackMap
{
    private readonly double _b, _c, _e, _f, _h, _i;

    public BackMap(ProjectiveTransform map)
    {
        StepU = map.E - (map.F * map.H);
        _b = (map.C * map.H) - map.B;
        _c = (map.B * map.F) - (map.C * map.E);
        StepV = (map.F * map.G) - map.D;
        _e = map.A - (map.C * map.G);
        _f = (map.C * map.D) - (map.A * map.F);
        StepW = (map.D * map.H) - (map.E * map.G);
        _h = (map.B * map.G) - (map.A * map.H);
        _i = (map.A * map.E) - (map.B * map.D);
    }

    /// <summary>What the first numerator grows by from a pixel to the next.</summary>
    public double StepU { get; }

    /// <summary>What the second numerator grows by.</summary>
    public double StepV { get; }

    /// <summary>What the denominator grows by.</summary>
    public double StepW { get; }

    /// <summary>Numerators and denominator at a place.</summary>
    public (double U, double V, double W) Start(double x, double y) => ((StepU * x) + (_b * y) + _c, (StepV * x) + (_e * y) + _f, (StepW * x) + (_h * y) + _i);

    /// <summary>Where a place comes from.</summary>
    public PixelPoint Apply(float x, float y)
    {
        (double u, double v, double w) = Start(x, y);
        return new PixelPoint((float)(u / w), (float)(v / w));
    }
}
