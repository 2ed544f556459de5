namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Connected components (8-neighbourhood) of one scale, found from runs in two passes with union-find over the runs
/// (Wu, Otoo and Suzuki 2009, "Optimizing two-pass connected-component labeling algorithms"); only those of a glyph's size are kept. Unlike
/// <see cref="ConnectedComponents"/> it needs no mask and measures extents in all directions, which a whole photograph asks for.
/// </summary>
internal static class InkBlobs
{
    /// <summary>Finds the components whose longer side lies between two bounds.</summary>
    /// <param name="fine">The picture.</param>
    /// <param name="coarse">The picture at half the scale.</param>
    /// <param name="thresholds">The thresholds of its pixels.</param>
    /// <param name="leastSide">Least length of the bounding box's longer side.</param>
    /// <param name="mostSide">Largest length of it.</param>
    /// <param name="workspace">Takes the blobs.</param>
    /// <returns>The number of blobs.</returns>
    public static int Find(
        PixelPlane fine, PixelPlane coarse, ReadOnlySpan<byte> thresholds, int leastSide, int mostSide, FinderWorkspace workspace)
    {
        int runs = Link(fine, coarse, thresholds, workspace);
        int components = Flatten(runs, workspace);
        return Collect(fine, coarse, thresholds, runs, components, leastSide, mostSide, workspace);
    }

    // First pass: every run joins the runs above that it touches.
    private static int Link(PixelPlane fine, PixelPlane coarse, ReadOnlySpan<byte> thresholds, FinderWorkspace workspace)
    {
        int width = fine.Width;
        int most = (width / 2) + 2;
        FinderWorkspace.Reserve(ref workspace.Wide, width + 64);
        FinderWorkspace.Reserve(ref workspace.Starts, most);
        FinderWorkspace.Reserve(ref workspace.Ends, most);
        int total = 0;
        int previous = 0;
        for (int y = 0; y < fine.Height; y++)
        {
            if ((y & 1) == 0 && y / 2 < coarse.Height)
            {
                LocalInk.Widen(thresholds.Slice(y / 2 * coarse.Width, coarse.Width), width, workspace.Wide);
            }

            int count = LocalInk.Runs(fine.GetRow(y), workspace.Wide, workspace.Starts, workspace.Ends);
            FinderWorkspace.Grow(ref workspace.Runs, total + count);
            Span<InkRun> runs = workspace.Runs;
            int above = previous;
            for (int i = 0; i < count; i++)
            {
                int index = total + i;
                int label = index;
                int start = workspace.Starts[i];
                int end = workspace.Ends[i];
                while (above < total && runs[above].End < start)
                {
                    above++;
                }

                for (int k = above; k < total && runs[k].Start <= end; k++)
                {
                    int root = Root(runs, k);
                    if (root < label)
                    {
                        if (label != index)
                        {
                            runs[label].Parent = root;
                        }

                        label = root;
                    }
                    else if (root != label)
                    {
                        runs[root].Parent = label;
                    }
                }

                runs[index] = new InkRun { Start = (ushort)start, End = (ushort)end, Row = (ushort)y, Parent = label };
            }

            previous = total;
            total += count;
        }

        return total;
    }

    // Second pass: roots precede their members, so one pass in order flattens every tree, numbers the components and bounds them.
    private static int Flatten(int count, FinderWorkspace workspace)
    {
        Span<InkRun> runs = workspace.Runs.AsSpan(0, count);
        int components = 0;
        for (int i = 0; i < runs.Length; i++)
        {
            ref InkRun run = ref runs[i];
            if (run.Parent == i)
            {
                FinderWorkspace.Grow(ref workspace.Boxes, components + 1);
                workspace.Boxes[components] = new InkBox { Left = run.Start, Right = run.End, Top = run.Row, Bottom = run.Row, Area = run.End - run.Start };
                run.Component = components++;
                continue;
            }

            run.Parent = runs[run.Parent].Parent;
            run.Component = runs[run.Parent].Component;
            ref InkBox box = ref workspace.Boxes[run.Component];
            box.Left = Math.Min(box.Left, run.Start);
            box.Right = Math.Max(box.Right, run.End);
            box.Bottom = run.Row;
            box.Area += run.End - run.Start;
        }

        return components;
    }

    // Third pass: what has a glyph's size is measured.
    private static int Collect(
        PixelPlane fine,
        PixelPlane coarse,
        ReadOnlySpan<byte> thresholds,
        int runCount,
        int components,
        int leastSide,
        int mostSide,
        FinderWorkspace workspace)
    {
        int count = 0;
        Span<InkBox> boxes = workspace.Boxes.AsSpan(0, components);
        foreach (ref InkBox box in boxes)
        {
            int side = Math.Max(box.Right - box.Left, box.Bottom + 1 - box.Top);
            box.Blob = -1;
            if (side < leastSide || side > mostSide)
            {
                continue;
            }

            FinderWorkspace.Grow(ref workspace.Blobs, count + 1);
            ref InkBlob blob = ref workspace.Blobs[count];
            blob = new InkBlob { X = (box.Left + box.Right) * 0.5f, Y = (box.Top + box.Bottom + 1) * 0.5f, Area = box.Area };
            ((Span<float>)blob.Low).Fill(float.MaxValue);
            ((Span<float>)blob.High).Fill(float.MinValue);
            box.Blob = count++;
        }

        foreach (ref readonly InkRun run in workspace.Runs.AsSpan(0, runCount))
        {
            int index = boxes[run.Component].Blob;
            if (index < 0)
            {
                continue;
            }

            int sum = 0;
            foreach (byte level in fine.GetRow(run.Row)[run.Start..run.End])
            {
                sum += level;
            }

            workspace.Blobs[index].Contrast += sum;
            workspace.Blobs[index].Cover(run.Start, run.End, run.Row);
        }

        for (int i = 0; i < count; i++)
        {
            ref InkBlob blob = ref workspace.Blobs[i];
            blob.Complete();
            int column = Math.Min(coarse.Width - 1, (int)blob.X / 2);
            int row = Math.Min(coarse.Height - 1, (int)blob.Y / 2);
            blob.Contrast = thresholds[(row * coarse.Width) + column] - (blob.Contrast / blob.Area);
        }

        return count;
    }

    private static int Root(Span<InkRun> runs, int index)
    {
        while (runs[index].Parent != index)
        {
            runs[index].Parent = runs[runs[index].Parent].Parent;
            index = runs[index].Parent;
        }

        return index;
    }
}
