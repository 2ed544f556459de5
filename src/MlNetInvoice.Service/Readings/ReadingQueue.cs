using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using MlNetInvoice.Service.Metrics;

namespace MlNetInvoice.Service.Readings;

/// <summary>
/// A bounded queue before as many reading threads as there are cores. Reading is pure computation: threads of its own keep it from starving the thread
/// pool that serves connections, and the bound makes overload visible at once, as a refusal, instead of as growing memory and delay. Thread-safe.
/// </summary>
internal sealed class ReadingQueue : IDisposable
{
    private readonly Channel<Job> _jobs;
    private readonly Thread[] _threads;
    private readonly ServiceMetrics _metrics;
    private readonly int _parallelism;
    private readonly TimeSpan _slowest;
    private long _averageTicks = TimeSpan.TicksPerMillisecond * 50;

    public ReadingQueue(IOptions<ServiceOptions> options, ServiceMetrics metrics)
    {
        _metrics = metrics;
        _parallelism = options.Value.EffectiveParallelism;
        _slowest = TimeSpan.FromSeconds(options.Value.RequestTimeoutSeconds);
        _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(options.Value.QueueLength));
        metrics.ObserveQueue(() => _jobs.Reader.Count);
        _threads = [.. Enumerable.Range(0, _parallelism).Select(i => new Thread(Work) { IsBackground = true, Name = $"reading {i}" })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>How long a refused caller should wait: the time that the queue needs, 1 to 30 seconds.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            double ticks = (double)Interlocked.Read(ref _averageTicks) * (_jobs.Reader.Count + 1) / _parallelism;
            return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(ticks / TimeSpan.TicksPerSecond), 1, Math.Min(30, _slowest.TotalSeconds)));
        }
    }

    /// <summary>Queues work, or refuses it where the queue is full.</summary>
    /// <returns>The work's result, or null where it was refused.</returns>
    public Task<T>? TryRun<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work, cancellationToken);
        return _jobs.Writer.TryWrite(job) ? job.Result : null;
    }

    /// <summary>Queues work, waiting for room.</summary>
    /// <returns>Completes when the work is queued; its result is the task of the work's own result.</returns>
    public async ValueTask<Task<T>> EnqueueAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work, cancellationToken);
        await _jobs.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        return job.Result;
    }

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        foreach (Thread thread in _threads)
        {
            thread.Join(_slowest);
        }
    }

    private void Work()
    {
        while (WaitForJob())
        {
            while (_jobs.Reader.TryRead(out Job? job))
            {
                long start = Stopwatch.GetTimestamp();
                _metrics.RecordStage("queue", Stopwatch.GetElapsedTime(job.Queued, start));
                job.Run();
                long ticks = Stopwatch.GetElapsedTime(start).Ticks;
                Interlocked.Exchange(ref _averageTicks, ((Interlocked.Read(ref _averageTicks) * 15) + ticks) / 16);
            }
        }
    }

    // A thread of its own may block: nothing else waits for it.
    private bool WaitForJob() => _jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private abstract class Job
    {
        public long Queued { get; } = Stopwatch.GetTimestamp();

        public abstract void Run();
    }

    private sealed class Job<T>(Func<T> work, CancellationToken cancellationToken) : Job
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Result => _completion.Task;

        public override void Run()
        {
            // The caller has gone: nobody wants the result.
            if (cancellationToken.IsCancellationRequested)
            {
                _completion.TrySetCanceled(cancellationToken);
                return;
            }

            try
            {
                _completion.TrySetResult(work());
            }
            catch (Exception fault)
            {
                _completion.TrySetException(fault);
            }
        }
    }
}
