using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>
/// Finds the 8-connected components of a mask in one pass over its runs, joined by union-find (Rosenfeld and Pfaltz 1966, on runs).
/// Memory grows with the number of runs, at most half the pixels.
/// </summary>
public static class ConnectedComponents
{
    /// <summary>All components of at least a given size, in the order of their first pixel.</summary>
    /// <param name="mask">Ink where a pixel is not 0.</param>
    /// <param name="minArea">Smallest number of pixels, at least 1.</param>
    public static IReadOnlyList<ConnectedComponent> Find(GrayImage mask, int minArea = 1)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfLessThan(minArea, 1);
        var runs = new List<Run>();
        var parents = new List<int>();
        int aboveStart = 0;
        int aboveEnd = 0;
        for (int y = 0; y < mask.Height; y++)
        {
            int rowStart = runs.Count;
            ReadOnlySpan<byte> row = mask.GetRow(y);
            int above = aboveStart;
            for (int x = 0; x < row.Length;)
            {
                int skip = row[x..].IndexOfAnyExcept((byte)0);
                if (skip < 0)
                {
                    break;
                }

                int start = x + skip;
                int length = row[start..].IndexOf((byte)0);
                int end = length < 0 ? row.Length : start + length;
                int index = runs.Count;
                runs.Add(new Run(y, start, end));
                parents.Add(index);
                while (above < aboveEnd && runs[above].End < start)
                {
                    above++;
                }

                for (int i = above; i < aboveEnd && runs[i].Start <= end; i++)
                {
                    Join(parents, i, index);
                }

                x = end;
            }

            aboveStart = rowStart;
            aboveEnd = runs.Count;
        }

        return Collect(runs, parents, minArea);
    }

    private static List<ConnectedComponent> Collect(List<Run> runs, List<int> parents, int minArea)
    {
        var slots = new Dictionary<int, int>();
        var sums = new List<Sum>();
        for (int i = 0; i < runs.Count; i++)
        {
            int root = Root(parents, i);
            if (!slots.TryGetValue(root, out int slot))
            {
                slot = sums.Count;
                slots.Add(root, slot);
                sums.Add(new Sum(int.MaxValue, int.MaxValue, 0, 0, 0, 0, 0));
            }

            Run run = runs[i];
            Sum sum = sums[slot];
            int count = run.End - run.Start;
            sums[slot] = new Sum(
                Math.Min(sum.Left, run.Start),
                Math.Min(sum.Top, run.Y),
                Math.Max(sum.Right, run.End),
                Math.Max(sum.Bottom, run.Y + 1),
                sum.Area + count,
                sum.X + (0.5 * (run.Start + run.End) * count),
                sum.Y + ((run.Y + 0.5) * count));
        }

        var components = new List<ConnectedComponent>(sums.Count);
        foreach (Sum sum in sums)
        {
            if (sum.Area >= minArea)
            {
                components.Add(new ConnectedComponent(
                    new PixelBox(sum.Left, sum.Top, sum.Right - sum.Left, sum.Bottom - sum.Top),
                    sum.Area,
                    (float)(sum.X / sum.Area),
                    (float)(sum.Y / sum.Area)));
            }
        }

        return components;
    }

    private static void Join(List<int> parents, int a, int b)
    {
        int rootA = Root(parents, a);
        int rootB = Root(parents, b);
        parents[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
    }

    private static int Root(List<int> parents, int i)
    {
        while (parents[i] != i)
        {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }

        return i;
    }

    private readonly record struct Run(int Y, int Start, int End);

    private readonly record struct Sum(int Left, int Top, int Right, int Bottom, int Area, double X, double Y);
}
