namespace MlNetInvoice.Data.Printed;

/// <summary>Turns a window of luminances into a network's input, ink bright; called from many threads at once.</summary>
/// <param name="luminance">Rows × columns luminances, row-major, 0 black to 255 white.</param>
/// <param name="rows">Rows of the window.</param>
/// <param name="columns">Columns of the window.</param>
/// <param name="window">Rows × columns bytes to write, 0 paper to 255 ink.</param>
public delegate void WindowNormalizer(ReadOnlySpan<byte> luminance, int rows, int columns, Span<byte> window);
