using System.Diagnostics;
using System.Threading.Channels;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Telemetry;
using Npgsql;

namespace MlNetInvoice.Server.Work;

/// <summary>
/// Gathers results into batches: what has come in while one batch is written is the next. While the store is away the results wait, and with them their
/// jobs, which are acknowledged only afterwards. Thread-safe.
/// </summary>
internal sealed class ResultWriter : IAsyncDisposable
{
    private const int LargestBatch = 500;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ResultStore _store;
    private readonly Action<string> _log;
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    /// <summary>Starts writing.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="log">Told when the store is away; not thread-safe calls.</param>
    public ResultWriter(ResultStore store, Action<string> log)
    {
        _store = store;
        _log = log;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Writes a result; completes when it is stored for good.</summary>
    /// <param name="result">The result.</param>
    public Task WriteAsync(JobResult result)
    {
        var entry = new Entry(result);
        return _entries.Writer.TryWrite(entry) ? entry.Completion.Task : Task.FromException(new ObjectDisposedException(nameof(ResultWriter)));
    }

    /// <summary>Stops; what is not stored by then fails, and its jobs are delivered again.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        _stop.CancelAfter(LongestPause);
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>(LargestBatch);
        while (await _entries.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && _entries.Reader.TryRead(out Entry? entry))
            {
                batch.Add(entry);
            }

            try
            {
                using Activity? span = ServerSpans.StartBatch([.. batch.Select(entry => entry.Sender)]);
                await StoreAsync([.. batch.Select(e => e.Result).DistinctBy(r => r.Id)]).ConfigureAwait(false);
                batch.ForEach(e => e.Completion.TrySetResult());
            }
            catch (Exception fault)
            {
                batch.ForEach(e => e.Completion.TrySetException(fault));
            }

            batch.Clear();
        }
    }

    private async Task StoreAsync(JobResult[] results)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                await _store.StoreAsync(results, _stop.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (IsTransient(fault) && !_stop.IsCancellationRequested)
            {
                _log($"The store is away ({fault.Message}); {results.Length} results wait {pause.TotalSeconds:0.0} s.");
                await Task.Delay(pause, _stop.Token).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    // Away, shutting down, starting up, out of connections; but not a wrong table or a refused password.
    private static bool IsTransient(Exception fault) => fault is NpgsqlException { IsTransient: true } or TimeoutException or IOException
        || fault is PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53300" }
        || (fault is NpgsqlException and not PostgresException);

    private sealed class Entry(JobResult result)
    {
        public JobResult Result { get; } = result;

        public ActivityContext Sender { get; } = Activity.Current?.Context ?? default;

        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
