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
}
