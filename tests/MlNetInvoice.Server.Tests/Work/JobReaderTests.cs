using MlNetInvoice.Batch;
using MlNetInvoice.Jobs;

namespace MlNetInvoice.Server.Work;

public sealed class JobReaderTests
{
    private static readonly IReadOnlyList<InvoiceReading> Nothing = [new() { Status = InvoiceReadingStatus.NotFound }];

    [Test]
    public async Task While_pictures_are_on_their_way_the_only_thread_reads_others()
    {
        await using var queue = new WorkQueue(1);
        var away = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        using var reader = new JobReader(queue, (source, _) => source.Path is null ? Task.FromResult<ReadOnlyMemory<byte>>(source.Inline) : away.Task, (_, _) => Nothing);

        Task<JobOutcome>[] slow = [.. Enumerable.Range(0, 3).Select(i => reader.ReadAsync(Body($"slow{i}", new JobSource { Path = "a.jpg" }), CancellationToken.None))];
        JobOutcome quick = await reader.ReadAsync(Body("quick", new JobSource { Inline = [1] }), CancellationToken.None);

        Assert.That(quick.Readings, Is.SameAs(Nothing));
        Assert.That(slow.Select(task => task.IsCompleted), Is.All.False);
        away.SetResult(new byte[] { 2 });
        Assert.That((await Task.WhenAll(slow)).Select(outcome => outcome.Readings), Is.All.SameAs(Nothing));
    }

    [Test]
    public async Task No_more_than_four_pictures_per_thread_are_held_at_once()
    {
        await using var queue = new WorkQueue(2);
        int held = 0;
        int most = 0;
        using var reader = new JobReader(
            queue,
            async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref held));
                await Task.Yield();
                return new byte[] { 1 };
            },
            (_, _) =>
            {
                Interlocked.Decrement(ref held);
                return Nothing;
            });

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => reader.ReadAsync(Body($"{i}", new JobSource { Path = "a.jpg" }), CancellationToken.None)));

        Assert.That(most, Is.InRange(1, 8));
    }

    [Test]
    public async Task Whatever_goes_wrong_with_a_job_is_its_outcome()
    {
        await using var queue = new WorkQueue(1);
        using var reader = new JobReader(
            queue,
            (source, _) => source.Path is null ? Task.FromResult<ReadOnlyMemory<byte>>(source.Inline) : throw new IOException("The disk is away."),
            (_, _) => throw new InvalidImageException("No picture."));

        JobOutcome garbled = await reader.ReadAsync("{}"u8.ToArray(), CancellationToken.None);
        JobOutcome unread = await reader.ReadAsync(Body("a", new JobSource { Inline = [1] }), CancellationToken.None);
        JobOutcome away = await reader.ReadAsync(Body("b", new JobSource { Path = "b.jpg" }), CancellationToken.None);

        Assert.That((garbled.Job, garbled.IsHopeless), Is.EqualTo(((ReadingJob?)null, true)));
        Assert.That((unread.Job!.Id, unread.Fault!.Message, unread.IsHopeless), Is.EqualTo(("a", "No picture.", true)));
        Assert.That((away.Job!.Id, away.Fault!.Message, away.IsHopeless), Is.EqualTo(("b", "The disk is away.", false)));
    }

    [Test]
    public async Task A_job_that_is_stopped_before_its_reading_has_no_outcome()
    {
        await using var queue = new WorkQueue(1);
        using var reader = new JobReader(queue, async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return default;
        }, (_, _) => Nothing);
        using var stop = new CancellationTokenSource();

        Task<JobOutcome> reading = reader.ReadAsync(Body("a", new JobSource { Path = "a.jpg" }), stop.Token);
        await stop.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => reading);
    }

    private static byte[] Body(string id, JobSource source) => JobJson.Write(new ReadingJob { Id = id, Source = source });
}
