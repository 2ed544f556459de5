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

    /// <summary>How far the ink lies below its threshold, in grey levels: the mean over its pixels.</summary>
    public float Contrast;

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

    /// <summary>This blob and another taken as one.</summary>
    public readonly InkBlob Join(in InkBlob other)
    {
        var joined = new InkBlob { X = (X + other.X) * 0.5f, Y = (Y + other.Y) * 0.5f, Area = Area + other.Area, Contrast = Math.Max(Contrast, other.Contrast) };
        Vector512<float> shift = (Cosines * (X - joined.X)) + (Sines * (Y - joined.Y));
        Vector512<float> low = Vector512.Min(Vector512.Create<float>(Low) + shift, Vector512.Create<float>(other.Low) - shift);
        Vector512<float> high = Vector512.Max(Vector512.Create<float>(High) + shift, Vector512.Create<float>(other.High) - shift);
        joined.SetExtents(low, high);
        return joined;
    }

    /// <summary>A part of a blob: an upright slice of it on a line of a given angle, as a rectangle of the blob's height there.</summary>
    /// <param name="blob">The whole.</param>
    /// <param name="angle">The line's direction in radians.</param>
    /// <param name="offset">The slice's middle along the line, from the middle of the blob.</param>
    /// <param name="width">The slice's width along the line.</param>
    public static InkBlob Slice(in InkBlob blob, float angle, float offset, float width)
    {
        float cos = MathF.Cos(angle);
        float sin = MathF.Sin(angle);
        (float left, float right) = blob.Project(angle);
        (float top, float bottom) = blob.Project(angle + (MathF.PI / 2));
        float along = ((left + right) * 0.5f) + offset;
        float across = (top + bottom) * 0.5f;
        var slice = new InkBlob
        {
            X = blob.X + (along * cos) - (across * sin),
            Y = blob.Y + (along * sin) + (across * cos),
            Area = (int)(blob.Area * width / Math.Max(1, right - left)),
            Contrast = blob.Contrast,
        };
        Vector512<float> halfAlong = Vector512.Abs((Cosines * cos) + (Sines * sin)) * (width * 0.5f);
        Vector512<float> halfAcross = Vector512.Abs((Sines * cos) - (Cosines * sin)) * ((bottom - top) * 0.5f);
        slice.SetExtents(-halfAlong - halfAcross, halfAlong + halfAcross);
        return slice;
    }

    /// <summary>Widens the extents by the pixels of a run.</summary>
    public void Cover(int start, int end, int row)
    {
        Vector512<float> across = Sines * (row + 0.5f - Y);
        Vector512<float> left = across + (Cosines * (start + 0.5f - X));
        Vector512<float> right = across + (Cosines * (end - 0.5f - X));
        Vector512.Min(Vector512.Create<float>(Low), Vector512.Min(left, right)).CopyTo((Span<float>)Low);
        Vector512.Max(Vector512.Create<float>(High), Vector512.Max(left, right)).CopyTo((Span<float>)High);
    }

    /// <summary>Adds half a pixel around the pixels' centres, and measures the diameter.</summary>
    public void Complete() =>
        SetExtents(Vector512.Create<float>(Low) - Vector512.Create(0.5f), Vector512.Create<float>(High) + Vector512.Create(0.5f));

    private void SetExtents(Vector512<float> low, Vector512<float> high)
    {
        low.CopyTo((Span<float>)Low);
        high.CopyTo((Span<float>)High);
        Vector512<float> extent = high - low;
        Vector256<float> most = Vector256.Max(extent.GetLower(), extent.GetUpper());
        Vector128<float> four = Vector128.Max(most.GetLower(), most.GetUpper());
        Diameter = Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
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
