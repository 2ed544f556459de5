namespace MlNetInvoice.Reading;

/// <summary>Accepts or rejects what was found, by the options' thresholds.</summary>
internal static class ReadingDecision
{
    /// <summary>Confidence below which a row is more likely a tax number or a date than a number that is hard to read.</summary>
    public const float LeastUnsure = 0.25f;

    // An invoice's number is two letters and eight digits; any other count was asked for as a string of digits.
    private const int InvoiceDigits = 8;

    /// <summary>The readings of a picture.</summary>
    /// <param name="look">What was found.</param>
    /// <param name="options">The thresholds.</param>
    /// <returns>The accepted numbers, the most certain first, then those that may be numbers but are not sure; if there is none at all, one that says why.</returns>
    public static IReadOnlyList<InvoiceReading> Of(PictureLook look, InvoiceReaderOptions options)
    {
        if (look.Numbers.Count == 0)
        {
            return [new InvoiceReading { Status = InvoiceReadingStatus.NotFound, ReasonCode = look.Code, Reason = look.Nothing }];
        }

        var readings = new List<InvoiceReading>();
        readings.AddRange(look.Numbers.Where(number => number.Confidence >= options.MinConfidence).Select(number => Accept(number, options)));
        float least = readings.Count == 0 ? look.Numbers.Max(number => number.Confidence) : LeastUnsure;
        readings.AddRange(look.Numbers.Where(number => number.Confidence < options.MinConfidence && number.Confidence >= Math.Min(least, LeastUnsure)).Select(number => Reject(number, options)));
        return readings.Count == 1 ? readings : [.. readings.Select(reading => reading with { OthersInView = readings.Count - 1 })];
    }

    /// <summary>A number as it is given once it is accepted.</summary>
    /// <param name="number">The number.</param>
    /// <param name="options">The thresholds.</param>
    public static InvoiceReading Accept(NumberEvidence number, InvoiceReaderOptions options)
    {
        bool hasLetters = number.Letters is not null && number.LettersConfidence >= options.MinLettersConfidence;
        bool lacksLetters = !hasLetters && options.DigitCount == InvoiceDigits;
        return new InvoiceReading
        {
            Status = InvoiceReadingStatus.Read,
            Digits = number.Digits,
            Letters = hasLetters ? number.Letters : null,
            LettersConfidence = hasLetters ? number.LettersConfidence : 0,
            Confidence = number.Confidence,
            ReasonCode = lacksLetters ? ReadingReason.LettersNotRead : ReadingReason.None,
            Reason = lacksLetters ? ReasonText.LettersNotRead : "",
            Box = number.Box,
            Glyphs = number.Glyphs,
        };
    }

    private static InvoiceReading Reject(NumberEvidence number, InvoiceReaderOptions options) => new()
    {
        Status = InvoiceReadingStatus.Rejected,
        BestGuess = number.Digits,
        Confidence = number.Confidence,
        ReasonCode = number.Doubt,
        Reason = ReasonText.OfRejected(number.Doubt, number.Glyphs, options.MinConfidence),
        Box = number.Box,
        Glyphs = number.Glyphs,
    };
}
