using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Timeouts;
using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Metrics;
using MlNetInvoice.Server.Review;

namespace MlNetInvoice.Server.Readings;

/// <summary>Reading pictures: one or several at once, or a long stream of them.</summary>
internal static class ReadingEndpoints
{
    // Their names in the metrics.
    private const string Readings = "readings";
    private const string Batch = "batch";

    public static void MapReadings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/readings", ReadAsync)
            .WithName("Read")
            .WithTags(ApiTags.Readings)
            .WithSummary("Reads the invoice number off one picture (the body) or several (a multipart form).")
            .WithDescription("Answers with a JSON array: one object per picture and page, or with all=true one per number in view. The page of a document stands behind its file's name, as in invoices.pdf#3. With fields=true each has a record of what else stands on the invoice. review=false keeps what is rejected off the list of numbers to review; otherwise, if there is one, the header X-Review-Ids names the id of each reading of a single file, in their order.")
            .AcceptsPictures("application/octet-stream", "image/jpeg", "image/png", "multipart/form-data")
            .AnswersReadings()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapPost("/v1/readings:batch", ReadBatchAsync)
            .WithName("ReadBatch")
            .WithTags(ApiTags.Readings)
            .WithSummary("Reads a multipart form of any number of pictures and answers line by line as they are read.")
            .WithDescription("Answers with JSON Lines (application/x-ndjson) in the order of completion; file names tell which is which.")
            .AcceptsPictures("multipart/form-data")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMetadata(new DisableRequestTimeoutAttribute(), new BatchBody());
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, UploadReader uploads, WorkQueue queue, PictureReader reader, ServiceMetrics metrics, ServiceOptions options, ReasonTexts texts, ReviewOptions reviews, bool all = false, bool fields = false, bool review = true)
    {
        CancellationToken cancellation = context.RequestAborted;
        var pictures = new List<Upload>();
        var readings = new List<Task<IReadOnlyList<PictureReading>>>();
        try
        {
            await foreach (Upload upload in uploads.ReadAsync(context.Request, Readings, cancellation).ConfigureAwait(false))
            {
                pictures.Add(upload);
                if (pictures.Count > options.MaxFiles)
                {
                    throw new BadHttpRequestException($"The form has more than {options.MaxFiles} files; send the rest in a further request or to /v1/readings:batch.");
                }
            }

            if (pictures.Count == 0)
            {
                throw new BadHttpRequestException("The form has no file; send each picture as a part with a file name.");
            }

            // A single picture that is none is the request's fault; among several it is a result like the others.
            if (pictures.Count == 1)
            {
                readings.Add(queue.TryRun(metrics.Timed(Readings, () => reader.Read(pictures[0], all, fields, Readings, review)), cancellation) ?? throw OverloadedException.OfQueue());
            }
            else
            {
                foreach (Upload picture in pictures)
                {
                    readings.Add(queue.TryRun(metrics.Timed(Readings, () => reader.ReadOrExplain(picture, all, fields, Readings, review)), cancellation) ?? throw OverloadedException.OfQueue());
                }
            }

            IReadOnlyList<PictureReading>[] pictureReadings = await Task.WhenAll(readings).ConfigureAwait(false);
            if (reviews.Enabled && review && pictures.Count == 1 && !PictureArchive.IsArchive(pictures[0].Content.Span))
            {
                context.Response.Headers["X-Review-Ids"] = string.Join(',', ReviewDesk.IdsOf(pictures[0].Content, pictureReadings[0].Count));
            }

            string language = ReasonTexts.LanguageOf(context.Request);
            return new ReadingsResult([.. pictureReadings.SelectMany(r => r).Select(r => texts.In(language, r))], language);
        }
        finally
        {
            // A reading under way still looks at its picture's memory: it goes back to the pool only afterwards.
            await ((Task)Task.WhenAll(readings)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pictures.ForEach(p => p.Dispose());
        }
    }

    private static async Task ReadBatchAsync(
        HttpContext context, UploadReader uploads, WorkQueue queue, PictureReader reader, ServiceMetrics metrics, ServiceOptions options, ReasonTexts texts, bool all = false, bool fields = false, bool review = true)
    {
        string language = ReasonTexts.LanguageOf(context.Request);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.ContentLanguage = language;
        CancellationToken cancellation = context.RequestAborted;
        var lines = Channel.CreateBounded<IReadOnlyList<PictureReading>>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        Task feeding = FeedAsync();
        await foreach (IReadOnlyList<PictureReading> answered in lines.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            foreach (PictureReading reading in answered)
            {
                await context.Response.WriteAsync(ReadingJson.ToLine(texts.In(language, reading)) + "\n", Encoding.UTF8, cancellation).ConfigureAwait(false);
            }

            await context.Response.Body.FlushAsync(cancellation).ConfigureAwait(false);
        }

        await feeding.ConfigureAwait(false);

        async Task FeedAsync()
        {
            var pending = new List<Task>();
            try
            {
                await foreach (Upload upload in uploads.ReadAsync(context.Request, Batch, cancellation).ConfigureAwait(false))
                {
                    Task<IReadOnlyList<PictureReading>> reading = await queue.EnqueueAsync(
                        metrics.Timed(Batch, () => reader.ReadOrExplain(upload, all, fields, Batch, review)), cancellation).ConfigureAwait(false);
                    pending.RemoveAll(p => p.IsCompletedSuccessfully);
                    pending.Add(ForwardAsync(upload, reading));
                }
            }
            catch (Exception fault) when (fault is BadHttpRequestException or OverloadedException)
            {
                // The answer has begun, so the fault becomes its last line.
                await lines.Writer.WriteAsync([PictureReading.FromFault(null, fault.Message, TimeSpan.Zero)], cancellation).ConfigureAwait(false);
            }
            finally
            {
                await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lines.Writer.Complete();
            }
        }

        async Task ForwardAsync(Upload upload, Task<IReadOnlyList<PictureReading>> reading)
        {
            using (upload)
            {
                await lines.Writer.WriteAsync(await reading.ConfigureAwait(false), cancellation).ConfigureAwait(false);
            }
        }
    }
}
