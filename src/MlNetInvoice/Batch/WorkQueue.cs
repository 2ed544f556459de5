using System.Diagnostics;
using System.Threading.Channels;

namespace MlNetInvoice.Batch;

/// <summary>
/// Threads that compute, behind a bounded queue: folder runs, the service and the worker all read through one. Computing on threads of its own leaves the thread pool, which is as
/// small as the processor and grows slowly, to whatever fetches pictures and stores results; the bound shows an overload at once instead of as growing memory and delay. Thread-safe.
/// </summary>
public sealed class WorkQueue : IAsyncDisposable
{
    /// <summary>Most threads.</summary>
    public const int MaxParallelism = 1024;

    // A moving mean over the last sixteen pieces of work, from a photograph's usual time.
    private const int Averaged = 16;
    private static readonly TimeSpan FirstAverage = TimeSpan.FromMilliseconds(50);

    private readonly Channel<WorkItem> _waiting;
    private readonly Task _threads;
    private long _averageTicks = FirstAverage.Ticks;

    /// <summary>Starts the threads.</summary>
    /// <param name="parallelism">Threads, 1 to 1,024; 0 takes as many as there are cores.</param>
    /// <param name="capacity">Pieces of work that may wait for a thread, at least 1; 0 takes eight for each thread.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public WorkQueue(int parallelism = 0, int capacity = 0)
    {
        Parallelism = ThreadsOf(parallelism);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _waiting = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(capacity == 0 ? Parallelism * 8 : capacity));
        _threads = Task.WhenAll(Enumerable.Range(0, Parallelism).Select(_ =>
            Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>How many threads compute.</summary>
    public int Parallelism { get; }

    /// <summary>How many pieces of work wait for a thread.</summary>
    public int WaitingCount => _waiting.Reader.Count;

    /// <summary>How long a piece of work that came now would take from its coming to its end, by the mean of those before it.</summary>
    public TimeSpan ExpectedTime => Interlocked.Read(ref _averageTicks) * TimeSpan.FromTicks(1) * (WaitingCount + 1) / Parallelism;

    /// <summary>Queues work, or refuses it if the queue is full.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; it should compute and wait for nothing.</param>
    /// <param name="cancellationToken">Drops the work if it has not begun.</param>
    /// <returns>The work's result, or null if it was refused.</returns>
    public Task<T>? TryRun<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var item = new WorkItem<T>(work, cancellationToken);
        return _waiting.Writer.TryWrite(item) ? item.Result : null;
    }

    /// <summary>Queues work as soon as there is room and runs it.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; it should compute and wait for nothing.</param>
    /// <param name="cancellationToken">Drops the work if it has not begun.</param>
    /// <returns>Completes when the work is queued; its result is the task of the work's own result.</returns>
    public async ValueTask<Task<T>> EnqueueAsync<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var item = new WorkItem<T>(work, cancellationToken);
        await _waiting.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        return item.Result;
    }

    /// <summary>Takes no more work and completes when what was queued is done.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _threads.ConfigureAwait(false);
    }

    internal static int ThreadsOf(int parallelism)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parallelism);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parallelism, MaxParallelism);
        return parallelism == 0 ? Environment.ProcessorCount : parallelism;
    }

    private void Work()
    {
        while (WaitForWork())
        {
            while (_waiting.Reader.TryRead(out WorkItem? item))
            {
                long start = Stopwatch.GetTimestamp();
                if (item.Run())
                {
                    long ticks = Stopwatch.GetElapsedTime(start).Ticks;
                    Interlocked.Exchange(ref _averageTicks, ((Interlocked.Read(ref _averageTicks) * (Averaged - 1)) + ticks) / Averaged);
                }
            }
        }
    }

    // A thread of its own may block: nothing else waits for it.
    private bool WaitForWork() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
}
