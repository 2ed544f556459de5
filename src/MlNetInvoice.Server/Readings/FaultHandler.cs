using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using MlNetInvoice.Batch;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Readings;

/// <summary>Turns every fault into problem details (RFC 9457) that say what was wrong with the request, and nothing of the service's inside.</summary>
internal sealed partial class FaultHandler(ServiceOptions options, WorkQueue queue, ServiceMetrics metrics, ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, string title, string? detail) = exception switch
        {
            OverloadedException overload => (StatusCodes.Status429TooManyRequests, "The service is full.", $"{overload.Message}; try again after the time in Retry-After."),
            ImageTooLargeException large => (StatusCodes.Status413PayloadTooLarge, "The picture is too large.", large.Message),
            MlNetInvoiceException invalid => (StatusCodes.Status400BadRequest, "The picture cannot be read.", invalid.Message),
            BadHttpRequestException bad => (bad.StatusCode, "The request cannot be served.", bad.Message),
            OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "The request took too long.", "It was stopped after the service's time limit."),
            _ => (StatusCodes.Status500InternalServerError, "The service failed.", null as string),
        };
        if (exception is OverloadedException { Full: var full })
        {
            metrics.RecordRefusal(full);
            httpContext.Response.Headers.RetryAfter = RetryAfter().ToString("0", CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status500InternalServerError)
        {
            LogFailure(logger, httpContext.Request.Method, httpContext.Request.Path, exception);
        }

        await Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    // The seconds that the queue needs, within reason.
    private double RetryAfter() => Math.Clamp(Math.Ceiling(queue.ExpectedTime.TotalSeconds), 1, Math.Min(30, options.RequestTimeoutSeconds));

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void LogFailure(ILogger logger, string method, PathString path, Exception fault);
}
