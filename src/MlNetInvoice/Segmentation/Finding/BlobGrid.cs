namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Blobs sorted by place, so that those in a rectangle are found without looking at the others. Blobs may be added; those added are not found.</summary>
internal sealed class BlobGrid
{
    private readonly float _cell;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int[] _starts;
    private readonly int[] _sorted;
    private InkBlob[] _blobs;

    /// <summary>Sorts the blobs.</summary>
    /// <param name="blobs">The components of the scale.</param>
    /// <param name="width">Width of the scale's picture.</param>
    /// <param name="height">Height of the scale's picture.</param>
    /// <param name="cell">Side of a cell, in pixels.</param>
    public BlobGrid(ReadOnlySpan<InkBlob> blobs, int width, int height, float cell)
    {
        Count = blobs.Length;
        _blobs = new InkBlob[Count + 64];
        blobs.CopyTo(_blobs);
        _cell = cell;
        _columns = (int)(width / cell) + 1;
        _rows = (int)(height / cell) + 1;
        _starts = new int[(_columns * _rows) + 1];
        _sorted = new int[Count];
        foreach (ref readonly InkBlob blob in blobs)
        {
            _starts[CellOf(blob.X, blob.Y) + 1]++;
        }

        for (int i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }

        var next = (int[])_starts.Clone();
        for (int i = 0; i < Count; i++)
        {
            _sorted[next[CellOf(blobs[i].X, blobs[i].Y)]++] = i;
        }
    }

    /// <summary>Blobs sorted and added.</summary>
    public int Count { get; private set; }

    /// <summary>All blobs: those sorted, then those added.</summary>
    public ReadOnlySpan<InkBlob> Blobs => _blobs.AsSpan(0, Count);

    /// <summary>Adds a blob that was made of others.</summary>
    /// <returns>Its index.</returns>
    public int Add(in InkBlob blob)
    {
        if (Count == _blobs.Length)
        {
            Array.Resize(ref _blobs, Count * 2);
        }

        _blobs[Count] = blob;
        return Count++;
    }

    /// <summary>The rows of cells that a square touches, for <see cref="Row"/>.</summary>
    public (int First, int Last) Rows(float y, float reach) =>
        (Math.Max(0, (int)((y - reach) / _cell)), y + reach < 0 ? -1 : Math.Min(_rows - 1, (int)((y + reach) / _cell)));

    /// <summary>The blobs of one row of cells within a reach of a column.</summary>
    public ReadOnlySpan<int> Row(int row, float x, float reach)
    {
        int left = Math.Max(0, (int)((x - reach) / _cell));
        int right = Math.Min(_columns - 1, (int)((x + reach) / _cell));
        if (x + reach < 0 || right < left)
        {
            return [];
        }

        int start = _starts[(row * _columns) + left];
        return _sorted.AsSpan(start, _starts[(row * _columns) + right + 1] - start);
    }

    private int CellOf(float x, float y) =>
        (Math.Clamp((int)(y / _cell), 0, _rows - 1) * _columns) + Math.Clamp((int)(x / _cell), 0, _columns - 1);
}
