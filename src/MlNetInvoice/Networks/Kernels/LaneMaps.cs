namespace MlNetInvoice.Networks.Kernels;

/// <summary>
/// A view of feature maps laid out [map][row][column][lane]: the lanes, which are images of the batch, lie side by side, so that one vector is one place of
/// many images. A border of zeros around each map serves convolutions with padding; <see cref="Start"/> points inside it.
/// </summary>
internal readonly unsafe struct LaneMaps
{
    public LaneMaps(float* allocation, LayerShape shape, int border, int lanes)
    {
        Maps = shape.Channels;
        Rows = shape.Rows;
        Columns = shape.Columns;
        Lanes = lanes;
        Border = border;
        RowStride = (shape.Columns + (2 * border)) * lanes;
        MapStride = (shape.Rows + (2 * border)) * RowStride;
        Start = allocation + (border * RowStride) + (border * lanes);
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

    /// <summary>Floats that maps of a shape need with their border.</summary>
    public static long LengthOf(LayerShape shape, int border, int lanes) =>
        (long)shape.Channels * (shape.Rows + (2 * border)) * (shape.Columns + (2 * border)) * lanes;
}
