namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>What a start-of-frame segment declares, and the geometry that follows from it (T.81, A.1 and A.2).</summary>
internal sealed class JpegFrame
{
    /// <summary>Pixels per row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the scans are progressive.</summary>
    public required bool IsProgressive { get; init; }

    /// <summary>One, three or four components.</summary>
    public required JpegComponent[] Components { get; init; }

    /// <summary>Largest horizontal sampling factor.</summary>
    public int MaxHorizontalFactor { get; private set; }

    /// <summary>Largest vertical sampling factor.</summary>
    public int MaxVerticalFactor { get; private set; }

    /// <summary>Interleaved minimum coded units per row.</summary>
    public int UnitsPerRow { get; private set; }

    /// <summary>Rows of interleaved minimum coded units.</summary>
    public int UnitRows { get; private set; }

    /// <summary>Pixels per row of the (perhaps reduced) result.</summary>
    public int OutputWidth { get; private set; }

    /// <summary>Rows of the (perhaps reduced) result.</summary>
    public int OutputHeight { get; private set; }

    /// <summary>Fewest bits any coding of the needed scans can take: used to refuse a huge frame with no data before allocating.</summary>
    public long BlockCount { get; private set; }

    /// <summary>Computes the geometry for a result reduced by 1, 2, 4 or 8.</summary>
    /// <param name="scaleDenominator">The reduction.</param>
    public void Lay(int scaleDenominator)
    {
        foreach (JpegComponent component in Components)
        {
            MaxHorizontalFactor = Math.Max(MaxHorizontalFactor, component.HorizontalFactor);
            MaxVerticalFactor = Math.Max(MaxVerticalFactor, component.VerticalFactor);
        }

        int smallestBlock = 8 / scaleDenominator;
        UnitsPerRow = DivideUp(Width, 8 * MaxHorizontalFactor);
        UnitRows = DivideUp(Height, 8 * MaxVerticalFactor);
        OutputWidth = DivideUp(Width, scaleDenominator);
        OutputHeight = DivideUp(Height, scaleDenominator);
        foreach (JpegComponent component in Components)
        {
            component.BlocksPerRow = DivideUp((long)Width * component.HorizontalFactor, 8 * MaxHorizontalFactor);
            component.BlockRows = DivideUp((long)Height * component.VerticalFactor, 8 * MaxVerticalFactor);
            BlockCount += (long)component.BlocksPerRow * component.BlockRows;
            component.BlockSize = BlockSizeOf(component, smallestBlock);
            component.PlaneWidth = DivideUp((long)Width * component.HorizontalFactor * component.BlockSize, 8 * MaxHorizontalFactor);
            component.PlaneHeight = DivideUp((long)Height * component.VerticalFactor * component.BlockSize, 8 * MaxVerticalFactor);
        }
    }

    /// <summary>A subsampled component of a reduced picture is reduced less, so that it need not be enlarged again (as libjpeg does).</summary>
    private int BlockSizeOf(JpegComponent component, int smallestBlock)
    {
        int size = smallestBlock;
        while (size < 8
            && MaxHorizontalFactor * smallestBlock % (component.HorizontalFactor * size * 2) == 0
            && MaxVerticalFactor * smallestBlock % (component.VerticalFactor * size * 2) == 0)
        {
            size *= 2;
        }

        return size;
    }

    private static int DivideUp(long value, int divisor) => (int)((value + divisor - 1) / divisor);
}
