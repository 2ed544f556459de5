namespace MlNetInvoice.Reading;

/// <summary>What one look at a whole picture, in one kind of light, gave.</summary>
/// <param name="Numbers">The numbers found, the most certain first; no two in one place.</param>
/// <param name="Nothing">Why there is none, as a sentence; empty if there are some.</param>
/// <param name="Code">The same as a code.</param>
internal sealed record PictureLook(IReadOnlyList<NumberEvidence> Numbers, string Nothing = "", ReadingReason Code = ReadingReason.None)
{
    /// <summary>A look that found nothing.</summary>
    public static PictureLook Empty(ReadingReason code, string reason) => new([], reason, code);
}
