using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Review;

/// <summary>Numbers that users of the page put right.</summary>
internal static class ReviewCorrectionEndpoints
{
    private const int MaxBody = 8 * 1024 * 1024;
    private const int MaxReading = 256 * 1024;
    private const int MaxId = 100;

    private static readonly ImageDecoderOptions _limits = new() { MaxPixels = ReviewCutOut.LongestSide * ReviewCutOut.LongestSide };

    public static void MapReviewCorrections(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/corrections", CorrectAsync)
        .WithName("Correct")
        .WithTags(ApiTags.Review)
        .WithSummary("Keeps what a user says a number is, as a decision whose source is page. It is exported like the reviewers' decisions.")
        .WithDescription(
            "Whether or not the number was on the list, it is decided then. A correction of the same lease is replaced; DELETE /v1/reviews/{id}/decision with the lease takes it back. "
            + "What somebody else has decided stays, and the answer is 409. POST /v1/readings names the ids of its readings in the header X-Review-Ids, in their order.")
        .Accepts<ReviewCorrection>("application/json")
        .Produces<ReviewItem>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> CorrectAsync(HttpContext context, ReviewStore store, ReviewOptions options, ReasonTexts texts, TimeProvider time)
    {
        ReviewCorrection correction = await ReviewBody.ReadAsync(context, ReviewJson.Default.ReviewCorrection, MaxBody).ConfigureAwait(false);
        string? number = ReviewBody.Normalize(correction.Number);
        string? fault = correction.Id is not { Length: >= 1 and <= MaxId } id || !id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')
                ? $"Id must be 1 to {MaxId} letters, digits, dots, dashes and underscores."
            : !ReviewBody.IsLease(correction.Lease) ? "Lease must be 32 hexadecimal digits in lower case."
            : number is null ? $"Number is \"{correction.Number}\", but must be two letters and eight digits such as AB-12345678, or the eight digits."
            : correction.Reviewer is not null && !ReviewBody.IsName(correction.Reviewer) ? $"Reviewer must have 1 to {ReviewBody.MaxReviewer} characters."
            : correction.Picture is { } sent && (sent.Data is null || !double.IsFinite(sent.Left) || !double.IsFinite(sent.Top) || sent.Scale is not (> 0 and <= 1)) ? "Picture must have data, a finite left and top, and a scale above 0 to 1."
            : null;
        PictureReading? reading = fault is null ? Parse(correction) : null;
        if (reading is null)
        {
            return FaultHandler.Problem(texts, context, StatusCodes.Status400BadRequest, "badRequest", "The request cannot be served.", fault ?? "Reading must be one as /v1/readings answers it.");
        }

        ReviewCutOut? cutOut = options.KeepPictures && correction.Picture is { } picture
            ? new ReviewCutOut(PngEncoder.Encode(ImageDecoder.DecodeRgb(picture.Data, _limits)), picture.Left, picture.Top, picture.Scale)
            : null;
        string why = ReviewEntry.WhyOf(reading.Reading!, options.Incomplete) ?? "wrong";
        var entry = new ReviewEntry(correction.Id!, "page", why, reading, cutOut);
        ReviewRow? decided = await store.CorrectAsync(entry, correction.Lease!, correction.Reviewer?.Trim() ?? "page", number!, context.RequestAborted).ConfigureAwait(false);
        if (decided is null)
        {
            return FaultHandler.Problem(
                texts, context, StatusCodes.Status409Conflict, "reviewTaken", "The number is in other hands.", "Somebody else has decided on it; nothing was changed.");
        }

        string language = ReasonTexts.LanguageOf(context.Request);
        context.Response.Headers.ContentLanguage = language;
        return Results.Json(decided.ToItem(texts, language, time.GetUtcNow()), ReviewJson.Default.ReviewItem);
    }

    private static PictureReading? Parse(ReviewCorrection correction)
    {
        string json = correction.Reading?.GetRawText() ?? "";
        try
        {
            return json.Length <= MaxReading && ReadingJson.Parse(json) is { Reading: { } reading } picture && (reading.Status != InvoiceReadingStatus.Read || reading.Number is not null) ? picture : null;
        }
        catch (InvalidDataSetException)
        {
            return null;
        }
    }
}
