using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Connected components (8-neighbourhood) of one scale, found from runs in two passes with union-find over the runs
/// (Wu, Otoo and Suzuki 2009, "Optimizing two-pass connected-component labeling algorithms"); only those of a glyph's size are kept.
/// </summary>
internal static class InkBlobs
{
    /// <summary>Finds the components whose longer side lies between two bounds.</summary>
    /// <param name="fine">The picture.</param>
    /// <param name="thresholds">The thresholds of the picture at half the scale.</param>
    /// <param name="coarseWidth">Width of that picture.</param>
    /// <param name="coarseHeight">Height of that picture.</param>
    /// <param name="leastSide">Least length of the bounding box's longer side.</param>
    /// <param name="mostSide">Largest length of it.</param>
    public static List<InkBlob> Find(GrayImage fine, ReadOnlySpan<byte> thresholds, int coarseWidth, int coarseHeight, int leastSide, int mostSide)
    {
        int width = fine.Width;
        int height = fine.Height;
        var wide = new byte[(2 * coarseWidth) + 64];
        var starts = new int[(width / 2) + 2];
        var ends = new int[(width / 2) + 2];
        var runs = new List<Run>(width * height / 64);
        int previousStart = 0;
        int previousEnd = 0;
        for (int y = 0; y < height; y++)
        {
            if ((y & 1) == 0 && y / 2 < coarseHeight)
            {
                LocalInk.Widen(thresholds.Slice(y / 2 * coarseWidth, coarseWidth), width, wide);
            }

            int count = LocalInk.Runs(fine.GetRow(y), wide, starts, ends);
            int first = runs.Count;
            CollectionsMarshal.SetCount(runs, first + count);
            Span<Run> all = CollectionsMarshal.AsSpan(runs);
            int above = previousStart;
            for (int i = 0; i < count; i++)
            {
                int index = first + i;
                int label = index;
                int start = starts[i];
                int end = ends[i];
                while (above < previousEnd && all[above].End < start)
                {
                    above++;
                }

                for (int k = above; k < previousEnd && all[k].Start <= end; k++)
                {
                    int root = Root(all, k);
                    if (root < label)
                    {
                        if (label != index)
                        {
                            all[label].Parent = root;
                        }

                        label = root;
                    }
                    else if (root != label)
                    {
                        all[root].Parent = label;
                    }
                }

                all[index] = new Run { Start = (ushort)start, End = (ushort)end, Row = (ushort)y, Parent = label };
            }

            previousStart = first;
            previousEnd = first + count;
        }

        List<InkBlob> blobs = Collect(fine, CollectionsMarshal.AsSpan(runs), leastSide, mostSide);
        foreach (ref InkBlob blob in CollectionsMarshal.AsSpan(blobs))
        {
            int column = Math.Min(coarseWidth - 1, (int)blob.X / 2);
            int row = Math.Min(coarseHeight - 1, (int)blob.Y / 2);
            blob.Contrast = thresholds[(row * coarseWidth) + column] - (blob.Contrast / blob.Area);
        }

        return blobs;
    }

    private static List<InkBlob> Collect(GrayImage fine, Span<Run> runs, int leastSide, int mostSide)
    {
        // Roots precede their members, so one pass in order flattens every tree and numbers the components.
        var boxes = new List<Box>();
        for (int i = 0; i < runs.Length; i++)
        {
            ref Run run = ref runs[i];
            if (run.Parent == i)
            {
                run.Component = boxes.Count;
                boxes.Add(new Box { Left = run.Start, Right = run.End, Top = run.Row, Bottom = run.Row, Area = run.End - run.Start });
                continue;
            }

            run.Parent = runs[run.Parent].Parent;
            run.Component = runs[run.Parent].Component;
            ref Box box = ref CollectionsMarshal.AsSpan(boxes)[run.Component];
            box.Left = Math.Min(box.Left, run.Start);
            box.Right = Math.Max(box.Right, run.End);
            box.Bottom = run.Row;
            box.Area += run.End - run.Start;
        }

        var blobs = new List<InkBlob>();
        Span<Box> all = CollectionsMarshal.AsSpan(boxes);
        for (int i = 0; i < all.Length; i++)
        {
            ref Box box = ref all[i];
            int side = Math.Max(box.Right - box.Left, box.Bottom + 1 - box.Top);
            box.Index = -1;
            if (side < leastSide || side > mostSide)
            {
                continue;
            }

            box.Index = blobs.Count;
            blobs.Add(new InkBlob { X = (box.Left + box.Right) * 0.5f, Y = (box.Top + box.Bottom + 1) * 0.5f, Area = box.Area });
        }

        var lows = new Vector512<float>[blobs.Count];
        var highs = new Vector512<float>[blobs.Count];
        Array.Fill(lows, Vector512.Create(float.MaxValue));
        Array.Fill(highs, Vector512.Create(float.MinValue));
        Span<InkBlob> kept = CollectionsMarshal.AsSpan(blobs);
        foreach (ref Run run in runs)
        {
            int index = all[run.Component].Index;
            if (index < 0)
            {
                continue;
            }

            int sum = 0;
            foreach (byte level in fine.GetRow(run.Row)[run.Start..run.End])
            {
                sum += level;
            }

            kept[index].Contrast += sum;
            Vector512<float> y = InkBlob.Sines * (run.Row + 0.5f - kept[index].Y);
            Vector512<float> left = y + (InkBlob.Cosines * (run.Start + 0.5f - kept[index].X));
            Vector512<float> right = y + (InkBlob.Cosines * (run.End - 0.5f - kept[index].X));
            lows[index] = Vector512.Min(lows[index], Vector512.Min(left, right));
            highs[index] = Vector512.Max(highs[index], Vector512.Max(left, right));
        }

        for (int i = 0; i < kept.Length; i++)
        {
            kept[i].SetExtents(lows[i] - Vector512.Create(0.5f), highs[i] + Vector512.Create(0.5f));
        }

        return blobs;
    }

    private static int Root(Span<Run> runs, int index)
    {
        while (runs[index].Parent != index)
        {
            runs[index].Parent = runs[runs[index].Parent].Parent;
            index = runs[index].Parent;
        }

        return index;
    }

    private struct Run
    {
        public ushort Start;
        public ushort End;
        public ushort Row;
        public int Parent;
        public int Component;
    }

    private struct Box
    {
        public int Left;
        public int Right;
        public int Top;
        public int Bottom;
        public int Area;
        public int Index;
    }
}
