using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MlNetInvoice.Batch;

/// <summary>
/// Reads many sources on all cores and gives the results in the order of the sources. Memory is bounded: a few sources a core are under way at once, and
/// nothing is taken from the sources while the results are not. Thread-safe; one instance can run several batches.
/// </summary>
/// <typeparam name="TSource">What a source is: a path, a job of a queue.</typeparam>
public sealed class BatchReader<TSource>
{
    // Results wait for an earlier, slower one: with this many a core, a picture may take eight times as long as its neighbours before a core idles.
    private const int SourcesPerCore = 8;

    private readonly Func<TSource, IReadOnlyList<InvoiceReading>> _read;
    private readonly int _parallelism;

    /// <summary>Initialises a batch reader.</summary>
    /// <param name="read">Reads one source; called from several threads at once.</param>
    /// <param name="parallelism">Threads, 1 to 1,024; 0 (the default) takes as many as there are cores.</param>
    public BatchReader(Func<TSource, IReadOnlyList<InvoiceReading>> read, int parallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegative(parallelism);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parallelism, 1024);
        _read = read;
        _parallelism = parallelism == 0 ? Environment.ProcessorCount : parallelism;
    }

    /// <summary>Reads all sources.</summary>
    /// <param name="sources">The sources; enumerated once, lazily, on another thread.</param>
    /// <param name="cancellationToken">Stops; sources under way are finished, but not given.</param>
    /// <returns>One result a source, in their order. A source that cannot be opened or decoded gives a result with a fault; any other exception ends the batch.</returns>
    public async IAsyncEnumerable<BatchResult<TSource>> ReadAsync(
        IEnumerable<TSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        int capacity = _parallelism * SourcesPerCore;
        var work = Channel.CreateBounded<Job>(new BoundedChannelOptions(capacity) { SingleWriter = true });
        var results = Channel.CreateBounded<Task<BatchResult<TSource>>>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = true });
        Task[] tasks =
        [
            Task.Run(() => FeedAsync(sources, work.Writer, results.Writer, stop.Token), CancellationToken.None),
            .. Enumerable.Range(0, _parallelism).Select(_ => Task.Factory.StartNew(
                () => Work(work.Reader, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            await foreach (Task<BatchResult<TSource>> result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return await result.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FeedAsync(
        IEnumerable<TSource> sources, ChannelWriter<Job> work, ChannelWriter<Task<BatchResult<TSource>>> results, CancellationToken cancellationToken)
    {
        try
        {
            foreach (TSource source in sources)
            {
                var job = new Job(source);
                await results.WriteAsync(job.Completion.Task, cancellationToken).ConfigureAwait(false);
                await work.WriteAsync(job, cancellationToken).ConfigureAwait(false);
            }

            results.Complete();
        }
        catch (Exception fault)
        {
            // The reader of the results sees it: after those that came before.
            results.Complete(fault);
        }
        finally
        {
            work.Complete();
        }
    }

    // On a thread of its own, which may compute and wait: the thread pool, which is as small as the processor and grows slowly, stays free for what
    // feeds the readers and stores their results.
    private void Work(ChannelReader<Job> work, CancellationToken cancellationToken)
    {
        while (work.WaitToReadAsync(cancellationToken).AsTask().GetAwaiter().GetResult())
        {
            while (!cancellationToken.IsCancellationRequested && work.TryRead(out Job? job))
            {
                try
                {
                    job.Completion.SetResult(ReadOne(job.Source));
                }
                catch (Exception fault)
                {
                    job.Completion.SetException(fault);
                }
            }
        }
    }

    private BatchResult<TSource> ReadOne(TSource source)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            IReadOnlyList<InvoiceReading> readings = _read(source);
            return new BatchResult<TSource>(source, readings, null, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception fault) when (fault is MlNetInvoiceException or IOException or UnauthorizedAccessException)
        {
            return new BatchResult<TSource>(source, [], fault, Stopwatch.GetElapsedTime(start));
        }
    }

    private sealed class Job(TSource source)
    {
        public TSource Source { get; } = source;

        public TaskCompletionSource<BatchResult<TSource>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
