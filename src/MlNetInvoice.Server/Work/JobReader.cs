using System.Diagnostics;
using MlNetInvoice.Batch;
using MlNetInvoice.Jobs;
using MlNetInvoice.Server.Telemetry;

namespace MlNetInvoice.Server.Work;

/// <summary>
/// Takes a job from its delivery to its outcome: parses it, fetches its picture without blocking a thread, and reads it on the queue's. Pictures are fetched ahead of the reading, but
/// only a few, so that memory is bounded by them and not by what the broker hands out. Thread-safe.
/// </summary>
internal sealed class JobReader(
    WorkQueue queue, Func<JobSource, CancellationToken, Task<ReadOnlyMemory<byte>>> fetch, Func<ReadingJob, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> read) : IDisposable
{
    // One is read, the others are fetched meanwhile or ready.
    private const int PicturesPerThread = 4;

    private readonly SemaphoreSlim _pictures = new(queue.Parallelism * PicturesPerThread);

    /// <summary>Reads a job. Whatever goes wrong with it is its outcome, so that one job never stops the others.</summary>
    /// <param name="body">What stood in the queue.</param>
    /// <param name="cancellationToken">Stops; a job that is read already is read to its end.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the reading began.</exception>
    public async Task<JobOutcome> ReadAsync(byte[] body, CancellationToken cancellationToken)
    {
        ReadingJob? job = null;
        await _pictures.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            job = JobJson.Parse(body);
            ReadOnlyMemory<byte> picture = await FetchAsync(job.Source, cancellationToken).ConfigureAwait(false);
            long queued = Stopwatch.GetTimestamp();
            Func<JobOutcome> reading = ServerSpans.Carry(() =>
            {
                ServerSpans.Add("queue", Stopwatch.GetElapsedTime(queued));
                return Compute(job, picture);
            });
            return await (await queue.EnqueueAsync(reading, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new JobOutcome(job, null, fault, TimeSpan.Zero);
        }
        finally
        {
            _pictures.Release();
        }
    }

    public void Dispose() => _pictures.Dispose();

    private async Task<ReadOnlyMemory<byte>> FetchAsync(JobSource source, CancellationToken cancellationToken)
    {
        using Activity? span = ServerSpans.Start("fetch");
        ReadOnlyMemory<byte> picture = await fetch(source, cancellationToken).ConfigureAwait(false);
        span?.SetTag("mlnetinvoice.bytes", picture.Length);
        return picture;
    }

    private JobOutcome Compute(ReadingJob job, ReadOnlyMemory<byte> picture)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return new JobOutcome(job, read(job, picture), null, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception fault)
        {
            return new JobOutcome(job, null, fault, Stopwatch.GetElapsedTime(start));
        }
    }
}
