using Scalar.AspNetCore;

namespace MlNetInvoice.Server.Readings;

/// <summary>A page to read and try the API on (<c>/scalar</c>), by Scalar from the OpenAPI document. In development alone: it runs scripts of its own, which the security headers forbid elsewhere.</summary>
internal static class ApiReference
{
    public const string Path = "/scalar";

    public static void MapApiReference(this WebApplication application)
    {
        if (application.Environment.IsDevelopment())
        {
            application.MapScalarApiReference(Path, page => page
                .WithTitle("MlNetInvoice").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools());
        }
    }
}
