namespace MlNetInvoice.Server.Review;

/// <summary>A decision that was taken back, or that its reviewer replaced by another.</summary>
/// <param name="Reviewer">Who had decided.</param>
/// <param name="Outcome"><c>confirmed</c>, <c>corrected</c> or <c>skipped</c>.</param>
/// <param name="Number">The number that was given, or null.</param>
/// <param name="SkipReason">Why it was skipped, or null.</param>
/// <param name="Comment">The remark, or null.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="UndoneAt">When it was taken back.</param>
internal sealed record ReviewUndone(string? Reviewer, string Outcome, string? Number, string? SkipReason, string? Comment, DateTimeOffset DecidedAt, DateTimeOffset UndoneAt);
