namespace MlNetInvoice.Reading;

/// <summary>Accepts or rejects what was found, by the options' thresholds.</summary>
internal static class ReadingDecision
{
    /// <summary>The readings of a picture.</summary>
    /// <param name="look">What was found.</param>
    /// <param name="options">The thresholds.</param>
    /// <returns>The accepted numbers, the most certain first; if there is none, the likeliest rejected one, or one that says why nothing was found.</returns>
    public static IReadOnlyList<InvoiceReading> Of(PictureLook look, InvoiceReaderOptions options)
    {
        if (look.Numbers.Count == 0)
        {
            return [new InvoiceReading { Status = InvoiceReadingStatus.NotFound, Reason = look.Nothing }];
        }

        InvoiceReading[] accepted = [.. look.Numbers.Where(number => number.Confidence >= options.MinConfidence).Select(number => Accept(number, options))];
        return accepted.Length > 0 ? accepted : [Reject(look.Numbers[0], options)];
    }

    private static InvoiceReading Accept(NumberEvidence number, InvoiceReaderOptions options)
    {
        bool hasLetters = number.Letters is not null && number.LettersConfidence >= options.MinLettersConfidence;
        return new InvoiceReading
        {
            Status = InvoiceReadingStatus.Read,
            Digits = number.Digits,
            Letters = hasLetters ? number.Letters : null,
            LettersConfidence = hasLetters ? number.LettersConfidence : 0,
            Confidence = number.Confidence,
            Box = number.Box,
            Glyphs = number.Glyphs,
        };
    }

    private static InvoiceReading Reject(NumberEvidence number, InvoiceReaderOptions options) => new()
    {
        Status = InvoiceReadingStatus.Rejected,
        BestGuess = number.Digits,
        Confidence = number.Confidence,
        Reason = FormattableString.Invariant($"The confidence of {number.Confidence:0.0000} is below {options.MinConfidence:0.0000}: {number.Doubt}."),
        Box = number.Box,
        Glyphs = number.Glyphs,
    };
}
