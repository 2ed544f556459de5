namespace MlNetInvoice.Fields;

/// <summary>
/// Turns the modules of a QR code into text; finding and sampling them is the reader's work, and so is the bar code. <c>CodeDecoder</c> of MlNetInvoice.Codes does it with ZXing.
/// Must be safe to use from many threads at once.
/// </summary>
public interface ICodeDecoder
{
    /// <summary>Decodes the modules of a QR code.</summary>
    /// <param name="modules">Row by row from the top left corner, true for dark; <paramref name="dimension"/>² of them.</param>
    /// <param name="dimension">Modules a side: 21, 25 … 177.</param>
    /// <returns>The text, bytes as characters U+0000 to U+00FF unless the code names its text coding; null if it cannot be decoded.</returns>
    string? DecodeSquare(ReadOnlySpan<bool> modules, int dimension);
}
