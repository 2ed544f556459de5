namespace MlNetInvoice.Imaging;

/// <summary>A place in a picture, in pixels from the top left corner; pixel (0, 0) covers 0 to 1 in both directions.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public readonly record struct PixelPoint(float X, float Y);
