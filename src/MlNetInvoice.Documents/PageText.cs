namespace MlNetInvoice.Documents;

/// <summary>The text layer of a page. Immutable.</summary>
/// <param name="Width">Width of the upright page in points (1/72 inch).</param>
/// <param name="Height">Height of the upright page in points.</param>
/// <param name="IsHidden">Whether the text is not drawn: what a text recogniser has put behind a scan. It is read only if the picture shows no number.</param>
/// <param name="Words">The words, line by line.</param>
/// <param name="Numbers">The invoice numbers in the text, those behind a caption first; empty if there are none.</param>
public sealed record PageText(double Width, double Height, bool IsHidden, IReadOnlyList<PageWord> Words, IReadOnlyList<TextNumber> Numbers);
