using Microsoft.AspNetCore.Http.Features;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Security;

/// <summary>
/// Refuses bodies that are too large with 413, by their declared length or once more has come. The server's own limit closes the connection at once, and a client that is
/// still sending then sees a broken connection and never the answer; refused here, the rest of the body is read and thrown away (for five seconds at most) after the answer.
/// </summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next, ServiceOptions options)
{
    /// <summary>What a form's boundaries and part headers may add to the pictures.</summary>
    private const int FormOverhead = 64 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        long limit = context.GetEndpoint()?.Metadata.GetMetadata<BatchBody>() is null ? options.MaxBodyBytes + FormOverhead : options.MaxBatchBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > limit)
        {
            throw LimitedBody.TooLarge(limit);
        }

        context.Request.Body = new LimitedBody(context.Request.Body, limit);
        return next(context);
    }
}
