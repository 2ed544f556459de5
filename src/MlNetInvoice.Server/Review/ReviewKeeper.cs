using System.Data.Common;

namespace MlNetInvoice.Server.Review;

/// <summary>Makes the list's table before the program takes anything, and deletes pictures that are kept long enough, once an hour.</summary>
internal sealed partial class ReviewKeeper(ReviewStore store, ILogger<ReviewKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store.MigrateAsync(cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (DbException fault) when (fault.IsTransient)
            {
                LogWait(logger, fault.Message);
                await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
            }
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                int count = await store.ForgetPicturesAsync(stoppingToken).ConfigureAwait(false);
                if (count > 0)
                {
                    LogForgotten(logger, count);
                }
            }
            catch (DbException fault)
            {
                LogWait(logger, fault.Message);
            }

            await Task.Delay(_interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The list of readings to review does not answer: {Reason}")]
    private static partial void LogWait(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "{Count} pictures of reviewed readings were deleted: they were kept long enough.")]
    private static partial void LogForgotten(ILogger logger, int count);
}
