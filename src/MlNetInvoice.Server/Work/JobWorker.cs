using MlNetInvoice.Batch;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Configuration;
using RabbitMQ.Client.Exceptions;

namespace MlNetInvoice.Server.Work;

/// <summary>
/// Takes jobs from the queue, reads them on all cores, stores the results and only then acknowledges the jobs: whatever dies in between, a job is
/// delivered again, and its result is stored once. Connects anew when the broker was away.
/// </summary>
internal sealed class JobWorker
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly WorkerOptions _options;
    private readonly Func<JobSource, CancellationToken, Task<ReadOnlyMemory<byte>>> _fetch;
    private readonly Func<ReadingJob, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> _read;
    private readonly ResultStore _store;
    private readonly Action<string> _log;
    private readonly JobTally _tally = new();

    /// <summary>Makes a worker; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="options">How it takes jobs.</param>
    /// <param name="fetch">Fetches a picture; called for several at once.</param>
    /// <param name="read">Reads one file, a reading per page; called from several threads at once.</param>
    /// <param name="store">Where results go.</param>
    /// <param name="log">Told one line about each trouble and its end.</param>
    public JobWorker(
        WorkerOptions options,
        Func<JobSource, CancellationToken, Task<ReadOnlyMemory<byte>>> fetch,
        Func<ReadingJob, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> read,
        ResultStore store,
        Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _fetch = fetch;
        _read = read;
        _store = store;
        _log = log;
    }

    /// <summary>What it has done so far.</summary>
    public JobCounts Counts => _tally.Counts;

    /// <summary>Works until it is told to stop; then the jobs it has begun are finished and the others given back.</summary>
    /// <param name="stop">Tells it to stop.</param>
    /// <exception cref="ArgumentException">The broker's address is none.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var writer = new ResultWriter(_store, _log);
        await using var queue = new WorkQueue(_options.Parallelism);
        using var jobs = new JobReader(queue, _fetch, _read);
        TimeSpan pause = TimeSpan.FromMilliseconds(200);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using JobSession session = await JobSession.OpenAsync(_options, writer, _tally, stop).ConfigureAwait(false);
                pause = TimeSpan.FromMilliseconds(200);
                await session.RunAsync(jobs, stop).ConfigureAwait(false);
                if (!stop.IsCancellationRequested)
                {
                    _log("The connection to the broker is lost; connecting again.");
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is IOException or RabbitMQClientException or TimeoutException or OperationCanceledException)
            {
                _log($"{fault.Message} Trying again in {pause.TotalSeconds:0.0} s.");
                await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
