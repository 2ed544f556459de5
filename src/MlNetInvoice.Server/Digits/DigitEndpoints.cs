using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Digits;

/// <summary>Classifying a single digit.</summary>
internal static class DigitEndpoints
{
    private const string Endpoint = "digits";

    public static void MapDigits(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/digits", ClassifyAsync)
        .WithName("ClassifyDigit")
        .WithTags(ApiTags.Digits)
        .WithSummary("Classifies one digit by LeNet-5: ten scores, first and second guess, and with layers=true what every layer made of it.")
        .WithDescription("A 28×28 picture with bright ink is taken as it is (MNIST); any other is cut to its ink and normalised.")
        .AcceptsPictures("application/octet-stream", "image/jpeg", "image/png", "multipart/form-data")
        .Produces<DigitAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> ClassifyAsync(
        HttpContext context, UploadReader uploads, WorkQueue queue, ServiceMetrics metrics, ServiceOptions options, DigitExplainer explainer, DocumentCodec codec, bool layers = false)
    {
        CancellationToken cancellation = context.RequestAborted;
        ImageDecoderOptions decoder = options.DecoderOptions() with { Codec = codec };
        await foreach (Upload upload in uploads.ReadAsync(context.Request, Endpoint, cancellation).ConfigureAwait(false))
        {
            using (upload)
            {
                Task<DigitAnswer> answer = queue.TryRun(
                    metrics.Timed(Endpoint, () => explainer.Explain(ImageDecoder.DecodeGray(upload.Content.Span, decoder), layers)), cancellation)
                    ?? throw OverloadedException.OfQueue();
                return Results.Json(await answer.ConfigureAwait(false), DigitJson.Default.DigitAnswer);
            }
        }

        throw new BadHttpRequestException("The form has no file; send the picture as a part with a file name.");
    }
}
