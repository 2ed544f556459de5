namespace MlNetInvoice.Segmentation.Codes;

/// <summary>A corner mark of a QR code.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Module">A module's side along rows and columns of the picture, mean; larger than in the code's own direction where that is turned.</param>
/// <param name="Hits">In how many rows it was seen.</param>
internal readonly record struct FinderPattern(float X, float Y, float Module, int Hits);
