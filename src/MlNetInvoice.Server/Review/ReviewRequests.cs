namespace MlNetInvoice.Server.Review;

/// <summary>Asks for numbers to review.</summary>
/// <param name="Reviewer">A name to be shown to others, 1 to 100 characters.</param>
/// <param name="Lease">The lease that an earlier answer gave, so that what one has taken comes again; null for a new one.</param>
/// <param name="Count">How many to have in hand, 1 to 50; null: 5.</param>
internal sealed record ReviewClaim(string? Reviewer, string? Lease, int? Count);

/// <summary>What a reviewer has in hand.</summary>
/// <param name="Lease">Proves that they are theirs; sent with each decision.</param>
/// <param name="LeaseSeconds">For how many seconds they are.</param>
/// <param name="Items">The numbers; empty if none is left.</param>
/// <param name="Counts">How many there are in all.</param>
internal sealed record ReviewHand(string Lease, int LeaseSeconds, IReadOnlyList<ReviewItem> Items, ReviewCounts Counts);

/// <summary>Gives numbers back.</summary>
/// <param name="Lease">The lease under which they were taken.</param>
internal sealed record ReviewRelease(string? Lease);

/// <summary>What a reviewer says: a number, or why there is none.</summary>
/// <param name="Lease">The lease under which it was taken.</param>
/// <param name="Number">The number as printed, AB-12345678, or 12345678 if its letters cannot be read; null with <paramref name="Skip"/>.</param>
/// <param name="Skip">Why it is passed over: <c>unreadable</c>, <c>noNumber</c>, <c>notAnInvoice</c> or <c>other</c>; null with <paramref name="Number"/>.</param>
/// <param name="Comment">A remark of at most 500 characters, or null.</param>
internal sealed record ReviewDecision(string? Lease, string? Number, string? Skip, string? Comment);

/// <summary>A part of the list.</summary>
/// <param name="Items">The readings, oldest first.</param>
/// <param name="Next">What to send as <c>after</c> for those that follow, or null at the end.</param>
/// <param name="Counts">How many there are in all.</param>
internal sealed record ReviewList(IReadOnlyList<ReviewItem> Items, string? Next, ReviewCounts Counts);

/// <summary>How many readings there are by their state.</summary>
/// <param name="Open">Nobody has them.</param>
/// <param name="Claimed">Somebody looks at them.</param>
/// <param name="Confirmed">The guess was right.</param>
/// <param name="Corrected">A person gave another number.</param>
/// <param name="Skipped">A person gave none.</param>
internal sealed record ReviewCounts(long Open, long Claimed, long Confirmed, long Corrected, long Skipped);
