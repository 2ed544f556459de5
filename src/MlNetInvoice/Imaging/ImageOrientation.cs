namespace MlNetInvoice.Imaging;

/// <summary>How a stored picture must be turned to stand upright: the values of the EXIF tag Orientation (0x0112).</summary>
public enum ImageOrientation
{
    /// <summary>Row 0 is at the top, column 0 at the left: upright as it is.</summary>
    Upright = 1,

    /// <summary>Mirrored left to right.</summary>
    MirroredHorizontally = 2,

    /// <summary>Upside down: to be turned by half a turn.</summary>
    HalfTurned = 3,

    /// <summary>Mirrored top to bottom.</summary>
    MirroredVertically = 4,

    /// <summary>Mirrored at the main diagonal (rows are columns).</summary>
    Transposed = 5,

    /// <summary>To be turned clockwise by a quarter turn, as most telephones store a portrait picture.</summary>
    NeedsClockwiseTurn = 6,

    /// <summary>Mirrored at the other diagonal.</summary>
    Transversed = 7,

    /// <summary>To be turned counter-clockwise by a quarter turn.</summary>
    NeedsCounterClockwiseTurn = 8,
}
