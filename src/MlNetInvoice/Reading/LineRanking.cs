using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Orders the lines of a photograph: by how sure they are, by whether two letters stand before them, and by size, for the number is printed larger than tax numbers and dates.</summary>
internal static class LineRanking
{
    /// <summary>The lines, the likeliest to be the invoice number first, without those that lie on a better one.</summary>
    public static List<LineReading> Rank(List<LineReading> lines)
    {
        float tallest = lines.Count == 0 ? 0 : lines.Max(line => line.Height);
        var kept = new List<LineReading>();
        foreach (LineReading line in lines.OrderByDescending(line => Weight(line, tallest)))
        {
            if (!kept.Exists(other => Overlap(other.Box, line.Box)))
            {
                kept.Add(line);
            }
        }

        return kept;
    }

    private static float Weight(LineReading line, float tallest)
    {
        float confidence = Math.Clamp(line.Confidence, 1e-4f, 1 - 1e-4f);
        return MathF.Log(confidence / (1 - confidence)) + (line.LettersConfidence > 0.5f ? 3f : 0f) + (3f * MathF.Log(line.Height / Math.Max(1f, tallest)));
    }

    // Whether the middle of one lies in the other.
    private static bool Overlap(Quad a, Quad b) => Contains(a, Middle(b)) || Contains(b, Middle(a));

    private static PixelPoint Middle(Quad quad) => new(
        (quad.TopLeft.X + quad.TopRight.X + quad.BottomRight.X + quad.BottomLeft.X) / 4,
        (quad.TopLeft.Y + quad.TopRight.Y + quad.BottomRight.Y + quad.BottomLeft.Y) / 4);

    private static bool Contains(Quad quad, PixelPoint point) =>
        Side(quad.TopLeft, quad.TopRight, point) && Side(quad.TopRight, quad.BottomRight, point)
        && Side(quad.BottomRight, quad.BottomLeft, point) && Side(quad.BottomLeft, quad.TopLeft, point);

    private static bool Side(PixelPoint a, PixelPoint b, PixelPoint point) => ((b.X - a.X) * (point.Y - a.Y)) - ((b.Y - a.Y) * (point.X - a.X)) >= 0;
}
