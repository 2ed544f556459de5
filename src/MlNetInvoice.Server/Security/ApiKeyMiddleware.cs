using System.Security.Cryptography;
using System.Text;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Language;
using MlNetInvoice.Server.Readings;

namespace MlNetInvoice.Server.Security;

/// <summary>
/// Where a key is configured, lets only requests with it to <c>/v1</c> and <c>/metrics</c>; the page and <c>/healthz</c> stay open. Only the key's SHA-256
/// is configured, and hashes are compared in constant time.
/// </summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ServiceOptions options, ReasonTexts texts)
{
    private readonly byte[]? _expected = options.ApiKeySha256 is { } hash ? Convert.FromHexString(hash) : null;

    public Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (_expected is null || !(path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase))
            || IsRight(KeyOf(context.Request)))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        const string detail = "Send the API key as X-Api-Key or as Authorization: Bearer.";
        return FaultHandler.Problem(texts, context, StatusCodes.Status401Unauthorized, "unauthorized", "The API key is missing or wrong.", detail).ExecuteAsync(context);
    }

    private static string KeyOf(HttpRequest request)
    {
        string key = request.Headers["X-Api-Key"].ToString();
        string authorization = request.Headers.Authorization.ToString();
        return key.Length > 0 ? key : authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..] : "";
    }

    private bool IsRight(string key) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _expected);
}
