using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>A word of a text layer and where it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="Box">Its corners in points (1/72 inch) from the upright page's top left.</param>
public sealed record PageWord(string Text, Quad Box);
