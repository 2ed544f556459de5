namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>What a start-of-scan segment declares (T.81, B.2.3).</summary>
/// <param name="Components">The components coded in it, their tables set.</param>
/// <param name="First">First coefficient of the band, in zigzag order.</param>
/// <param name="Last">Last coefficient of the band.</param>
/// <param name="HighBit">Lowest bit known before this scan; 0 in a first scan.</param>
/// <param name="LowBit">Lowest bit that this scan brings.</param>
internal sealed record JpegScan(JpegComponent[] Components, int First, int Last, int HighBit, int LowBit)
{
    /// <summary>Rows of units (of blocks, in a scan of one component) that are decoded; written at the start of each row, so that damage in one leaves it known.</summary>
    public int RowsDone { get; set; }
}
