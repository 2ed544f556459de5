using System.Runtime.InteropServices;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// Groups blobs of one scale into lines at any angle: two neighbours of equal height propose a direction and a pitch, and the line
/// grows at both ends as long as a glyph of that height stands where the next is due; one may be missing.
/// </summary>
internal sealed class LineGrouper
{
    private const float MostSizeRatio = 1.4f;
    private readonly InkBlob[] _blobs;
    private readonly float _cell;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int[] _cellStarts;
    private readonly int[] _cellBlobs;
    private readonly ushort[] _taken;
    private readonly GlyphLine _line = new();

    /// <summary>Sorts the blobs into a grid.</summary>
    /// <param name="blobs">The components of the scale.</param>
    /// <param name="width">Width of the scale's picture.</param>
    /// <param name="height">Height of the scale's picture.</param>
    /// <param name="cell">Side of a cell of the grid, in pixels.</param>
    public LineGrouper(List<InkBlob> blobs, int width, int height, float cell)
    {
        _blobs = CollectionsMarshal.AsSpan(blobs).ToArray();
        _cell = cell;
        _columns = (int)(width / cell) + 1;
        _rows = (int)(height / cell) + 1;
        _cellStarts = new int[(_columns * _rows) + 1];
        _cellBlobs = new int[_blobs.Length];
        _taken = new ushort[_blobs.Length];
        foreach (ref readonly InkBlob blob in _blobs.AsSpan())
        {
            _cellStarts[CellOf(blob.X, blob.Y) + 1]++;
        }

        for (int i = 1; i < _cellStarts.Length; i++)
        {
            _cellStarts[i] += _cellStarts[i - 1];
        }

        var next = (int[])_cellStarts.Clone();
        for (int i = 0; i < _blobs.Length; i++)
        {
            _cellBlobs[next[CellOf(_blobs[i].X, _blobs[i].Y)]++] = i;
        }
    }

    /// <summary>Finds the lines of at least a number of glyphs.</summary>
    /// <param name="leastGlyphs">At least 3.</param>
    /// <param name="found">Called with every line; it is reused afterwards.</param>
    public void Group(int leastGlyphs, Action<GlyphLine, InkBlob[]> found)
    {
        for (int i = 0; i < _blobs.Length; i++)
        {
            ref readonly InkBlob blob = ref _blobs[i];
            float reach = blob.Diameter * 1.5f;
            int left = Math.Max(0, (int)((blob.X - reach) / _cell));
            int right = Math.Min(_columns - 1, (int)((blob.X + reach) / _cell));
            int bottom = Math.Min(_rows - 1, (int)((blob.Y + reach) / _cell));
            for (int row = Math.Max(0, (int)((blob.Y - reach) / _cell)); row <= bottom; row++)
            {
                int end = _cellStarts[(row * _columns) + right + 1];
                for (int k = _cellStarts[(row * _columns) + left]; k < end; k++)
                {
                    int j = _cellBlobs[k];
                    if (j > i && Seed(i, j, reach) && Grow(leastGlyphs))
                    {
                        found(_line, _blobs);
                    }
                }
            }
        }
    }

    private bool Seed(int i, int j, float reach)
    {
        ref readonly InkBlob a = ref _blobs[i];
        ref readonly InkBlob b = ref _blobs[j];
        float ratio = a.Diameter / b.Diameter;
        float dx = b.X - a.X;
        float dy = b.Y - a.Y;
        float distance = (dx * dx) + (dy * dy);
        if (ratio > MostSizeRatio || ratio * MostSizeRatio < 1 || distance > reach * reach || distance < a.Diameter * a.Diameter * 0.16f)
        {
            return false;
        }

        if (dx < 0 || (dx == 0 && dy < 0))
        {
            return SeedInOrder(j, i, MathF.Sqrt(distance), MathF.Atan2(-dy, -dx));
        }

        return SeedInOrder(i, j, MathF.Sqrt(distance), MathF.Atan2(dy, dx));
    }

    private bool SeedInOrder(int left, int right, float distance, float angle)
    {
        int bin = Bin(angle);
        if (((_taken[left] >> bin) & (_taken[right] >> bin) & 1) != 0)
        {
            return false;
        }

        ref readonly InkBlob a = ref _blobs[left];
        ref readonly InkBlob b = ref _blobs[right];
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

        _line.Reset(_blobs, left, right);
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

        _line.Fit(_blobs, turns: 2);
        int bin = Bin(_line.Angle);
        ushort mask = (ushort)((1 << bin) | (1 << ((bin + 1) & 15)) | (1 << ((bin + 15) & 15)));
        foreach (int member in _line.Members)
        {
            _taken[member] |= mask;
        }

        return true;
    }

    private void GrowEnd(bool atRight)
    {
        int holes = 0;
        while (_line.Members.Count < GlyphLine.Capacity)
        {
            int next = Next(atRight, 0.5f, 1.6f);
            if (next < 0 && holes == 0 && _line.Members.Count > 2)
            {
                next = Next(atRight, 1.6f, 2.4f);
                holes++;
            }

            if (next < 0)
            {
                return;
            }

            _line.Add(_blobs, next, atRight);
        }
    }

    private int Next(bool atRight, float least, float most)
    {
        ref readonly InkBlob end = ref _blobs[_line.Members[atRight ? _line.Members.Count - 1 : 0]];
        float pitch = _line.Pitch;
        float height = _line.Height;
        float cos = MathF.Cos(_line.Angle) * (atRight ? 1 : -1);
        float sin = MathF.Sin(_line.Angle) * (atRight ? 1 : -1);
        float middle = (least + most) * 0.5f * pitch;
        float reach = (most - least) * 0.5f * pitch;
        float centreX = end.X + (cos * middle);
        float centreY = end.Y + (sin * middle);
        int left = Math.Max(0, (int)((centreX - reach) / _cell));
        int right = Math.Min(_columns - 1, (int)((centreX + reach) / _cell));
        int bottom = Math.Min(_rows - 1, (int)((centreY + reach) / _cell));
        float tolerance = _line.Members.Count == 2 ? 0.25f : 0.17f;
        float bestCost = float.MaxValue;
        int best = -1;
        if (right < left)
        {
            return -1;
        }

        float lineCos = MathF.Cos(_line.Angle);
        float lineSin = MathF.Sin(_line.Angle);
        for (int row = Math.Max(0, (int)((centreY - reach) / _cell)); row <= bottom; row++)
        {
            int last = _cellStarts[(row * _columns) + right + 1];
            for (int k = _cellStarts[(row * _columns) + left]; k < last; k++)
            {
                int j = _cellBlobs[k];
                ref readonly InkBlob blob = ref _blobs[j];
                float dx = blob.X - end.X;
                float dy = blob.Y - end.Y;
                float along = (dx * cos) + (dy * sin);
                if (along < least * pitch || along > most * pitch || blob.Diameter > 2 * height)
                {
                    continue;
                }

                float across = ((blob.Y - _line.Y) * lineCos) - ((blob.X - _line.X) * lineSin);
                if (Math.Abs(across - ((_line.Top + _line.Bottom) * 0.5f)) > 0.3f * height)
                {
                    continue;
                }

                (float top, float foot) = blob.Project(_line.Angle + (MathF.PI / 2));
                float mismatch = Math.Max(Math.Abs(across + top - _line.Top), Math.Abs(across + foot - _line.Bottom)) / height;
                if (mismatch > tolerance)
                {
                    continue;
                }

                (float low, float high) = blob.Project(_line.Angle);
                if (high - low > 1.3f * height)
                {
                    continue;
                }

                float cost = mismatch + (0.5f * Math.Abs((along / pitch) - MathF.Max(1, MathF.Round(along / pitch))));
                if (cost < bestCost)
                {
                    bestCost = cost;
                    best = j;
                }
            }
        }

        return best;
    }

    private static int Bin(float angle) => (int)MathF.Round(angle * (InkBlob.Directions / MathF.PI)) & (InkBlob.Directions - 1);

    private int CellOf(float x, float y) => (Math.Min(_rows - 1, (int)(y / _cell)) * _columns) + Math.Min(_columns - 1, (int)(x / _cell));
}
