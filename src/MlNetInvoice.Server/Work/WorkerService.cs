using MlNetInvoice.Jobs.Store;
using Npgsql;

namespace MlNetInvoice.Server.Work;

/// <summary>Runs the worker within the host: brings the tables up to date, then works until the host stops.</summary>
internal sealed partial class WorkerService(JobWorker worker, ResultStore store, IHostApplicationLifetime lifetime, ILogger<WorkerService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await MigrateAsync(stoppingToken).ConfigureAwait(false);
            await worker.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before the work began.
        }
        catch (Exception fault) when (fault is PostgresException or ArgumentException)
        {
            LogFailure(logger, fault.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    // A database that is not up yet is waited for; one that refuses is a fault.
    private async Task MigrateAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await store.MigrateAsync(stoppingToken).ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException fault) when (fault is not PostgresException || fault.IsTransient)
            {
                LogWait(logger, fault.Message);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The results' database does not answer yet: {Reason}")]
    private static partial void LogWait(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
