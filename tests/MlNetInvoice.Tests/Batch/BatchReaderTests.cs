namespace MlNetInvoice.Batch;

public sealed class BatchReaderTests
{
    private static readonly InvoiceReading Nothing = new() { Status = InvoiceReadingStatus.NotFound };

    [Test]
    public async Task Results_come_in_the_order_of_the_sources()
    {
        var reader = new BatchReader<int>(
            i =>
            {
                Thread.Sleep(i % 7 == 0 ? 5 : 0);
                return [Nothing with { Reason = $"{i}" }];
            },
            4);

        List<BatchResult<int>> results = await reader.ReadAsync(Enumerable.Range(0, 500)).ToListAsync();

        Assert.That(results.Select(result => result.Source), Is.EqualTo(Enumerable.Range(0, 500)));
        Assert.That(results.Select(result => result.Readings.Single().Reason), Is.EqualTo(Enumerable.Range(0, 500).Select(i => $"{i}")));
    }

    [Test]
    public async Task A_source_that_cannot_be_read_is_a_result_with_its_fault()
    {
        var reader = new BatchReader<string>(source => source switch
        {
            "bad" => throw new InvalidImageException("no picture"),
            "gone" => throw new FileNotFoundException("no file"),
            _ => [Nothing],
        });

        List<BatchResult<string>> results = await reader.ReadAsync(["good", "bad", "gone", "good"]).ToListAsync();

        Assert.That(results.Select(result => result.Fault?.Message), Is.EqualTo(new[] { null, "no picture", "no file", null }));
        Assert.That(results.Select(result => result.Readings.Count), Is.EqualTo(new[] { 1, 0, 0, 1 }));
    }

    [Test]
    public void An_error_of_the_program_ends_the_batch()
    {
        var reader = new BatchReader<int>(i => i == 3 ? throw new InvalidOperationException("a bug") : [Nothing]);
        Assert.That(
            Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAsync(Enumerable.Range(0, 10)).ToListAsync())!.Message, Is.EqualTo("a bug"));

        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new IOException("the folder went away");
        }

        Assert.That(
            Assert.ThrowsAsync<IOException>(async () => await reader.ReadAsync(Broken()).ToListAsync())!.Message, Is.EqualTo("the folder went away"));
    }

    [Test]
    public async Task Sources_are_taken_no_faster_than_results()
    {
        int taken = 0;
        var reader = new BatchReader<int>(_ => [Nothing], 2);
        IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return Interlocked.Increment(ref taken);
            }
        }

        await foreach (BatchResult<int> result in reader.ReadAsync(Endless()))
        {
            if (result.Source == 100)
            {
                break;
            }
        }

        Assert.That(taken, Is.LessThanOrEqualTo(100 + (2 * 16) + 2));
    }

    [Test]
    public void Cancelling_stops_an_endless_batch()
    {
        using var cancel = new CancellationTokenSource();
        var reader = new BatchReader<int>(_ => [Nothing], 2);

        Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (BatchResult<int> result in reader.ReadAsync(Enumerable.Repeat(1, int.MaxValue), cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    [Test]
    public async Task Pictures_are_fetched_ahead_while_the_only_thread_reads()
    {
        var fetched = new TaskCompletionSource();
        int count = 0;
        var reader = new BatchReader<int>(
            async (i, _) =>
            {
                if (Interlocked.Increment(ref count) == 5)
                {
                    fetched.SetResult();
                }

                await Task.Yield();
                return new Fetched([(byte)i]);
            },
            (i, content) =>
            {
                // The first is not read before four others are there.
                Assert.That(fetched.Task.Wait(TimeSpan.FromMinutes(1)));
                return [Nothing with { Reason = $"{content.Span[0]}" }];
            },
            1);

        List<BatchResult<int>> results = await reader.ReadAsync(Enumerable.Range(0, 20)).ToListAsync();

        Assert.That(results.Select(result => result.Readings.Single().Reason), Is.EqualTo(Enumerable.Range(0, 20).Select(i => $"{i}")));
    }

    [Test]
    public async Task What_was_fetched_is_given_back_whatever_comes_of_it_and_never_piles_up()
    {
        var all = new System.Collections.Concurrent.ConcurrentBag<Fetched>();
        int most = 0;
        var reader = new BatchReader<int>(
            (i, _) =>
            {
                var content = i % 10 == 3 ? throw new IOException("away") : new Fetched([1]);
                all.Add(content);
                most = Math.Max(most, all.Count(f => !f.IsDisposed));
                return new(content);
            },
            (i, _) => i % 10 == 7 ? throw new InvalidImageException("no picture") : [Nothing],
            2);

        List<BatchResult<int>> results = await reader.ReadAsync(Enumerable.Range(0, 200)).ToListAsync();

        Assert.That(results.Where(r => r.Fault is not null).Select(r => (r.Source % 10, r.Fault!.Message)).Distinct(), Is.EqualTo(new[] { (3, "away"), (7, "no picture") }));
        Assert.That(all.Select(f => f.IsDisposed), Is.All.True);
        Assert.That(most, Is.InRange(1, (2 * 16) + 2));
    }

    private sealed class Fetched(byte[] content) : System.Buffers.IMemoryOwner<byte>
    {
        public bool IsDisposed { get; private set; }

        public Memory<byte> Memory { get; } = content;

        public void Dispose() => IsDisposed = true;
    }
}
