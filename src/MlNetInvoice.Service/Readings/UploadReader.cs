using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using MlNetInvoice.Service.Metrics;

namespace MlNetInvoice.Service.Readings;

/// <summary>Takes the pictures out of a request: its body as it is, or the files of a multipart form. What a picture is, its content decides, never its name or declared type.</summary>
internal sealed class UploadReader(IOptions<ServiceOptions> options, UploadBudget budget, ServiceMetrics metrics)
{
    private const int MaxBoundaryLength = 100;

    /// <summary>The files one after another, as they arrive. Each is to be disposed of by the caller.</summary>
    /// <exception cref="BadHttpRequestException">The form is broken or empty, or a file too large.</exception>
    /// <exception cref="OverloadedException">The memory for uploads is used up.</exception>
    public async IAsyncEnumerable<Upload> ReadAsync(HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            yield return await ReadOneAsync(request.Body, request.Query["name"], cancellationToken).ConfigureAwait(false);
            yield break;
        }

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundaryLength)
        {
            throw new BadHttpRequestException($"The multipart form needs a boundary of 1 to {MaxBoundaryLength} characters in its Content-Type.");
        }

        var form = new MultipartReader(boundary, request.Body);
        while (await WholeAsync(() => form.ReadNextSectionAsync(cancellationToken)).ConfigureAwait(false) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition) && disposition.IsFileDisposition())
            {
                string? name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;
                yield return await WholeAsync(() => ReadOneAsync(section.Body, name, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private static async Task<T> WholeAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The multipart form ends or breaks in the middle of a part.", StatusCodes.Status400BadRequest, fault);
        }
    }

    private async Task<Upload> ReadOneAsync(Stream body, string? name, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Upload upload = await Upload.ReadAsync(body, name, options.Value.MaxBodyBytes, budget, cancellationToken).ConfigureAwait(false);
        metrics.RecordStage("upload", Stopwatch.GetElapsedTime(start));
        return upload;
    }
}
