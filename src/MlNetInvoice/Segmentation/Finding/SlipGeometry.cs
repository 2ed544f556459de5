using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Which rows of a photograph stand on one slip of paper: they run the same way, one above the other.</summary>
internal static class SlipGeometry
{
    private const float MostSlope = 0.21f;
    private const float MostShift = 0.8f;
    private const float MostDistance = 30f;
    private const float LeastSize = 0.35f;
    private const float MostSize = 1.8f;

    /// <summary>Whether a row stands on the slip of another: within 12° of its direction, beside its middle by at most 0.8 of its length, above or below by at most 30 of its heights.</summary>
    /// <param name="row">The one row; its length and height are the measure.</param>
    /// <param name="other">The other row, in either direction of reading.</param>
    public static bool SameSlip(Quad row, Quad other)
    {
        Frame frame = new(row);
        Frame second = new(other);
        float sine = (frame.Cos * second.Sin) - (frame.Sin * second.Cos);
        (float along, float across) = frame.Offset(second);
        return Math.Abs(sine) < MostSlope && Math.Abs(along) < MostShift * frame.Length && Math.Abs(across) < MostDistance * frame.Height;
    }

    /// <summary>How far a row stands below another in the other's direction of reading, in the other's heights; negative above it.</summary>
    public static float Below(Quad row, Quad other)
    {
        Frame frame = new(row);
        return frame.Offset(new Frame(other)).Across / frame.Height;
    }

    /// <summary>
    /// The share of other rows of the same slip that are clearly lower than a row, each counted by its score. What is very much larger or smaller is a heading, a
    /// texture or a fragment and not counted.
    /// </summary>
    /// <param name="candidate">The row.</param>
    /// <param name="all">All rows, the row itself among them.</param>
    public static float Prominence(in NumberLineCandidate candidate, IReadOnlyList<NumberLineCandidate> all)
    {
        Frame frame = new(candidate.Quad);
        float others = 0;
        float lower = 0;
        for (int i = 0; i < all.Count; i++)
        {
            Frame second = new(all[i].Quad);
            float sine = (frame.Cos * second.Sin) - (frame.Sin * second.Cos);
            (float along, float across) = frame.Offset(second);
            if (Math.Abs(sine) < MostSlope && Math.Abs(along) < MostShift * frame.Length
                && Math.Abs(across) < MostDistance * frame.Height && Math.Abs(across) > 0.7f * frame.Height)
            {
                float size = all[i].CapHeight / candidate.CapHeight;
                float weight = size is > LeastSize and < MostSize ? all[i].Score / Math.Max(candidate.Score, 0.01f) : 0;
                others += weight;
                lower += size < 0.85f ? weight : 0;
            }
        }

        // One or two neighbours say little.
        return (lower + 0.175f) / (others + 0.5f);
    }

    private readonly struct Frame
    {
        public Frame(Quad quad)
        {
            float leftX = (quad.TopLeft.X + quad.BottomLeft.X) / 2;
            float leftY = (quad.TopLeft.Y + quad.BottomLeft.Y) / 2;
            float dx = ((quad.TopRight.X + quad.BottomRight.X) / 2) - leftX;
            float dy = ((quad.TopRight.Y + quad.BottomRight.Y) / 2) - leftY;
            X = leftX + (dx / 2);
            Y = leftY + (dy / 2);
            Length = MathF.Max(1, MathF.Sqrt((dx * dx) + (dy * dy)));
            Cos = dx / Length;
            Sin = dy / Length;
            float downX = ((quad.BottomLeft.X + quad.BottomRight.X) - (quad.TopLeft.X + quad.TopRight.X)) / 2;
            float downY = ((quad.BottomLeft.Y + quad.BottomRight.Y) - (quad.TopLeft.Y + quad.TopRight.Y)) / 2;
            Height = MathF.Max(1, MathF.Sqrt((downX * downX) + (downY * downY)));
        }

        public float X { get; }

        public float Y { get; }

        public float Length { get; }

        public float Height { get; }

        public float Cos { get; }

        public float Sin { get; }

        public (float Along, float Across) Offset(Frame other)
        {
            float dx = other.X - X;
            float dy = other.Y - Y;
            return ((dx * Cos) + (dy * Sin), (dy * Cos) - (dx * Sin));
        }
    }
}
