using System.Collections.Concurrent;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>
/// The buffers of one search. They grow with the picture and are used again, so that a search allocates no more than its result once it has run; those of an
/// extraordinary picture are let go.
/// </summary>
internal sealed class FinderWorkspace
{
    private const int MostKept = 1 << 20;
    private static readonly ConcurrentBag<FinderWorkspace> _pool = [];
    private readonly byte[][] _planes = [[], [], [], []];

    /// <summary>Thresholds of the coarse picture: one set for all ink, one for the darkest only.</summary>
    public readonly byte[][] Thresholds = [[], []];

    /// <summary>One row of thresholds at the fine picture's width.</summary>
    public byte[] Wide = [];

    /// <summary>Starts and ends of the runs of a row.</summary>
    public int[] Starts = [], Ends = [];

    /// <summary>Sums of a window's columns, of the luminances and of their squares, and the same summed along the row.</summary>
    public int[] ColumnSums = [], ColumnSquares = [], RowSums = [], RowSquares = [];

    /// <summary>All runs of ink.</summary>
    public InkRun[] Runs = [];

    /// <summary>Bounding boxes of all components.</summary>
    public InkBox[] Boxes = [];

    /// <summary>The components of a glyph's size.</summary>
    public InkBlob[] Blobs = [];

    /// <summary>Where the cells of the grid begin, and the blobs sorted by them.</summary>
    public int[] CellStarts = [], CellBlobs = [];

    /// <summary>Directions in which a blob already stands on a line, one bit each.</summary>
    public ushort[] Taken = [];

    /// <summary>Blobs in the order of search, their keys, and the place of each in that order.</summary>
    public int[] Order = [], Rank = [];

    /// <inheritdoc cref="Order"/>
    public float[] Keys = [];

    /// <summary>The line under construction.</summary>
    public GlyphLine Line { get; } = new();

    /// <summary>What was found so far.</summary>
    public List<NumberLineCandidate> Found { get; } = [];

    /// <summary>Takes a workspace that nobody uses, or a new one.</summary>
    public static FinderWorkspace Rent() => _pool.TryTake(out FinderWorkspace? workspace) ? workspace : new FinderWorkspace();

    /// <summary>Gives a workspace back.</summary>
    public static void Return(FinderWorkspace workspace)
    {
        workspace.Found.Clear();
        if (workspace.Runs.Length <= MostKept && _pool.Count < Environment.ProcessorCount)
        {
            _pool.Add(workspace);
        }
    }

    /// <summary>The pixels of a scale: 0 the working picture, then each half of the one before.</summary>
    public byte[] Plane(int scale, int pixels)
    {
        Reserve(ref _planes[scale], pixels);
        return _planes[scale];
    }

    /// <summary>Makes a buffer at least as long as wanted; what it held is lost.</summary>
    public static void Reserve<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[Math.Max(length, Math.Min(buffer.Length * 2, Array.MaxLength))];
        }
    }

    /// <summary>Makes a buffer at least as long as wanted and keeps what it held.</summary>
    public static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            Array.Resize(ref buffer, (int)Math.Min(Math.Max(length, buffer.Length * 2L), Array.MaxLength));
        }
    }
}
