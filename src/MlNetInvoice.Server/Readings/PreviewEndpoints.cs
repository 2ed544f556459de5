using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Readings;

/// <summary>Pictures of pages for a browser, which does not show all that the service reads.</summary>
internal static class PreviewEndpoints
{
    /// <summary>The header that says how many pixels (or points, of text) the page is wide: places in readings are in them.</summary>
    private const string WidthHeader = "X-Page-Width";

    private const string Endpoint = "previews";
    private const int LongestSide = 1000;

    public static void MapPreviews(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/previews", ShowAsync)
        .WithName("Preview")
        .WithTags(ApiTags.Readings)
        .WithSummary("Shows a page of a picture or document as a small PNG picture, or a page of text as JSON: its size and its words with their places.")
        .WithDescription("page counts from 1; entry names a file of an archive. The header X-Page-Width is the width that the places in readings refer to.")
        .AcceptsPictures("application/octet-stream")
        .Produces(StatusCodes.Status200OK, contentType: "image/png")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> ShowAsync(
        HttpContext context, UploadReader uploads, WorkQueue queue, DocumentReader reader, ServiceMetrics metrics, ServiceOptions options, int page = 1, string? entry = null)
    {
        CancellationToken cancellation = context.RequestAborted;
        await foreach (Upload upload in uploads.ReadAsync(context.Request, Endpoint, cancellation).ConfigureAwait(false))
        {
            using (upload)
            {
                Task<(int Width, byte[] Content, string Type)> shown = queue.TryRun(metrics.Timed(Endpoint, () => Show(reader, ContentOf(upload, entry, options), page)), cancellation)
                    ?? throw OverloadedException.OfQueue();
                (int width, byte[] content, string type) = await shown.ConfigureAwait(false);
                context.Response.Headers[WidthHeader] = width.ToString(CultureInfo.InvariantCulture);
                return Results.Bytes(content, type);
            }
        }

        throw new BadHttpRequestException("The form has no file; send the picture as the body.");
    }

    private static ReadOnlyMemory<byte> ContentOf(Upload upload, string? entry, ServiceOptions options)
    {
        if (entry is null)
        {
            return upload.Content;
        }

        using var archive = new PictureArchive(new MemoryStream(upload.Content.ToArray()), options.Archives());
        int index = archive.Names.ToList().IndexOf(entry);
        return index >= 0 ? archive.Read(index) : throw new BadHttpRequestException("The archive has no file of that name.");
    }

    private static (int Width, byte[] Content, string Type) Show(DocumentReader reader, ReadOnlyMemory<byte> file, int number)
    {
        DocumentPage page = reader.Decode(file).ElementAtOrDefault(number - 1) ?? throw new BadHttpRequestException("The file has no such page.");
        if (page.Image is { } image)
        {
            double scale = Math.Min(1, (double)LongestSide / Math.Max(image.Width, image.Height));
            RgbImage small = scale == 1 ? image : Resampling.Resize(image, Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)), ResamplingFilter.Area);
            return (image.Width, PngEncoder.Encode(small), "image/png");
        }

        return page.Text is { } text ? ((int)Math.Ceiling(text.Width), Describe(text), "application/json")
            : throw new InvalidImageException(page.Fault ?? "The page has neither text nor a picture.");
    }

    private static byte[] Describe(PageText text)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteNumber("width", Math.Round(text.Width, 1));
            json.WriteNumber("height", Math.Round(text.Height, 1));
            json.WriteStartArray("words");
            foreach (PageWord word in text.Words)
            {
                json.WriteStartObject();
                json.WriteString("text", word.Text);
                json.WriteStartArray("box");
                foreach (PixelPoint corner in (ReadOnlySpan<PixelPoint>)[word.Box.TopLeft, word.Box.TopRight, word.Box.BottomRight, word.Box.BottomLeft])
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(Math.Round(corner.X, 1));
                    json.WriteNumberValue(Math.Round(corner.Y, 1));
                    json.WriteEndArray();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return content.ToArray();
    }
}
