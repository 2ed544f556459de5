namespace MlNetInvoice.Reading;

/// <summary>Reasons in English.</summary>
internal static class ReasonText
{
    /// <summary>Why a number is accepted, but not whole.</summary>
    public const string LettersNotRead = "The two letters in front of the digits could not be read.";

    /// <summary>Why a number is rejected. The threshold alone is named: the confidence stands beside the reason.</summary>
    /// <param name="reason">What speaks against it most.</param>
    /// <param name="glyphs">Its digits.</param>
    /// <param name="threshold">What its confidence stays below.</param>
    public static string OfRejected(ReadingReason reason, IReadOnlyList<GlyphReading> glyphs, float threshold) =>
        $"{Against(reason, glyphs)}; the confidence is below {ConfidenceText.Threshold(threshold)}.";

    private static string Against(ReadingReason reason, IReadOnlyList<GlyphReading> glyphs) => reason switch
    {
        ReadingReason.MayBeAnotherNumber => "It may be another number than the invoice's",
        ReadingReason.MoreDigitsBeside => "More digits seem to stand beside it",
        ReadingReason.DigitNotSure => LeastSure(glyphs),
        ReadingReason.DigitCountNotSure => "The number of digits is not sure",
        ReadingReason.AnotherNumberAsLikely => "Another number reads as well",
        ReadingReason.LooksDisagree => "Luminance and red light read as different numbers",
        _ => "The line is not clear enough",
    };

    private static string LeastSure(IReadOnlyList<GlyphReading> glyphs)
    {
        int place = Enumerable.Range(0, glyphs.Count).MinBy(i => glyphs[i].Score - glyphs[i].RunnerUpScore);
        return FormattableString.Invariant($"Digit {place + 1} of {glyphs.Count} is not sure: {glyphs[place].Digit} or {glyphs[place].RunnerUp}");
    }
}
