using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// A connected component of ink that may be a character, with its extent in sixteen directions (0°, 11.25°, … 168.75°), so that its
/// height is known along whatever line it turns out to stand on.
/// </summary>
internal struct InkBlob
{
    /// <summary>Directions in which the extents are kept, evenly over 180°.</summary>
    public const int Directions = 16;

    /// <summary>Centre of the bounding box, in pixels of the scale.</summary>
    public float X, Y;

    /// <summary>The largest extent of all directions: the diagonal of a glyph, whichever way it is turned.</summary>
    public float Diameter;

    /// <summary>Pixels of ink.</summary>
    public int Area;

    /// <summary>Lowest and highest projection of the component's pixels on each direction (cos θ, sin θ), from the bounding box's centre.</summary>
    public Extents Low, High;

    /// <summary>Cosine and sine of each direction.</summary>
    public static readonly Vector512<float> Cosines = Vector512.Create([.. Enumerable.Range(0, Directions).Select(i => MathF.Cos(i * MathF.PI / Directions))]);

    /// <inheritdoc cref="Cosines"/>
    public static readonly Vector512<float> Sines = Vector512.Create([.. Enumerable.Range(0, Directions).Select(i => MathF.Sin(i * MathF.PI / Directions))]);

    /// <summary>The projections on a direction, interpolated between the two nearest kept ones.</summary>
    /// <param name="angle">The direction in radians.</param>
    /// <returns>The lowest and the highest projection, relative to the centre.</returns>
    public readonly (float Low, float High) Project(float angle)
    {
        float turn = angle * (Directions / MathF.PI);
        float floor = MathF.Floor(turn);
        float share = turn - floor;
        int first = (int)floor & ((2 * Directions) - 1);
        int second = (first + 1) & ((2 * Directions) - 1);
        (float lowA, float highA) = At(first);
        (float lowB, float highB) = At(second);
        return (lowA + ((lowB - lowA) * share), highA + ((highB - highA) * share));
    }

    private readonly (float Low, float High) At(int direction) =>
        direction < Directions ? (Low[direction], High[direction]) : (-High[direction - Directions], -Low[direction - Directions]);

    /// <summary>One number for each direction.</summary>
    [InlineArray(Directions)]
    public struct Extents
    {
        private float _first;
    }
}
