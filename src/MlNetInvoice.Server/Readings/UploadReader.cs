using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Readings;

/// <summary>Takes the pictures out of a request: its body as it is, or the files of a multipart form. What a picture is, its content decides, never its name or declared type.</summary>
internal sealed class UploadReader(ServiceOptions options, UploadBudget budget, ServiceMetrics metrics)
{
    private const int MaxBoundaryLength = 100;

    /// <summary>The files one after another, as they arrive. Each is to be disposed of by the caller.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">Where it was sent, for the metrics.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="BadHttpRequestException">The form is broken or empty, or a file too large.</exception>
    /// <exception cref="OverloadedException">The memory for uploads is used up.</exception>
    public async IAsyncEnumerable<Upload> ReadAsync(HttpRequest request, string endpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            yield return await ReadOneAsync(request.Body, request.Query["name"], endpoint, cancellationToken).ConfigureAwait(false);
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
                yield return await WholeAsync(() => ReadOneAsync(section.Body, name, endpoint, cancellationToken)).ConfigureAwait(false);
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

    private async Task<Upload> ReadOneAsync(Stream body, string? name, string endpoint, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Upload upload = await Upload.ReadAsync(body, name, options.MaxBodyBytes, budget, cancellationToken).ConfigureAwait(false);
        metrics.RecordStage("upload", endpoint, Stopwatch.GetElapsedTime(start));
        return upload;
    }
}
