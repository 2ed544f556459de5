
namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>One colour component of a frame: its sampling, its tables, and what has been decoded of it.</summary>
internal sealed class JpegComponent
{
    /// <summary>Identifier that scans refer to.</summary>
    public required byte Id { get; init; }

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    public required int HorizontalFactor { get; init; }

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    public required int VerticalFactor { get; init; }

    /// <summary>Index of the quantisation table, 0 to 3.</summary>
    public required int QuantizationIndex { get; init; }

    /// <summary>Blocks per row that hold at least one sample: what a scan of this component alone codes.</summary>
    public int BlocksPerRow { get; set; }

    /// <summary>Rows of blocks that hold at least one sample.</summary>
    public int BlockRows { get; set; }

    /// <summary>Samples a block becomes in each direction: 8, or 4, 2, 1 when the picture is decoded reduced.</summary>
    public int BlockSize { get; set; } = 8;

    /// <summary>Samples per row of <see cref="Plane"/>.</summary>
    public int PlaneWidth { get; set; }

    /// <summary>Rows of <see cref="Plane"/>.</summary>
    public int PlaneHeight { get; set; }

    /// <summary>Whether the result asked for depends on this component; others are parsed and dropped.</summary>
    public bool IsNeeded { get; set; } = true;

    /// <summary>Decoded samples, row by row without padding; empty until <see cref="JpegDecoder"/> allocates them.</summary>
    public byte[] Plane { get; set; } = [];

    /// <summary>Progressive only: 64 coefficients a block, in natural order, not yet dequantised.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>Quantisation steps in zigzag order as in force when the component was first scanned, or null before that.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>Progressive only: for each coefficient the lowest bit received so far, −1 for none.</summary>
    public sbyte[] ReceivedBits { get; } = CreateReceivedBits();

    /// <summary>Whether a sequential scan has decoded this component.</summary>
    public bool IsDecoded { get; set; }

    /// <summary>The last DC value, which the next is coded against.</summary>
    public int Prediction { get; set; }

    /// <summary>The DC table of the current scan.</summary>
    public JpegHuffmanTable? DcTable { get; set; }

    /// <summary>The AC table of the current scan.</summary>
    public JpegHuffmanTable? AcTable { get; set; }

    private static sbyte[] CreateReceivedBits()
    {
        var bits = new sbyte[64];
        Array.Fill(bits, (sbyte)-1);
        return bits;
    }
}
