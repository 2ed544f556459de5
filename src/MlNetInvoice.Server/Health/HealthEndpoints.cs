using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlNetInvoice.Server.Health;

/// <summary>
/// Two questions: whether the process is alive (<c>/livez</c>, else restart it), and whether it can do its work (<c>/healthz</c>, else send nothing to it; 503). The second answers with a line for each check that fails.
/// </summary>
internal static class HealthEndpoints
{
    public const string Alive = "/livez";

    public const string Ready = "/healthz";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        IEnumerable<string> faults = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync(report.Status + string.Concat(faults), context.RequestAborted);
    }
}
