using OpenTelemetry.Metrics;

namespace MlNetInvoice.Server.Metrics;

/// <summary>
/// What <c>serve</c> and <c>work</c> measure, by the framework's meters, collected by OpenTelemetry and given to Prometheus at <see cref="Path"/>: the program's own meter, the runtime's
/// (memory, collections, threads) and ASP.NET Core's (requests by route, method and status).
/// </summary>
internal static class ServerMeter
{
    public const string Name = "MlNetInvoice.Server";

    public const string Path = "/metrics";

    public static void AddServerMetrics(this IServiceCollection services) => services.AddOpenTelemetry().WithMetrics(metrics => metrics
        .AddMeter(Name)
        .AddAspNetCoreInstrumentation()
        .AddRuntimeInstrumentation()
        .AddPrometheusExporter(exporter =>
        {
            exporter.ScrapeEndpointPath = Path;

            // Each scrape sees what is so now.
            exporter.ScrapeResponseCacheDurationMilliseconds = 0;
        }));
}
