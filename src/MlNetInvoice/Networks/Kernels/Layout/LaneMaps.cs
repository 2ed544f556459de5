namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>
/// A view of feature maps laid out [map][row][column][lane]: the lanes, which are images of the batch, lie side by side, so that one vector is one place of
/// many images. A border of zeros around each map serves convolutions with padding; <see cref="Start"/> points inside it. The maps of a strip have one lane.
/// </summary>
internal readonly unsafe struct LaneMaps
{
    /// <summary>Floats of the widest register.</summary>
    private const int Widest = 16;

    // Pooling fills whole registers, so it reads up to 15 windows past the end of a row, and a window has at most 64 columns.
    private const int Slack = 64 * Widest;

    public LaneMaps(float* allocation, LayerShape shape, int border, int lanes)
    {
        Maps = shape.Channels;
        Rows = shape.Rows;
        Columns = UsedColumns = shape.Columns;
        Lanes = lanes;
        Border = border;
        RowStride = (shape.Columns + (2 * border)) * lanes;
        MapStride = (shape.Rows + (2 * border)) * RowStride;
        Start = allocation + (border * RowStride) + (border * lanes);
    }

    private LaneMaps(LayerShape shape, float* start, int rowStride, int lanes, int columns)
    {
        Maps = shape.Channels;
        Rows = shape.Rows;
        Columns = columns;
        UsedColumns = shape.Columns;
        Lanes = lanes;
        RowStride = rowStride;
        MapStride = shape.Rows * rowStride;
        Start = start;
    }

    private LaneMaps(LaneMaps all, int skipped)
    {
        this = all;
        Maps = all.Maps - skipped;
        Start = all.Row(skipped, 0);
    }

    /// <summary>First lane of the first column of the first row of the first map.</summary>
    public float* Start { get; }

    public int Maps { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Columns that hold a value; fewer than <see cref="Columns"/> in a strip, whose rows are whole registers.</summary>
    public int UsedColumns { get; }

    public int Lanes { get; }

    /// <summary>Rows and columns of zeros on each side.</summary>
    public int Border { get; }

    /// <summary>Floats from a row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Floats from a map to the next.</summary>
    public int MapStride { get; }

    /// <summary>Floats of a row without its border.</summary>
    public int RowLength => Columns * Lanes;

    /// <summary>First float of a row.</summary>
    public float* Row(int map, int row) => Start + ((nint)map * MapStride) + ((nint)row * RowStride);

    /// <summary>The same maps without the first ones.</summary>
    public LaneMaps Skip(int maps) => new(this, maps);

    /// <summary>One map of a strip without some rows and columns on each side.</summary>
    public LaneMaps Inside(int map, int rows, int columns, int margin) =>
        new(new LayerShape(1, rows, columns), Row(map, margin) + margin, RowStride, 1, columns);

    /// <summary>
    /// Maps of one strip: a single lane, so that a register contains neighbouring columns. Rows are rounded up to whole registers: nothing uses what is computed past their end.
    /// </summary>
    public static LaneMaps OfStrip(float* allocation, LayerShape shape) =>
        new(shape, allocation, StripStride(shape.Columns), 1, RoundUp(shape.Columns));

    /// <summary>Floats that the maps of a strip need, with what kernels read past the last row.</summary>
    public static long StripLength(LayerShape shape) => ((long)shape.Channels * shape.Rows * StripStride(shape.Columns)) + Slack;

    /// <summary>Floats that maps of a shape need with their border.</summary>
    public static long LengthOf(LayerShape shape, int border, int lanes) =>
        (long)shape.Channels * (shape.Rows + (2 * border)) * (shape.Columns + (2 * border)) * lanes;

    private static int RoundUp(int columns) => (columns + Widest - 1) / Widest * Widest;

    // At least a register more than the columns, and an odd number of registers, so that the rows of a kernel's window do not share a set of the cache.
    private static int StripStride(int columns) => RoundUp(columns) + (RoundUp(columns) / Widest % 2 == 0 ? Widest : 2 * Widest);
}
