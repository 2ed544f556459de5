using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Where a line of a certificate's print stands. On curled or tilted paper its parts lie differently.</summary>
/// <param name="Parts">The rows of print that it consists of, from left to right, none over another; at least one.</param>
/// <param name="Down">How far the largest of them stands below the number, in heights of the number; negative above it.</param>
/// <param name="Height">Height of its digits in pixels.</param>
internal sealed record FieldRow(IReadOnlyList<NumberLineCandidate> Parts, float Down, float Height)
{
    // Rows of one line have about the same height, and meet half way.
    private const float SameSize = 1.45f;
    private const float Step = 0.4f;

    /// <summary>A line of one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="down">How far it stands below the number, in heights of the number.</param>
    public FieldRow(NumberLineCandidate row, float down)
        : this([row], down, new LineGeometry(row.Quad).Height)
    {
    }

    /// <summary>The line with one more row, if the row goes on where the line ends or fills a gap of it; else the line itself.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">The number's digits.</param>
    /// <param name="isLevel">Whether the row stands at the line's height, wherever it begins.</param>
    public FieldRow With(NumberLineCandidate row, LineGeometry number, bool isLevel = false)
    {
        float height = new LineGeometry(row.Quad).Height, middle = MiddleOf(row, number);
        int at = Parts.Count(part => MiddleOf(part, number) < middle);
        return height > SameSize * Height || Height > SameSize * height || (at > 0 && !Continue(Parts[at - 1], row, isLevel)) || (at < Parts.Count && !Continue(row, Parts[at], isLevel))
            ? this
            : this with { Parts = [.. Parts.Take(at), row, .. Parts.Skip(at)] };
    }

    /// <summary>The parts with the stretches of the line that they stand for, along the number's digits: 0 where the digits begin, 1 where they end.</summary>
    /// <param name="number">The number's digits.</param>
    /// <param name="from">Where the first part begins; what lies before is left out.</param>
    /// <param name="to">Where the last one ends; what lies behind is left out.</param>
    public IEnumerable<(NumberLineCandidate Row, float From, float To)> Stretches(LineGeometry number, float from, float to)
    {
        for (int i = 0; i < Parts.Count; i++)
        {
            float end = i + 1 == Parts.Count ? to
                : Math.Min(to, 0.5f * (FieldRows.AlongOf(number, Parts[i].Quad.TopRight) + FieldRows.AlongOf(number, Parts[i + 1].Quad.TopLeft)));
            if (end > from)
            {
                yield return (Parts[i], from, end);
                from = end;
            }
        }
    }

    /// <summary>A line some heights of the number further down.</summary>
    /// <param name="number">The number's digits.</param>
    /// <param name="heights">How far.</param>
    public FieldRow Moved(LineGeometry number, float heights)
    {
        PixelPoint top = number.At(0.5f, 0), bottom = number.At(0.5f, 1);
        float dx = (bottom.X - top.X) * heights, dy = (bottom.Y - top.Y) * heights;
        PixelPoint At(PixelPoint point) => new(point.X + dx, point.Y + dy);
        return new FieldRow([.. Parts.Select(row => row with { Quad = new Quad(At(row.Quad.TopLeft), At(row.Quad.TopRight), At(row.Quad.BottomRight), At(row.Quad.BottomLeft)) })], Down + heights, Height);
    }

    private static float MiddleOf(NumberLineCandidate row, LineGeometry number) => 0.5f * (FieldRows.AlongOf(number, row.Quad.TopLeft) + FieldRows.AlongOf(number, row.Quad.TopRight));

    // Whether the right row begins behind the left one and at its height.
    private static bool Continue(NumberLineCandidate left, NumberLineCandidate right, bool isLevel)
    {
        LineGeometry a = new(left.Quad), b = new(right.Quad);
        PixelPoint end = a.At(1, 0.5f), start = b.At(0, 0.5f), half = new((end.X + start.X) / 2, (end.Y + start.Y) / 2);
        if (FieldRows.AlongOf(a, start) < 1 || isLevel)
        {
            return isLevel && FieldRows.AlongOf(a, start) >= 1;
        }

        PixelPoint p = a.At(FieldRows.AlongOf(a, half), 0.5f), q = b.At(FieldRows.AlongOf(b, half), 0.5f);
        float dx = p.X - q.X, dy = p.Y - q.Y;
        return MathF.Sqrt((dx * dx) + (dy * dy)) < Step * Math.Min(a.Height, b.Height);
    }
}
