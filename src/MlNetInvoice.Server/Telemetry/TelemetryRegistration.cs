using MlNetInvoice.Server.Metrics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MlNetInvoice.Server.Telemetry;

/// <summary>
/// Sends traces, metrics and logs of <c>serve</c> and <c>work</c> to an OpenTelemetry collector where one is named by the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Without it nothing listens to spans, and none is
/// made; metrics are for Prometheus alone.
/// </summary>
internal static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Registers what is measured, and what is sent.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="role"><c>serve</c> or <c>work</c>: the service's name is <c>mlnetinvoice-serve</c> or <c>mlnetinvoice-work</c>, unless <c>OTEL_SERVICE_NAME</c> says another.</param>
    public static void AddServerTelemetry(this WebApplicationBuilder builder, string role)
    {
        builder.Services.AddServerMetrics();
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            return;
        }

        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry();
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
        {
            telemetry.ConfigureResource(resource => resource.AddService($"mlnetinvoice-{role}"));
        }

        telemetry
            .WithTracing(tracing => tracing.AddServerSources().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddOtlpExporter())
            .WithLogging(logging => logging.AddOtlpExporter());
    }

    /// <summary>Every source of spans that a reading passes through.</summary>
    public static TracerProviderBuilder AddServerSources(this TracerProviderBuilder tracing) => tracing
        .AddSource(ServerSpans.SourceName, InvoiceReader.ActivitySourceName, "RabbitMQ.Client.*", "Npgsql")
        .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !IsProbe(context.Request.Path));

    private static bool IsProbe(PathString path) => path == ServerMeter.Path || path == Health.HealthEndpoints.Ready || path == Health.HealthEndpoints.Alive;
}
