using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

/// <summary>Where a line of a certificate's print stands. On curled paper its two halves may lie differently.</summary>
/// <param name="Left">The row that its left half follows.</param>
/// <param name="Right">The row that its right half follows; the same if only one was found.</param>
/// <param name="Down">How far its middle stands below that of the number, in heights of the number; negative above it.</param>
/// <param name="Size">Height of its digits, in heights of the number.</param>
internal readonly record struct FieldRow(NumberLineCandidate Left, NumberLineCandidate Right, float Down, float Size)
{
    /// <summary>Where the right half begins: behind the first digits of the number, in their length.</summary>
    public const float Half = 0.42f;

    private const float SameSize = 1.5f;

    /// <summary>Whether the halves follow different rows.</summary>
    public bool IsSplit => Left.Quad != Right.Quad;

    /// <summary>The line with one more row of it, which is kept if it stands wholly in the half where the line's own row does not.</summary>
    /// <param name="row">The row.</param>
    /// <param name="down">How far it stands below the number.</param>
    /// <param name="number">The number's digits.</param>
    public FieldRow With(NumberLineCandidate row, float down, LineGeometry number)
    {
        float size = row.CapHeight / Math.Max(1f, number.Height);
        if (IsSplit || Math.Abs(down - Down) > 0.5f * Size || size > SameSize * Size || Size > SameSize * size)
        {
            return this;
        }

        (float from, float to) = Reach(row, number);
        (float ownFrom, float ownTo) = Reach(Left, number);
        return from > Half && ownTo < Half ? this with { Right = row } : to < Half && ownFrom > Half ? this with { Left = row } : this;
    }

    /// <summary>A line some heights of the number further down.</summary>
    /// <param name="number">The number's digits.</param>
    /// <param name="heights">How far.</param>
    public FieldRow Moved(LineGeometry number, float heights)
    {
        PixelPoint top = number.At(0.5f, 0), bottom = number.At(0.5f, 1);
        float dx = (bottom.X - top.X) * heights, dy = (bottom.Y - top.Y) * heights;
        PixelPoint At(PixelPoint point) => new(point.X + dx, point.Y + dy);
        NumberLineCandidate Row(NumberLineCandidate row) => row with { Quad = new Quad(At(row.Quad.TopLeft), At(row.Quad.TopRight), At(row.Quad.BottomRight), At(row.Quad.BottomLeft)) };
        return new FieldRow(Row(Left), Row(Right), Down + heights, Size);
    }

    private static (float From, float To) Reach(NumberLineCandidate row, LineGeometry number) => (FieldRows.AlongOf(number, row.Quad.TopLeft), FieldRows.AlongOf(number, row.Quad.TopRight));
}
