using System.Globalization;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Review;

/// <summary>The list as a whole: parts of it, its pictures, and all of it as a file.</summary>
internal static class ReviewListEndpoints
{
    private const int MaxItems = 500;
    private static readonly string[] _states = ["open", "claimed", "decided", "all"];

    public static void MapReviewList(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/reviews", ListAsync)
            .WithName("Reviews")
            .WithTags(ApiTags.Review)
            .WithSummary("Readings that a person has to look at or looked at: rejected, contradicting and damaged ones, oldest first.")
            .WithDescription("state is open, claimed, decided or all; limit 1 to 500; after is the next of an earlier answer.")
            .Produces<ReviewList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/v1/reviews/{id}/picture", PictureAsync)
            .WithName("ReviewPicture")
            .WithTags(ApiTags.Review)
            .WithSummary("The number with its surroundings as PNG, if Review:KeepPictures keeps it; box and glyphs are in its pixels.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/reviews/export", ExportAsync)
            .WithName("ExportReviews")
            .WithTags(ApiTags.Review)
            .WithSummary("Readings with their decisions as a file: csv, xlsx, json; or labels: a ZIP archive of the decided pictures with labels.csv, to measure by and to learn from.")
            .WithDescription("state is decided (the default) or all.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json", "application/zip"])
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, ReviewStore store, ReasonTexts texts, TimeProvider time, string state = "open", int limit = 50, string? after = null)
    {
        (long, string)? place = Place(after);
        if (!_states.Contains(state) || limit is < 1 or > MaxItems || place is null)
        {
            return Bad(texts, context, $"State must be {string.Join(", ", _states)}; limit 1 to {MaxItems}; after the next of an earlier answer.");
        }

        string language = ReasonTexts.LanguageOf(context.Request);
        IReadOnlyList<ReviewRow> rows = await store.ListAsync(state, place.Value, limit, context.RequestAborted).ConfigureAwait(false);
        string? next = rows.Count == limit ? string.Create(CultureInfo.InvariantCulture, $"{rows[^1].CreatedMs}/{rows[^1].Id}") : null;
        ReviewCounts counts = await store.CountAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.ContentLanguage = language;
        return Results.Json(new ReviewList([.. rows.Select(row => row.ToItem(texts, language, time.GetUtcNow()))], next, counts), ReviewJson.Default.ReviewList);
    }

    private static async Task<IResult> PictureAsync(HttpContext context, ReviewStore store, ReasonTexts texts, string id) =>
        await store.PictureAsync(id, context.RequestAborted).ConfigureAwait(false) is { } png
            ? Results.Bytes(png, "image/png")
            : FaultHandler.Problem(texts, context, StatusCodes.Status404NotFound, "reviewNoPicture", "There is no picture.", "None was kept, or it was deleted after Review:RetentionDays.");

    private static async Task<IResult> ExportAsync(HttpContext context, ReviewStore store, ReasonTexts texts, TimeProvider time, string format = "csv", string state = "decided")
    {
        if (!ReviewExport.Formats.Contains(format) || state is not ("decided" or "all"))
        {
            return Bad(texts, context, $"Format must be {string.Join(", ", ReviewExport.Formats)}; state decided or all.");
        }

        string language = ReasonTexts.LanguageOf(context.Request);
        (Stream content, string type, string name) = await new ReviewExport(store, row => row.ToItem(texts, language, time.GetUtcNow())).WriteAsync(format, state, context.RequestAborted).ConfigureAwait(false);
        return Results.Stream(content, type, name);
    }

    private static IResult Bad(ReasonTexts texts, HttpContext context, string detail) =>
        FaultHandler.Problem(texts, context, StatusCodes.Status400BadRequest, "badRequest", "The request cannot be served.", detail);

    private static (long CreatedMs, string Id)? Place(string? after) => after is null ? (0, "")
        : after.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && long.TryParse(after.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out long created) ? (created, after[(slash + 1)..])
        : null;
}
