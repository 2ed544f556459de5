using MlNetInvoice.Imaging;
using MlNetInvoice.Service.Readings;

namespace MlNetInvoice.Service.Digits;

/// <summary>Classifying a single digit.</summary>
internal static class DigitEndpoints
{
    public static void MapDigits(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/digits", ClassifyAsync)
        .WithName("ClassifyDigit")
        .WithSummary("Classifies one digit by LeNet-5: ten scores, first and second guess, and with layers=true what every layer made of it.")
        .WithDescription("A 28×28 picture with bright ink is taken as it is (MNIST); any other is cut to its ink and normalised.")
        .AcceptsPictures("application/octet-stream", "image/jpeg", "image/png", "multipart/form-data")
        .Produces<DigitAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> ClassifyAsync(
        HttpContext context, UploadReader uploads, ReadingQueue queue, DigitExplainer explainer, bool layers = false)
    {
        CancellationToken cancellation = context.RequestAborted;
        await foreach (Upload upload in uploads.ReadAsync(context.Request, cancellation).ConfigureAwait(false))
        {
            using (upload)
            {
                Task<DigitAnswer> answer = queue.TryRun(() => explainer.Explain(ImageDecoder.DecodeGray(upload.Content.Span), layers), cancellation)
                    ?? throw new OverloadedException("Every core is busy and the queue is full");
                return Results.Json(await answer.ConfigureAwait(false), DigitJson.Default.DigitAnswer);
            }
        }

        throw new BadHttpRequestException("The form has no file; send the picture as a part with a file name.");
    }
}
