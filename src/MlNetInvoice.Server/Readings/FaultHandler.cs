using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using MlNetInvoice.Batch;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Readings;

/// <summary>Turns every fault into problem details (RFC 9457) that say what was wrong with the request, and nothing of the service's inside.</summary>
internal sealed partial class FaultHandler(ServiceOptions options, WorkQueue queue, ServiceMetrics metrics, ReasonTexts texts, ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        (int status, string code, string title, string? detail) = exception switch
        {
            OverloadedException overload => (StatusCodes.Status429TooManyRequests, "busy", "The service is full.", $"{overload.Message}; try again after the time in Retry-After."),
            ImageTooLargeException => (StatusCodes.Status413PayloadTooLarge, "imageTooLarge", "The picture is too large.", Limits()),
            MlNetInvoiceException invalid => (StatusCodes.Status400BadRequest, "invalidImage", "The picture cannot be read.", invalid.Message),
            BadHttpRequestException bad => (bad.StatusCode, CodeOf(bad.StatusCode), "The request cannot be served.", bad.Message),
            OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "timeout", "The request took too long.", "It was stopped after the service's time limit."),
            _ => (StatusCodes.Status500InternalServerError, "failed", "The service failed.", null as string),
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

        await Problem(texts, httpContext, status, code, title, detail).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    /// <summary>Problem details in the caller's language, with a code beside them; the particulars of a fault are there in English alone.</summary>
    public static IResult Problem(ReasonTexts texts, HttpContext context, int status, string code, string title, string? detail)
    {
        string language = ReasonTexts.LanguageOf(context.Request);
        bool isEnglish = language == ReasonTexts.English;
        context.Response.Headers.ContentLanguage = language;
        return Results.Problem(
            isEnglish ? detail : null, statusCode: status, title: isEnglish ? title : texts.Of(code, language), extensions: new Dictionary<string, object?> { ["code"] = code });
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => "tooManyBytes",
        StatusCodes.Status408RequestTimeout => "tooSlow",
        _ => "badRequest",
    };

    // What the library advises, to raise one of its options, no caller of a service can do.
    private string Limits() => string.Create(
        CultureInfo.InvariantCulture, $"This service takes pictures of at most {options.MaxPixels} pixels and {options.MaxBodyBytes} bytes: make it smaller and send it again.");

    // The seconds that the queue needs, within reason.
    private double RetryAfter() => Math.Clamp(Math.Ceiling(queue.ExpectedTime.TotalSeconds), 1, Math.Min(30, options.RequestTimeoutSeconds));

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void LogFailure(ILogger logger, string method, PathString path, Exception fault);
}
