namespace MlNetInvoice.Networks.Execution;

/// <summary>What lies side by side in the maps of a slot, so that it fills registers.</summary>
internal enum LaneMeaning
{
    /// <summary>Images of the batch.</summary>
    Images,

    /// <summary>Columns of a row: the maps of one image or strip.</summary>
    Columns,

    /// <summary>Maps, rounded up to a multiple of 16: what few images take, whose count would not fill a register.</summary>
    Maps,
}
