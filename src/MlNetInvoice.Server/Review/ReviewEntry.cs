using MlNetInvoice.Batch;

namespace MlNetInvoice.Server.Review;

/// <summary>A reading that goes to the list, as it is stored.</summary>
/// <param name="Id">Names it; what is there already under it stays.</param>
/// <param name="Source"><c>service</c>, <c>worker</c> or <c>page</c>.</param>
/// <param name="Why">Why it is listed.</param>
/// <param name="Picture">What was read.</param>
/// <param name="CutOut">The kept picture, or null.</param>
internal sealed record ReviewEntry(string Id, string Source, string Why, PictureReading Picture, ReviewCutOut? CutOut)
{
    /// <summary>Why a reading has to be looked at, or null if it has not.</summary>
    public static string? WhyOf(InvoiceReading reading, bool incomplete) =>
        reading.Status == InvoiceReadingStatus.Invalid ? null
        : reading.ReasonCode is ReadingReason.SourcesDisagree or ReadingReason.LooksDisagree || reading.Record is { Conflicts.Count: > 0 } ? "disagrees"
        : reading.Status == InvoiceReadingStatus.Rejected ? "rejected"
        : reading.Damaged is not null ? "damaged"
        : incomplete && reading is { Status: InvoiceReadingStatus.Read, IsComplete: false } ? "incomplete"
        : null;

    /// <summary>The number as far as the reader has a guess, or null.</summary>
    public static string? GuessOf(InvoiceReading? reading) =>
        reading?.Number ?? (reading?.BestGuess is { } guess ? reading.Letters is { } letters && char.IsAsciiDigit(guess[0]) ? $"{letters}-{guess}" : guess : null);
}
