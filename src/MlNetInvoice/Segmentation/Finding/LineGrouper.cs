namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Groups blobs of one scale into lines at any angle: two neighbours of equal height propose a direction and a pitch, and the line
/// grows at both ends as long as a glyph of that height stands where the next is due. There it takes one blob, or fragments that make up a glyph together,
/// or a blob of several touching glyphs; one glyph may be missing.
/// </summary>
internal sealed class LineGrouper
{
    private const float MostSizeRatio = 1.4f;
    private const float LeastSeedDiameter = 9;
    private const int MostFragments = 6;
    private const int MostAttempts = 800;
    private readonly BlobGrid _grid;
    private readonly FinderWorkspace _workspace;
    private readonly int _count;
    private readonly GlyphLine _line;

    /// <summary>Prepares for the blobs of a scale.</summary>
    /// <param name="grid">The blobs.</param>
    /// <param name="workspace">Buffers.</param>
    public LineGrouper(BlobGrid grid, FinderWorkspace workspace)
    {
        _grid = grid;
        _workspace = workspace;
        _count = grid.Count;
        _line = workspace.Line;
    }

    /// <summary>Finds the lines of at least a number of glyphs and adds those that may be a number to what the workspace found.</summary>
    /// <param name="leastGlyphs">At least 3.</param>
    /// <param name="toPicture">Pixels of the picture per pixel of the scale.</param>
    public void Group(int leastGlyphs, float toPicture)
    {
        // The largest and darkest blobs first, so that what the limits cut off is the texture of cloth and wood.
        Sort();
        int attempts = 0;
        foreach (int i in _workspace.Order.AsSpan(0, _count))
        {
            InkBlob blob = _grid.Blobs[i];
            if (blob.Diameter < LeastSeedDiameter)
            {
                continue;
            }

            float reach = blob.Diameter * 1.5f;
            (int row, int last) = _grid.Rows(blob.Y, reach);
            for (; row <= last; row++)
            {
                foreach (int j in _grid.Row(row, blob.X, reach))
                {
                    if (_workspace.Rank[j] > _workspace.Rank[i] || !Seed(i, j, reach))
                    {
                        continue;
                    }

                    if (++attempts > MostAttempts)
                    {
                        return;
                    }

                    if (Grow(leastGlyphs))
                    {
                        _line.Measure(_grid.Blobs);
                        float score = LineScore.Of(_line);
                        if (score > 0)
                        {
                            _workspace.Found.Add(new NumberLineCandidate(
                                _line.ToQuad(toPicture), _line.Height * toPicture, _line.Pitch * toPicture, _line.Members.Count, score));
                        }
                    }
                }
            }
        }
    }

    private void Sort()
    {
        FinderWorkspace.Reserve(ref _workspace.Order, _count);
        FinderWorkspace.Reserve(ref _workspace.Rank, _count);
        FinderWorkspace.Reserve(ref _workspace.Keys, _count);
        FinderWorkspace.Reserve(ref _workspace.Taken, _count);
        _workspace.Taken.AsSpan(0, _count).Clear();
        Span<int> order = _workspace.Order.AsSpan(0, _count);
        Span<float> keys = _workspace.Keys.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
        {
            order[i] = i;
            keys[i] = -_grid.Blobs[i].Diameter * _grid.Blobs[i].Contrast;
        }

        keys.Sort(order);
        for (int i = 0; i < _count; i++)
        {
            _workspace.Rank[order[i]] = i;
        }
    }

    private bool Seed(int i, int j, float reach)
    {
        ref readonly InkBlob a = ref _grid.Blobs[i];
        ref readonly InkBlob b = ref _grid.Blobs[j];
        float ratio = a.Diameter / b.Diameter;
        float dx = b.X - a.X;
        float dy = b.Y - a.Y;
        float distance = (dx * dx) + (dy * dy);
        if (ratio > MostSizeRatio || ratio * MostSizeRatio < 1 || distance > reach * reach || distance < a.Diameter * a.Diameter * 0.16f)
        {
            return false;
        }

        return dx < 0 || (dx == 0 && dy < 0)
            ? SeedInOrder(j, i, MathF.Sqrt(distance), MathF.Atan2(-dy, -dx))
            : SeedInOrder(i, j, MathF.Sqrt(distance), MathF.Atan2(dy, dx));
    }

    private bool SeedInOrder(int left, int right, float distance, float angle)
    {
        int bin = Bin(angle);
        if (((_workspace.Taken[left] >> bin) & (_workspace.Taken[right] >> bin) & 1) != 0)
        {
            return false;
        }

        ref readonly InkBlob a = ref _grid.Blobs[left];
        ref readonly InkBlob b = ref _grid.Blobs[right];
        (float topA, float bottomA) = a.Project(angle + (MathF.PI / 2));
        (float topB, float bottomB) = b.Project(angle + (MathF.PI / 2));
        float heightA = bottomA - topA;
        float heightB = bottomB - topB;
        float height = Math.Max(heightA, heightB);
        if (Math.Abs(heightA - heightB) > 0.22f * height || distance > 1.7f * height || distance < 0.4f * height)
        {
            return false;
        }

        (float lowA, float highA) = a.Project(angle);
        (float lowB, float highB) = b.Project(angle);
        if (highA - lowA > 1.3f * height || highB - lowB > 1.3f * height || highA > distance + lowB + (0.2f * height))
        {
            return false;
        }

        _line.Reset(_grid.Blobs, left, right);
        return true;
    }

    private bool Grow(int leastGlyphs)
    {
        GrowEnd(atRight: true);
        GrowEnd(atRight: false);
        if (_line.Members.Count < leastGlyphs)
        {
            return false;
        }

        _line.Fit(_grid.Blobs, turns: 2);
        int bin = Bin(_line.Angle);
        ushort mask = (ushort)((1 << bin) | (1 << ((bin + 1) & 15)) | (1 << ((bin + 15) & 15)));
        foreach (int member in _line.Members)
        {
            if (member < _count)
            {
                _workspace.Taken[member] |= mask;
            }
        }

        return true;
    }

    private void GrowEnd(bool atRight)
    {
        int holes = 0;
        while (_line.Members.Count < GlyphLine.Capacity)
        {
            int next = Next(atRight, 0.5f, 1.6f);
            if (next < 0 && _line.Members.Count > 2)
            {
                next = Joined(atRight);
                if (next < 0 && AddTouching(atRight))
                {
                    continue;
                }

                if (next < 0 && holes == 0)
                {
                    next = Next(atRight, 1.6f, 2.4f);
                    holes++;
                }
            }

            if (next < 0)
            {
                return;
            }

            _line.Add(_grid.Blobs, next, atRight);
        }
    }

    // The single blob that fits best as the next glyph, its centre between two multiples of the pitch away.
    private int Next(bool atRight, float least, float most)
    {
        ReadOnlySpan<InkBlob> blobs = _grid.Blobs;
        LineEnd end = _line.End(blobs, atRight);
        float pitch = _line.Pitch;
        float height = _line.Height;
        float reach = (most - least) * 0.5f * pitch;
        float x = end.X + (end.Cos * (least + most) * 0.5f * pitch);
        float y = end.Y + (end.Sin * (least + most) * 0.5f * pitch);
        float tolerance = _line.Members.Count == 2 ? 0.25f : 0.17f;
        float bestCost = float.MaxValue;
        int best = -1;
        (int row, int last) = _grid.Rows(y, reach);
        for (; row <= last; row++)
        {
            foreach (int j in _grid.Row(row, x, reach))
            {
                ref readonly InkBlob blob = ref blobs[j];
                float along = end.Along(blob);
                if (along < least * pitch || along > most * pitch || blob.Diameter > 2 * height || blob.Diameter < 0.6f * height)
                {
                    continue;
                }

                GlyphPlace place = _line.Locate(blob);
                if (place.Mismatch > tolerance || place.Width > 1.3f * height)
                {
                    continue;
                }

                float cost = place.Mismatch + (0.5f * Math.Abs((along / pitch) - MathF.Max(1, MathF.Round(along / pitch))));
                if (cost < bestCost)
                {
                    bestCost = cost;
                    best = j;
                }
            }
        }

        return best;
    }

    // Fragments within the row where the next glyph is due, which reach from its top to its bottom together.
    private int Joined(bool atRight)
    {
        ReadOnlySpan<InkBlob> blobs = _grid.Blobs;
        LineEnd end = _line.End(blobs, atRight);
        float pitch = _line.Pitch;
        float height = _line.Height;
        float reach = Math.Max(pitch, height) * 0.6f;
        float x = end.X + (end.Cos * pitch);
        float y = end.Y + (end.Sin * pitch);
        var joined = default(InkBlob);
        int count = 0;
        (int row, int last) = _grid.Rows(y, reach);
        for (; row <= last; row++)
        {
            foreach (int j in _grid.Row(row, x, reach))
            {
                ref readonly InkBlob blob = ref blobs[j];
                float along = end.Along(blob);
                if (along < 0.6f * pitch || along > 1.4f * pitch || blob.Diameter > 1.3f * height || blob.Diameter < 0.2f * height)
                {
                    continue;
                }

                GlyphPlace place = _line.Locate(blob);
                if (place.Top < _line.Top - (0.15f * height) || place.Bottom > _line.Bottom + (0.15f * height) || _line.Members.Contains(j))
                {
                    continue;
                }

                if (++count > MostFragments)
                {
                    return -1;
                }

                joined = count == 1 ? blob : joined.Join(blob);
            }
        }

        if (count < 2)
        {
            return -1;
        }

        GlyphPlace whole = _line.Locate(joined);
        return whole.Mismatch > 0.15f || whole.Width > 1.1f * height ? -1 : _grid.Add(joined);
    }

    // A blob of the row's height that is as wide as two to five glyphs and begins where the next is due.
    private bool AddTouching(bool atRight)
    {
        ReadOnlySpan<InkBlob> blobs = _grid.Blobs;
        LineEnd end = _line.End(blobs, atRight);
        float pitch = _line.Pitch;
        float height = _line.Height;
        float reach = 2.2f * pitch;
        float x = end.X + (end.Cos * reach);
        float y = end.Y + (end.Sin * reach);
        (int row, int last) = _grid.Rows(y, reach);
        for (; row <= last; row++)
        {
            foreach (int j in _grid.Row(row, x, reach))
            {
                ref readonly InkBlob blob = ref blobs[j];
                float along = end.Along(blob);
                if (along < pitch || along > 3.6f * pitch || blob.Diameter < 1.2f * height || blob.Diameter > 6 * height)
                {
                    continue;
                }

                GlyphPlace place = _line.Locate(blob);
                float begin = along - (place.Width * 0.5f);
                int parts = (int)MathF.Round((place.Width + (0.15f * height)) / pitch);
                if (place.Mismatch > 0.17f || parts is < 2 or > 5 || begin < 0.1f * pitch || begin > 0.9f * pitch)
                {
                    continue;
                }

                InkBlob source = blob;
                float width = place.Width / parts;
                for (int part = 0; part < parts && _line.Members.Count < GlyphLine.Capacity; part++)
                {
                    float offset = atRight ? (part + 0.5f) * width : (parts - part - 0.5f) * width;
                    InkBlob slice = InkBlob.Slice(source, _line.Angle, offset - (place.Width * 0.5f), width * 0.85f);
                    int added = _grid.Add(slice);
                    _line.Add(_grid.Blobs, added, atRight);
                }

                return true;
            }
        }

        return false;
    }

    private static int Bin(float angle) => (int)MathF.Round(angle * (InkBlob.Directions / MathF.PI)) & (InkBlob.Directions - 1);
}
