using System.Runtime.CompilerServices;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>An affine map of the plane: x' = A·x + B·y + C, y' = D·x + E·y + F.</summary>
internal readonly record struct AffineMap(float A, float B, float C, float D, float E, float F)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float X, float Y) Apply(float x, float y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);

    /// <summary>Scale, then shear to the right by <paramref name="slant"/> per unit of height, then turn by an angle (radians), then move.</summary>
    public static AffineMap Place(float scaleX, float scaleY, float slant, float angle, float x, float y)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        float shear = -slant * scaleY;
        return new AffineMap(
            cos * scaleX,
            (cos * shear) - (sin * scaleY),
            x,
            sin * scaleX,
            (sin * shear) + (cos * scaleY),
            y);
    }
}
