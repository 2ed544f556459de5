using System.Globalization;
using System.Security.Cryptography;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Review;

/// <summary>Reviewing: who takes which number, and what they say of it.</summary>
internal static class ReviewEndpoints
{
    private const int MaxBody = 16 * 1024;
    private const int MaxComment = 500;
    private const int MaxInHand = 50;
    private static readonly string[] _skipReasons = ["unreadable", "noNumber", "notAnInvoice", "other"];

    public static void MapReviewWork(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/reviews:claim", ClaimAsync)
            .WithName("ClaimReviews")
            .WithTags(ApiTags.Review)
            .WithSummary("Takes numbers to review: they belong to the caller for leaseSeconds, and nobody else gets them.")
            .WithDescription("Send the lease of an earlier answer again to keep what is in hand and to renew it; what it lacks up to count is taken anew, the oldest first.")
            .Accepts<ReviewClaim>("application/json")
            .Produces<ReviewHand>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapPost("/v1/reviews:release", ReleaseAsync)
            .WithName("ReleaseReviews")
            .WithTags(ApiTags.Review)
            .WithSummary("Gives back what a lease has in hand, so that others get it before the lease runs out.")
            .Accepts<ReviewRelease>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapPut("/v1/reviews/{id}/decision", DecideAsync)
            .WithName("DecideReview")
            .WithTags(ApiTags.Review)
            .WithSummary("Says what the number is, or skips it. Sent again, it replaces the decision of the same lease.")
            .WithDescription("A number equal to the guess confirms it, another corrects it. If the answer got lost, send the same again.")
            .Accepts<ReviewDecision>("application/json")
            .Produces<ReviewItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapDelete("/v1/reviews/{id}/decision", UndoAsync)
            .WithName("UndoReview")
            .WithTags(ApiTags.Review)
            .WithSummary("Takes a decision back; the number is in the hands of the same lease again.")
            .Produces<ReviewItem>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ClaimAsync(HttpContext context, ReviewStore store, ReviewOptions options, ReasonTexts texts, TimeProvider time)
    {
        ReviewClaim claim = await ReviewBody.ReadAsync(context, ReviewJson.Default.ReviewClaim, MaxBody).ConfigureAwait(false);
        string? fault = !ReviewBody.IsName(claim.Reviewer) ? $"reviewer must have 1 to {ReviewBody.MaxReviewer} characters."
            : claim.Count is < 1 or > MaxInHand ? $"count is {claim.Count}, but must be 1 to {MaxInHand}."
            : claim.Lease is not null && !ReviewBody.IsLease(claim.Lease) ? "lease must be one that an earlier answer gave, or null."
            : null;
        if (fault is not null)
        {
            return Bad(texts, context, fault);
        }

        string lease = claim.Lease ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        IReadOnlyList<ReviewRow> rows = await store.ClaimAsync(claim.Reviewer!.Trim(), lease, claim.Count ?? 5, context.RequestAborted).ConfigureAwait(false);
        ReviewCounts counts = await store.CountAsync(context.RequestAborted).ConfigureAwait(false);
        string language = ReasonTexts.LanguageOf(context.Request);
        context.Response.Headers.ContentLanguage = language;
        return Results.Json(new ReviewHand(lease, options.LeaseSeconds, [.. rows.Select(row => row.ToItem(texts, language, time.GetUtcNow()))], counts), ReviewJson.Default.ReviewHand);
    }

    private static async Task<IResult> ReleaseAsync(HttpContext context, ReviewStore store, ReasonTexts texts)
    {
        ReviewRelease release = await ReviewBody.ReadAsync(context, ReviewJson.Default.ReviewRelease, MaxBody).ConfigureAwait(false);
        if (!ReviewBody.IsLease(release.Lease))
        {
            return Bad(texts, context, "lease must be one that an earlier answer gave.");
        }

        await store.ReleaseAsync(release.Lease!, context.RequestAborted).ConfigureAwait(false);
        return Results.NoContent();
    }

    private static async Task<IResult> DecideAsync(HttpContext context, string id, ReviewStore store, ReasonTexts texts, TimeProvider time)
    {
        ReviewDecision decision = await ReviewBody.ReadAsync(context, ReviewJson.Default.ReviewDecision, MaxBody).ConfigureAwait(false);
        string? number = ReviewBody.Normalize(decision.Number);
        string? fault = !ReviewBody.IsLease(decision.Lease) ? "lease must be the one under which the number was taken."
            : decision.Number is null == decision.Skip is null ? "send either number or skip."
            : decision.Number is not null && number is null ? $"number is \"{decision.Number}\", but must be two letters and eight digits such as AB-12345678, or the eight digits."
            : decision.Skip is { } skip && !_skipReasons.Contains(skip) ? $"skip is \"{skip}\", but must be one of {string.Join(", ", _skipReasons)}."
            : decision.Comment is { Length: > MaxComment } ? $"comment has {decision.Comment.Length} characters, but may have {MaxComment}."
            : null;
        if (fault is not null)
        {
            return Bad(texts, context, fault);
        }

        ReviewRow? row = await store.FindAsync(id, context.RequestAborted).ConfigureAwait(false);
        string outcome = number is null ? "skipped" : number == row?.Guess ? "confirmed" : "corrected";
        ReviewRow? decided = row is null ? null : await store.DecideAsync(row, decision.Lease!, outcome, number, decision.Skip, decision.Comment, context.RequestAborted).ConfigureAwait(false);
        return Answer(context, texts, time, row, decided);
    }

    private static async Task<IResult> UndoAsync(HttpContext context, string id, ReviewStore store, ReasonTexts texts, TimeProvider time, string? lease = null)
    {
        if (!ReviewBody.IsLease(lease))
        {
            return Bad(texts, context, "lease must be the one under which the number was taken.");
        }

        ReviewRow? row = await store.FindAsync(id, context.RequestAborted).ConfigureAwait(false);
        ReviewRow? undone = row is null ? null : await store.UndoAsync(row, lease!, context.RequestAborted).ConfigureAwait(false);
        return Answer(context, texts, time, row, undone);
    }

    private static IResult Answer(HttpContext context, ReasonTexts texts, TimeProvider time, ReviewRow? found, ReviewRow? changed)
    {
        if (changed is null)
        {
            return found is null
                ? FaultHandler.Problem(texts, context, StatusCodes.Status404NotFound, "reviewNotFound", "There is no such number to review.", "Its id is on no list of this service.")
                : FaultHandler.Problem(texts, context, StatusCodes.Status409Conflict, "reviewTaken", "The number is in other hands.", "Its lease ran out and somebody else took it; nothing was changed.");
        }

        string language = ReasonTexts.LanguageOf(context.Request);
        context.Response.Headers.ContentLanguage = language;
        return Results.Json(changed.ToItem(texts, language, time.GetUtcNow()), ReviewJson.Default.ReviewItem);
    }

    private static IResult Bad(ReasonTexts texts, HttpContext context, string fault) =>
        FaultHandler.Problem(texts, context, StatusCodes.Status400BadRequest, "badRequest", "The request cannot be served.", string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(fault[0])}{fault[1..]}"));
}
