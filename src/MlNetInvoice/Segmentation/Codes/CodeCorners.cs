using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>Three corner marks that may belong to one QR code.</summary>
/// <param name="TopLeft">The one at the right angle.</param>
/// <param name="TopRight">The next one clockwise.</param>
/// <param name="BottomLeft">The last one.</param>
/// <param name="Cost">How far sizes, sides and angle are off; 0 perfect.</param>
internal sealed record CodeCorners(FinderPattern TopLeft, FinderPattern TopRight, FinderPattern BottomLeft, float Cost)
{
    // Sides of codes in modules between the marks' middles: version 1 has 14, the largest of a certificate (version 20 or so) 90.
    private const float LeastSide = 10;
    private const float MostSide = 110;
    private const float MostCost = 1.1f;
    private const int MostGroups = 160;

    /// <summary>The groups of three, the best first.</summary>
    public static List<CodeCorners> Group(List<FinderPattern> marks)
    {
        var groups = new List<CodeCorners>();
        var near = new List<FinderPattern>();
        foreach (FinderPattern corner in marks)
        {
            near.Clear();
            near.AddRange(marks.Where(mark => mark != corner && AreNear(corner, mark)));
            for (int i = 0; i < near.Count; i++)
            {
                for (int j = i + 1; j < near.Count; j++)
                {
                    if (TryMake(corner, near[i], near[j]) is { } group)
                    {
                        groups.Add(group);
                    }
                }
            }
        }

        groups.Sort((a, b) => a.Cost.CompareTo(b.Cost));
        return groups.Count > MostGroups ? groups[..MostGroups] : groups;
    }

    /// <summary>The code's outline if it is a parallelogram.</summary>
    public Quad Outline()
    {
        float module = Module;
        float ux = TopRight.X - TopLeft.X, uy = TopRight.Y - TopLeft.Y, vx = BottomLeft.X - TopLeft.X, vy = BottomLeft.Y - TopLeft.Y;
        float u = 3.5f * module / MathF.Sqrt((ux * ux) + (uy * uy)), v = 3.5f * module / MathF.Sqrt((vx * vx) + (vy * vy));
        PixelPoint At(float s, float t) => new(TopLeft.X + (ux * s) + (vx * t), TopLeft.Y + (uy * s) + (vy * t));
        return new Quad(At(-u, -v), At(1 + u, -v), At(1 + u, 1 + v), At(-u, 1 + v));
    }

    /// <summary>A module's side in the code's own direction.</summary>
    public float Module
    {
        get
        {
            float dx = Math.Abs(TopRight.X - TopLeft.X), dy = Math.Abs(TopRight.Y - TopLeft.Y);
            // Rows cut a turned mark at a slant.
            return (TopLeft.Module + TopRight.Module + BottomLeft.Module) / 3 * Math.Max(dx, dy) / MathF.Sqrt((dx * dx) + (dy * dy));
        }
    }

    private static bool AreNear(FinderPattern a, FinderPattern b)
    {
        float ratio = a.Module / b.Module, dx = a.X - b.X, dy = a.Y - b.Y, module = Math.Min(a.Module, b.Module);
        float distance = (dx * dx) + (dy * dy);
        return ratio is > 0.6f and < 1.67f && distance > LeastSide * LeastSide * 0.4f * module * module && distance < MostSide * MostSide * module * module;
    }

    /// <summary>The code that three marks may belong to, or null: angle, sides and sizes must fit.</summary>
    /// <param name="corner">The mark at the right angle.</param>
    /// <param name="a">Another.</param>
    /// <param name="b">The third.</param>
    public static CodeCorners? TryMake(FinderPattern corner, FinderPattern a, FinderPattern b)
    {
        float ax = a.X - corner.X, ay = a.Y - corner.Y, bx = b.X - corner.X, by = b.Y - corner.Y;
        float la = MathF.Sqrt((ax * ax) + (ay * ay)), lb = MathF.Sqrt((bx * bx) + (by * by));
        float cosine = ((ax * bx) + (ay * by)) / (la * lb), sides = MathF.Abs(MathF.Log(la / lb));
        float most = Math.Max(corner.Module, Math.Max(a.Module, b.Module)), least = Math.Min(corner.Module, Math.Min(a.Module, b.Module));
        float cost = MathF.Abs(cosine) + sides + (0.7f * MathF.Log(most / least));
        if (MathF.Abs(cosine) > 0.45f || sides > 0.5f || cost > MostCost)
        {
            return null;
        }

        return (ax * by) - (ay * bx) > 0 ? new CodeCorners(corner, a, b, cost) : new CodeCorners(corner, b, a, cost);
    }
}
