namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>
/// A convolution whose lanes are its output maps: what it sums over, and where that lies. A dense layer is one of a single row, with as many columns as there are images.
/// </summary>
internal struct MapLaneShape
{
    /// <summary>Input maps.</summary>
    public int InputMaps;

    /// <summary>Rows of weights.</summary>
    public int KernelRows;

    /// <summary>Columns of weights.</summary>
    public int KernelColumns;

    /// <summary>Floats from an input map to the next.</summary>
    public nint MapStride;

    /// <summary>Floats from an input row to the next.</summary>
    public nint RowStride;

    /// <summary>Floats from an input column to the next.</summary>
    public nint ColumnStride;

    /// <summary>Floats from the input of an output column to that of the next: the column stride, or for a dense layer that of images.</summary>
    public nint PlaceStride;

    /// <summary>Output rows.</summary>
    public int Rows;

    /// <summary>Output columns.</summary>
    public int Columns;

    /// <summary>Floats from an output row to the next.</summary>
    public nint OutputRowStride;

    /// <summary>Output maps, rounded up to a multiple of 16: the lanes, and so the floats from an output column to the next.</summary>
    public int Lanes;

    /// <summary>Values that a sum takes in.</summary>
    public readonly int Length => InputMaps * KernelRows * KernelColumns;

    /// <summary>Writes for each value of a sum how many floats it lies behind the first.</summary>
    public readonly void FillOffsets(Span<int> offsets)
    {
        int next = 0;
        for (int map = 0; map < InputMaps; map++)
        {
            for (int row = 0; row < KernelRows; row++)
            {
                for (int column = 0; column < KernelColumns; column++)
                {
                    offsets[next++] = (int)((map * MapStride) + (row * RowStride) + (column * ColumnStride));
                }
            }
        }
    }

    /// <summary>Lanes of some output maps.</summary>
    public static int LanesOf(int maps) => (maps + 15) & ~15;
}
