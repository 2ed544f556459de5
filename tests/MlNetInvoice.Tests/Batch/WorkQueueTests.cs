namespace MlNetInvoice.Batch;

public sealed class WorkQueueTests
{
    [Test]
    public async Task Work_runs_on_as_many_threads_as_were_asked_for_and_none_of_the_pool()
    {
        await using var queue = new WorkQueue(3);
        using var together = new Barrier(3);

        Task<(bool Met, bool Pool)>[] results = [.. Enumerable.Range(0, 3).Select(_ => queue.TryRun(() => (together.SignalAndWait(TimeSpan.FromMinutes(1)), Thread.CurrentThread.IsThreadPoolThread))!)];

        Assert.That(await Task.WhenAll(results), Is.All.EqualTo((true, false)));
        Assert.That(queue.Parallelism, Is.EqualTo(3));
    }

    [Test]
    public async Task A_full_queue_refuses_at_once_and_waiting_for_room_is_possible()
    {
        await using var queue = new WorkQueue(1, 2);
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        Task<int> busy = queue.TryRun(() => Hold(started, finish))!;
        started.Wait();

        Task<int>?[] tried = [queue.TryRun(() => 2), queue.TryRun(() => 3), queue.TryRun(() => 4)];
        Task<Task<int>> patient = queue.EnqueueAsync(() => 5).AsTask();

        Assert.That(tried[2], Is.Null);
        Assert.That(queue.WaitingCount, Is.EqualTo(2));
        Assert.That(patient.IsCompleted, Is.False);
        finish.Set();
        Assert.That(await Task.WhenAll(busy, tried[0]!, tried[1]!, await patient), Is.EqualTo(new[] { 1, 2, 3, 5 }));
    }

    [Test]
    public async Task Work_whose_caller_has_gone_is_not_done()
    {
        await using var queue = new WorkQueue(1);
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        Task<int> busy = queue.TryRun(() => Hold(started, finish))!;
        started.Wait();
        bool done = false;
        Task<bool> dropped = queue.TryRun(() => done = true, gone.Token)!;

        await gone.CancelAsync();
        finish.Set();
        await busy;

        Assert.CatchAsync<OperationCanceledException>(() => dropped);
        Assert.That(done, Is.False);
    }

    [Test]
    public async Task A_fault_is_the_work_s_result_and_the_thread_lives_on()
    {
        await using var queue = new WorkQueue(1);
        Task<int> failed = queue.TryRun<int>(() => throw new InvalidOperationException("a bug"))!;

        Assert.That(Assert.ThrowsAsync<InvalidOperationException>(() => failed)!.Message, Is.EqualTo("a bug"));
        Assert.That(await queue.TryRun(() => 7)!, Is.EqualTo(7));
    }

    [Test]
    public async Task Closing_finishes_what_was_queued_and_takes_no_more()
    {
        var queue = new WorkQueue(1, 100);
        Task<int>[] queued = [.. Enumerable.Range(0, 100).Select(i => queue.TryRun(() => i)).OfType<Task<int>>()];

        await queue.DisposeAsync();

        Assert.That(queued.Select(task => task.IsCompletedSuccessfully), Is.All.True);
        Assert.That(queue.TryRun(() => 1), Is.Null);
    }

    [Test]
    public async Task The_expected_time_grows_with_what_waits()
    {
        await using var queue = new WorkQueue(1, 100);
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        Task<int> busy = queue.TryRun(() => Hold(started, finish))!;
        started.Wait();
        TimeSpan before = queue.ExpectedTime;

        Task<int>[] queued = [.. Enumerable.Range(0, 9).Select(i => queue.TryRun(() => i)!)];

        Assert.That(before, Is.EqualTo(TimeSpan.FromMilliseconds(50)));
        Assert.That(queue.ExpectedTime, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
        finish.Set();
        await Task.WhenAll([busy, .. queued]);
    }

    [TestCase(-1, 0)]
    [TestCase(1025, 0)]
    [TestCase(1, -1)]
    public void Numbers_out_of_range_are_refused(int parallelism, int capacity) =>
        Assert.That(() => new WorkQueue(parallelism, capacity), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static int Hold(ManualResetEventSlim started, ManualResetEventSlim finish)
    {
        started.Set();
        finish.Wait();
        return 1;
    }
}
