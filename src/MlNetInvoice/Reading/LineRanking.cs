using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Orders the lines of a photograph: by how sure they are, by whether two letters stand before them, and by size, for the number is printed larger than tax numbers and dates.</summary>
internal static class LineRanking
{
    /// <summary>Whether a line reads so clearly as one row of single digits that it is worth looking for letters before it.</summary>
    public static bool MayBeNumber(LineReading line) => line is { Quality: > -0.55f, Isolation: > -1.5f, Confidence: > 0.2f } && line.RelativePitch > 0.5f;

    /// <summary>The lines, the likeliest to be the invoice number first, without those that lie on a better one.</summary>
    public static List<LineReading> Rank(List<LineReading> lines)
    {
        float tallest = 0;
        foreach (LineReading line in lines)
        {
            tallest = MayBeNumber(line) ? Math.Max(tallest, line.Height) : tallest;
        }

        var kept = new List<LineReading>();
        foreach (LineReading line in lines.OrderByDescending(line => Weight(line, tallest)))
        {
            if (!kept.Exists(other => Overlap(other.Box, line.Box)))
            {
                kept.Add(line);
            }
        }

        for (int i = 0; i < kept.Count; i++)
        {
            kept[i].Belief = Believe(kept[i], kept, i == 0 ? tallest : kept[0].Height);
        }

        return kept;
    }

    // How likely a line is the invoice number at all, and not a tax number, a date or a transaction number of as many digits.
    private static float Believe(LineReading line, List<LineReading> all, float reference)
    {
        if (!MayBeNumber(line))
        {
            return 0;
        }

        bool isFirst = ReferenceEquals(line, all[0]);
        float size = line.Height / Math.Max(1f, reference);
        if (line.LettersConfidence > 0.8f)
        {
            return size > (isFirst ? 0.6f : 0.7f) ? 1f : 0.3f;
        }

        // Without letters only the largest number far apart from others in size and set as wide as numbering machines do.
        bool isStamped = line.RelativePitch is > 0.66f and < 1.15f && line.Isolation > -0.6f && line.Quality > -0.3f;
        bool isLargest = !all.Exists(other => !ReferenceEquals(other, line) && MayBeNumber(other) && other.Height > 0.95f * line.Height);
        return isStamped && (isFirst ? isLargest : size > 0.8f) ? 1f : 0.3f;
    }

    private static float Weight(LineReading line, float tallest)
    {
        if (!MayBeNumber(line))
        {
            return line.Quality - 100f;
        }

        float confidence = Math.Clamp(line.Confidence, 0.02f, 0.98f);
        return MathF.Log(confidence / (1 - confidence)) + (4f * line.LettersConfidence) + (8f * MathF.Log(line.Height / Math.Max(1f, tallest)))
            + (line.RelativePitch > 0.56f ? 0f : -2f) + (4f * line.Quality);
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
