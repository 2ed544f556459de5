namespace MlNetInvoice.Server.Review;

/// <summary>A reading that a person looks at, as callers see it.</summary>
internal sealed record ReviewItem
{
    /// <summary>Names it: the picture's hash and the number's place in it, or the job's id.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's name for the picture, or null.</summary>
    public string? File { get; init; }

    /// <summary><c>service</c>, <c>worker</c>, or <c>page</c> if it was decided on the page.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is here: <c>rejected</c>, <c>disagrees</c>, <c>damaged</c> or <c>incomplete</c>; <c>wrong</c>: it was accepted, and a user of the page gave another number.</summary>
    public required string Why { get; init; }

    /// <summary><c>open</c>, <c>claimed</c> or <c>decided</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the reader makes of the number, AB-12345678 or 12345678, or null if it has no guess.</summary>
    public string? Guess { get; init; }

    /// <summary>What another source of the invoice says, such as its code, if the two differ; else null.</summary>
    public string? OtherGuess { get; init; }

    /// <summary>Probability that the digits of the guess are right, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>Why the reader is not sure, as a sentence in the caller's language.</summary>
    public required string Reason { get; init; }

    /// <summary>The same as a code.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The digits one by one; empty if nothing was found.</summary>
    public required IReadOnlyList<ReviewGlyph> Glyphs { get; init; }

    /// <summary>The four corners of the digits in pixels of the kept picture, in the order of reading; or null.</summary>
    public double[][]? Box { get; init; }

    /// <summary>Whether its picture is kept.</summary>
    public bool HasPicture { get; init; }

    /// <summary>Who has it or decided on it, or null.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Until when it belongs to the reviewer; null if nobody has it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary><c>confirmed</c>, <c>corrected</c> or <c>skipped</c>; null while nobody decided.</summary>
    public string? Outcome { get; init; }

    /// <summary>The number that the reviewer says it is; null if it was skipped or is not decided.</summary>
    public string? Number { get; init; }

    /// <summary>Why it was skipped: <c>unreadable</c>, <c>noNumber</c>, <c>notAnInvoice</c> or <c>other</c>.</summary>
    public string? SkipReason { get; init; }

    /// <summary>The reviewer's remark, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was decided, or null.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Earlier decisions that were taken back or replaced, oldest first.</summary>
    public IReadOnlyList<ReviewUndone> Undone { get; init; } = [];
}
