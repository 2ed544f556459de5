namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>
/// The sum that a register tile computes: over three nested counts, each of which moves the weights and the values by its own stride. A convolution sums over
/// input map, kernel row and kernel column; a dense layer only over its inputs.
/// </summary>
internal unsafe struct TileLoops
{
    /// <summary>
    /// Where the values of the sum lie, one after the other, and then all of them are in the third count; null where the strides say it. A table makes one loop of three short ones, each of which would
    /// end in a wrong guess of the processor.
    /// </summary>
    public int* Offsets;

    public int Count1;
    public int Count2;
    public int Count3;
    public nint Weight1;
    public nint Weight2;
    public nint Weight3;
    public nint Value1;
    public nint Value2;
    public nint Value3;

    /// <summary>Floats from the weights of one row of the tile to those of the next.</summary>
    public nint WeightRow;

    /// <summary>Floats from one row of the output to the next.</summary>
    public nint OutputRow;
}
