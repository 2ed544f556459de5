using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlNetInvoice.Server.Work;

namespace MlNetInvoice.Server.Health;

/// <summary>Whether the worker is connected to its broker.</summary>
internal sealed class BrokerHealthCheck(JobWorker worker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(worker.Counts.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not connected; the worker connects again by itself"));
}
