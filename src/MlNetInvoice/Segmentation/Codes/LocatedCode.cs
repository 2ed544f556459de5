using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>A code in a picture.</summary>
/// <param name="Text">What it says; null if it was located and not decoded.</param>
/// <param name="Place">Its outline; the first corner is the code's own upper left one.</param>
/// <param name="Dimension">Modules a side of a QR code, 0 of a bar code.</param>
internal sealed record LocatedCode(string? Text, Quad Place, int Dimension)
{
    /// <summary>Middle of the outline.</summary>
    public PixelPoint Middle => new(
        (Place.TopLeft.X + Place.TopRight.X + Place.BottomRight.X + Place.BottomLeft.X) / 4, (Place.TopLeft.Y + Place.TopRight.Y + Place.BottomRight.Y + Place.BottomLeft.Y) / 4);
}
