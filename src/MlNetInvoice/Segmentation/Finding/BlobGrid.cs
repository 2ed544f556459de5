namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Blobs sorted by place, so that those in a rectangle are found without looking at the others. Blobs may be added; those added are not found.</summary>
internal sealed class BlobGrid
{
    private readonly float _cell;
    private readonly int _columns;
    private readonly int _rows;
    private readonly FinderWorkspace _workspace;

    /// <summary>Sorts the workspace's blobs.</summary>
    /// <param name="workspace">Holds the blobs.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">Width of the scale's picture.</param>
    /// <param name="height">Height of the scale's picture.</param>
    /// <param name="cell">Side of a cell, in pixels.</param>
    public BlobGrid(FinderWorkspace workspace, int count, int width, int height, float cell)
    {
        _workspace = workspace;
        _cell = cell;
        _columns = (int)(width / cell) + 1;
        _rows = (int)(height / cell) + 1;
        Count = count;
        int cells = _columns * _rows;
        FinderWorkspace.Reserve(ref workspace.CellStarts, cells + 2);
        FinderWorkspace.Reserve(ref workspace.CellBlobs, count);

        // Counting sort: the starts stand one place further on until the blobs are dealt out.
        Span<int> starts = workspace.CellStarts.AsSpan(0, cells + 2);
        starts.Clear();
        foreach (ref readonly InkBlob blob in Blobs)
        {
            starts[CellOf(blob.X, blob.Y) + 2]++;
        }

        for (int i = 2; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        for (int i = 0; i < count; i++)
        {
            workspace.CellBlobs[starts[CellOf(Blobs[i].X, Blobs[i].Y) + 1]++] = i;
        }
    }

    /// <summary>Blobs sorted and added.</summary>
    public int Count { get; private set; }

    /// <summary>All blobs: those sorted, then those added.</summary>
    public ReadOnlySpan<InkBlob> Blobs => _workspace.Blobs.AsSpan(0, Count);

    /// <summary>Adds a blob that was made of others.</summary>
    /// <returns>Its index.</returns>
    public int Add(in InkBlob blob)
    {
        FinderWorkspace.Grow(ref _workspace.Blobs, Count + 1);
        _workspace.Blobs[Count] = blob;
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

        int start = _workspace.CellStarts[(row * _columns) + left];
        return _workspace.CellBlobs.AsSpan(start, _workspace.CellStarts[(row * _columns) + right + 1] - start);
    }

    private int CellOf(float x, float y) =>
        (Math.Clamp((int)(y / _cell), 0, _rows - 1) * _columns) + Math.Clamp((int)(x / _cell), 0, _columns - 1);
}
