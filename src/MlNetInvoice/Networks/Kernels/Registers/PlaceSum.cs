namespace MlNetInvoice.Networks.Kernels.Registers;

/// <summary>The sum that a tile of places computes: its weights lie one after the other, its values wherever the table says.</summary>
internal unsafe struct PlaceSum
{
    /// <summary>Floats from a place's first value to each of those it sums over.</summary>
    public int* Offsets;

    /// <summary>How many they are.</summary>
    public int Count;

    /// <summary>Floats from a place's values to the next one's.</summary>
    public nint PlaceStride;

    /// <summary>Floats from a value's weights to the next one's, and from a place's output to the next one's.</summary>
    public nint Lanes;
}
