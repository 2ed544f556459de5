using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>An invoice number in a text layer.</summary>
/// <param name="Letters">The two letters, or null if the text has eight digits behind the caption 發票號碼 alone.</param>
/// <param name="Digits">The eight digits.</param>
/// <param name="Box">The corners of the digits in points (1/72 inch) from the upright page's top left.</param>
public sealed record TextNumber(string? Letters, string Digits, Quad Box);
