using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

/// <summary>A connected set of ink pixels.</summary>
/// <param name="Box">The smallest upright rectangle round it.</param>
/// <param name="Area">Number of its pixels.</param>
/// <param name="CenterX">Mean column of its pixels' centres.</param>
/// <param name="CenterY">Mean row of its pixels' centres.</param>
public readonly record struct ConnectedComponent(PixelBox Box, int Area, float CenterX, float CenterY);
