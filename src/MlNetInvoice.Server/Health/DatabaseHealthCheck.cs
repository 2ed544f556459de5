using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlNetInvoice.Jobs.Store;
using Npgsql;

namespace MlNetInvoice.Server.Health;

/// <summary>Whether the database of results answers.</summary>
internal sealed class DatabaseHealthCheck(ResultStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.PingAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            // The message names host and port, or what the server says; never the password.
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}
