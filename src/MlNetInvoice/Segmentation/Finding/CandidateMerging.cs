using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Leaves one candidate of those that several scales found at the same place.</summary>
internal static class CandidateMerging
{
    /// <summary>Keeps the best candidates, best first, each the longest row that was found at its place.</summary>
    /// <param name="found">All candidates; sorted.</param>
    /// <param name="most">How many to keep.</param>
    public static List<NumberLineCandidate> Merge(List<NumberLineCandidate> found, int most)
    {
        found.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = new List<NumberLineCandidate>();
        foreach (NumberLineCandidate candidate in found)
        {
            int same = -1;
            for (int i = 0; i < kept.Count && same < 0; i++)
            {
                same = SameRow(kept[i], candidate) ? i : -1;
            }

            if (same < 0)
            {
                kept.Add(candidate);
            }
            else
            {
                kept[same] = Lengthened(kept[same], candidate);
            }
        }

        int wanted = Math.Min(most, kept.Count);
        for (int i = 0; i < wanted; i++)
        {
            kept[i] = kept[i] with { Prominence = SlipGeometry.Prominence(kept[i], kept) };
        }

        kept.RemoveRange(wanted, kept.Count - wanted);
        return kept;
    }

    private static bool SameRow(in NumberLineCandidate a, in NumberLineCandidate b)
    {
        float ratio = a.CapHeight / b.CapHeight;
        if (ratio is < 0.75f or > 1.33f)
        {
            return false;
        }

        (PixelPoint leftA, PixelPoint rightA) = Ends(a.Quad);
        (PixelPoint leftB, PixelPoint rightB) = Ends(b.Quad);
        float length = MathF.Max(1, Distance(leftA, rightA));
        float cos = (rightA.X - leftA.X) / length;
        float sin = (rightA.Y - leftA.Y) / length;
        float from = Along(leftB);
        float to = Along(rightB);
        float near = 0.3f * a.CapHeight;
        float common = Math.Min(length, Math.Max(from, to)) - Math.Max(0, Math.Min(from, to));
        return Math.Abs(Across(leftB)) < near && Math.Abs(Across(rightB)) < near
            && common > Math.Min(0.5f * Math.Min(length, Math.Abs(to - from)), 1.6f * a.Pitch);

        float Along(PixelPoint p) => ((p.X - leftA.X) * cos) + ((p.Y - leftA.Y) * sin);
        float Across(PixelPoint p) => ((p.Y - leftA.Y) * cos) - ((p.X - leftA.X) * sin);
    }

    // The better candidate's edges, as far as the other one reaches.
    private static NumberLineCandidate Lengthened(in NumberLineCandidate best, in NumberLineCandidate other)
    {
        (PixelPoint left, PixelPoint right) = Ends(best.Quad);
        (PixelPoint otherLeft, PixelPoint otherRight) = Ends(other.Quad);
        float length = MathF.Max(1, Distance(left, right));
        float cos = (right.X - left.X) / length;
        float sin = (right.Y - left.Y) / length;
        float a = (((otherLeft.X - left.X) * cos) + ((otherLeft.Y - left.Y) * sin)) / length;
        float b = (((otherRight.X - left.X) * cos) + ((otherRight.Y - left.Y) * sin)) / length;
        float from = Math.Min(0, Math.Min(a, b));
        float to = Math.Max(1, Math.Max(a, b));
        if (to - from <= 1)
        {
            return best;
        }

        Quad quad = best.Quad;
        return best with
        {
            Quad = new Quad(
                Between(quad.TopLeft, quad.TopRight, from),
                Between(quad.TopLeft, quad.TopRight, to),
                Between(quad.BottomLeft, quad.BottomRight, to),
                Between(quad.BottomLeft, quad.BottomRight, from)),
            GlyphCount = Math.Max(best.GlyphCount, other.GlyphCount),
        };
    }

    private static (PixelPoint Left, PixelPoint Right) Ends(in Quad quad) =>
        (Between(quad.TopLeft, quad.BottomLeft, 0.5f), Between(quad.TopRight, quad.BottomRight, 0.5f));

    private static PixelPoint Between(PixelPoint a, PixelPoint b, float share) =>
        new(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
