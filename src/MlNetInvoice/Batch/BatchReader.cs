using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MlNetInvoice.Batch;

/// <summary>
/// Reads many sources on all cores and gives the results in the order of the sources. Pictures are fetched without blocking a thread that reads, some ahead of it. Memory is bounded: a
/// few sources per core are under way at once, and nothing is taken from the sources while the results are not. Thread-safe; one instance can run several batches.
/// </summary>
/// <typeparam name="TSource">What a source is: a path, an address, a key of a store.</typeparam>
public sealed class BatchReader<TSource>
{
    // Results wait for an earlier, slower one: with this many per core, a picture may take eight times as long as its neighbours before a core idles.
    private const int SourcesPerCore = 8;

    private readonly Func<TSource, CancellationToken, ValueTask<IMemoryOwner<byte>>>? _fetch;
    private readonly Func<TSource, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> _read;
    private readonly int _parallelism;

    /// <summary>Makes a batch reader whose sources need no fetching.</summary>
    /// <param name="read">Reads one source; called from several threads at once.</param>
    /// <param name="parallelism">Threads, 1 to 1,024; 0 (the default) takes as many as there are cores.</param>
    public BatchReader(Func<TSource, IReadOnlyList<InvoiceReading>> read, int parallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(read);
        _read = (source, _) => read(source);
        _parallelism = WorkQueue.ThreadsOf(parallelism);
    }

    /// <summary>Makes a batch reader that fetches each source before it reads it.</summary>
    /// <param name="fetch">Fetches the bytes of one source, which are disposed of when they are read; called for several at once, never on a thread that reads. <see cref="PictureFiles.FetchAsync(string, Imaging.ImageDecoderOptions, CancellationToken)"/> fetches files.</param>
    /// <param name="read">Reads the bytes of one source; called from several threads at once.</param>
    /// <param name="parallelism">Threads, 1 to 1,024; 0 (the default) takes as many as there are cores.</param>
    public BatchReader(
        Func<TSource, CancellationToken, ValueTask<IMemoryOwner<byte>>> fetch,
        Func<TSource, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> read,
        int parallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        _fetch = fetch;
        _read = read;
        _parallelism = WorkQueue.ThreadsOf(parallelism);
    }

    /// <summary>Reads all sources.</summary>
    /// <param name="sources">The sources; enumerated once, lazily, on another thread.</param>
    /// <param name="cancellationToken">Stops; sources under way are finished, but not given.</param>
    /// <returns>One result per source, in their order. A source that cannot be opened or decoded gives a result with a fault; any other exception ends the batch.</returns>
    public async IAsyncEnumerable<BatchResult<TSource>> ReadAsync(
        IEnumerable<TSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        int capacity = _parallelism * SourcesPerCore;
        await using var queue = new WorkQueue(_parallelism, capacity);
        var results = Channel.CreateBounded<Task<BatchResult<TSource>>>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = true });
        Task feeding = Task.Run(() => FeedAsync(sources, queue, results.Writer, stop.Token), CancellationToken.None);
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
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool IsOfTheSource(Exception fault) => fault is MlNetInvoiceException or IOException or UnauthorizedAccessException;

    private async Task FeedAsync(IEnumerable<TSource> sources, WorkQueue queue, ChannelWriter<Task<BatchResult<TSource>>> results, CancellationToken cancellationToken)
    {
        var under = new List<Task>();
        try
        {
            foreach (TSource source in sources)
            {
                // Room first: the bound of the results is the bound of all that is fetched, waiting or read.
                await results.WaitToWriteAsync(cancellationToken).ConfigureAwait(false);
                Task<BatchResult<TSource>> result = ReadOneAsync(source, queue, cancellationToken);
                under.RemoveAll(task => task.IsCompleted);
                under.Add(result);
                await results.WriteAsync(result, cancellationToken).ConfigureAwait(false);
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
            // Nothing may reach the queue once it is closed.
            await Task.WhenAll(under).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<BatchResult<TSource>> ReadOneAsync(TSource source, WorkQueue queue, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using IMemoryOwner<byte>? content = _fetch is null ? null : await _fetch(source, cancellationToken).ConfigureAwait(false);
            Task<BatchResult<TSource>> reading = await queue.EnqueueAsync(() => Compute(source, content?.Memory ?? default), cancellationToken).ConfigureAwait(false);
            return await reading.ConfigureAwait(false);
        }
        catch (Exception fault) when (IsOfTheSource(fault))
        {
            return new BatchResult<TSource>(source, [], fault, Stopwatch.GetElapsedTime(start));
        }
    }

    private BatchResult<TSource> Compute(TSource source, ReadOnlyMemory<byte> content)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            IReadOnlyList<InvoiceReading> readings = _read(source, content);
            return new BatchResult<TSource>(source, readings, null, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception fault) when (IsOfTheSource(fault))
        {
            return new BatchResult<TSource>(source, [], fault, Stopwatch.GetElapsedTime(start));
        }
    }
}
