using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data.Printed;

/// <summary>Cuts a window round one character and makes it a network's input, ink bright; called from many threads at once.</summary>
/// <param name="picture">The line, dark ink on lighter paper.</param>
/// <param name="cut">Where and how large.</param>
/// <param name="window">Rows × columns bytes to write, row-major, 0 paper to 255 ink.</param>
public delegate void WindowCutter(GrayImage picture, in WindowCut cut, Span<byte> window);
