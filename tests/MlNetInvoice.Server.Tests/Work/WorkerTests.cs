using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Http;
using MlNetInvoice.Server.Servers;
using MlNetInvoice.Server.Sources;
using MlNetInvoice.Server.Telemetry;

namespace MlNetInvoice.Server.Work;

/// <summary>The worker against a real broker and a real database.</summary>
public sealed class WorkerTests
{
    private RabbitServer _broker = null!;
    private PostgresServer _database = null!;
    private int _run;

    [OneTimeSetUp]
    public async Task Start()
    {
        _broker = await RabbitServer.StartAsync();
        _database = await PostgresServer.StartAsync();
        await using var store = new ResultStore(_database.Connection);
        await store.MigrateAsync(CancellationToken.None);
        await store.MigrateAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    [Test]
    public async Task Every_job_has_one_result_even_if_it_is_sent_twice()
    {
        JobQueueOptions queue = NewQueue();
        await SendAsync(queue, Enumerable.Range(0, 200).Concat(Enumerable.Range(0, 50)).Select(i => JobOf($"{queue.Name}/{i}")));

        await WorkAsync(queue, (_, _) => Number(), counts => counts.Stored == 250);

        Assert.That(await _database.CountAsync($"SELECT count(*) FROM readings WHERE id LIKE '{queue.Name}/%'"), Is.EqualTo(200));
        Assert.That(await CountAsync(queue), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    [NonParallelizable]
    public async Task A_job_is_one_trace_from_its_sender_through_the_broker_to_the_store_and_a_healthy_worker_says_so()
    {
        JobQueueOptions queue = NewQueue();
        using var recorder = new SpanRecorder();
        await using WebApplication worker = WorkerHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", $"--Worker:Amqp={queue.Amqp}", $"--Worker:Postgres={_database.Connection}", $"--Worker:Queue={queue.Name}",
        ]);
        await worker.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(worker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        // As a program of one's own sends it: within a span.
        using var source = new ActivitySource(ServerSpans.SourceName);
        ActivityTraceId trace;
        using (Activity sender = source.StartActivity("enqueue")!)
        {
            trace = sender.TraceId;
            await SendAsync(queue, [new ReadingJob { Id = $"{queue.Name}/traced", Source = new JobSource { Inline = Samples.Invoice.Content } }]);
        }

        JobWorker counts = worker.Services.GetRequiredService<JobWorker>();
        await UntilAsync(() => Task.FromResult(counts.Counts is { Stored: 1, InHand: 0 }), () => "The job was not stored.");
        string health = await client.GetStringAsync("healthz");
        await worker.StopAsync();
        Activity[] spans = recorder.Of(trace);
        Activity write = recorder.All().Single(span => span.OperationName == "write" && span.Links.Any(link => link.Context.TraceId == trace));

        Assert.That(health, Is.EqualTo("Healthy"));
        const string job = "enqueue/publish/job";
        Assert.That(
            SpanRecorder.PathsOf(spans),
            Is.SupersetOf(new[] { "enqueue", "enqueue/publish", job, $"{job}/fetch", $"{job}/queue", $"{job}/read", $"{job}/read/decode", $"{job}/read/look", $"{job}/store" }));
        Assert.That(recorder.Of(write.TraceId).Select(span => span.Source.Name), Does.Contain("Npgsql"), "The statement lies within the batch.");
        Assert.That(
            spans.Concat(recorder.Of(write.TraceId)).SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}").Where(tag => tag.Contains(Samples.Invoice.Digits, StringComparison.Ordinal)),
            Is.Empty);
        TracePicture.Update("trace-job", "A job through broker, worker and store", [.. spans, .. recorder.Of(write.TraceId)]);
    }

    [Test]
    public async Task What_can_never_be_read_is_a_dead_letter_at_once_with_its_reason_and_a_result()
    {
        JobQueueOptions queue = NewQueue();
        await SendAsync(queue, [JobOf($"{queue.Name}/good"), JobOf($"{queue.Name}/poison")]);

        await WorkAsync(
            queue,
            (job, _) => job.Id.EndsWith("poison", StringComparison.Ordinal) ? throw new InvalidImageException("Not a picture.") : Number(),
            counts => counts.Dead == 1 && counts.Stored == 2);
        await using JobQueueAdministration administration = await JobQueueAdministration.OpenAsync(queue, CancellationToken.None);
        DeadLetter letter = (await administration.PeekDeadAsync(10, CancellationToken.None)).Single();

        Assert.That(letter.Reason, Is.EqualTo("Not a picture."));
        Assert.That(letter.Attempts, Is.EqualTo(1));
        Assert.That(JobJson.Parse(letter.Body.Span).Id, Is.EqualTo($"{queue.Name}/poison"));
        Assert.That(await _database.CountAsync($"SELECT count(*) FROM readings WHERE id = '{queue.Name}/poison' AND status = 'invalid' AND reason = 'Not a picture.'"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_fails_for_the_moment_is_tried_again_later_and_then_read()
    {
        JobQueueOptions queue = NewQueue();
        await SendAsync(queue, [JobOf($"{queue.Name}/1")]);
        int tries = 0;

        await WorkAsync(queue, (_, _) => Interlocked.Increment(ref tries) == 1 ? throw new IOException("The disk is away.") : Number(), counts => counts.Stored == 1);

        Assert.That(tries, Is.EqualTo(2));
        Assert.That(await _database.CountAsync($"SELECT attempts FROM readings WHERE id = '{queue.Name}/1' AND status = 'read'"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_dead_letter_can_be_tried_again_and_its_result_is_replaced()
    {
        JobQueueOptions queue = NewQueue();
        await SendAsync(queue, [JobOf($"{queue.Name}/1")]);
        await WorkAsync(queue, (_, _) => throw new InvalidImageException("Damaged."), counts => counts.Dead == 1);
        await using var store = new ResultStore(_database.Connection);
        await using (JobQueueAdministration administration = await JobQueueAdministration.OpenAsync(queue, CancellationToken.None))
        {
            int moved = await administration.RetryDeadAsync(letter => store.ForgetAsync([JobJson.Parse(letter.Body.Span).Id], CancellationToken.None), CancellationToken.None);
            Assert.That(moved, Is.EqualTo(1));
        }

        await WorkAsync(queue, (_, _) => Number(), counts => counts.Stored == 1);

        Assert.That(await _database.CountAsync($"SELECT count(*) FROM readings WHERE id = '{queue.Name}/1' AND status = 'read'"), Is.EqualTo(1));
        Assert.That(await CountAsync(queue), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public async Task A_worker_process_killed_in_mid_run_loses_and_doubles_nothing()
    {
        using var folder = new TemporaryFolder();
        string[] sample = File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "labels.csv"));
        byte[] crop = await File.ReadAllBytesAsync(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", sample.First(l => l.Contains("-crop", StringComparison.Ordinal)).Split(',')[0]));
        var queue = new JobQueueOptions { Amqp = _broker.Amqp };
        await SendAsync(queue, Enumerable.Range(0, 400).Select(i => new ReadingJob { Id = $"killed/{i}", Source = new JobSource { Inline = i == 7 ? [1] : crop }, Options = new JobOptions { Crop = true } }));

        using (ServerProcess first = WorkerProcess.Start(_broker.Amqp, _database.Connection, folder.File("1.log")))
        {
            await UntilAsync(async () => await _database.CountAsync("SELECT count(*) FROM readings WHERE id LIKE 'killed/%'") > 20, () => File.ReadAllText(folder.File("1.log")));
            first.Kill();
        }

        using ServerProcess second = WorkerProcess.Start(_broker.Amqp, _database.Connection, folder.File("2.log"));
        await UntilAsync(async () => await _database.CountAsync("SELECT count(*) FROM readings WHERE id LIKE 'killed/%'") == 400, () => File.ReadAllText(folder.File("2.log")));
        second.Signal(15);
        await second.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);

        // Killed between laying the invalid one aside and acknowledging it, the worker leaves it to be laid aside again.
        Assert.That(await CountAsync(queue), Is.AnyOf((0L, 0L, 1L), (0L, 0L, 2L)));
        Assert.That(await _database.CountAsync("SELECT count(*) FROM readings WHERE id LIKE 'killed/%' AND status = 'invalid'"), Is.EqualTo(1));
        Assert.That(await _database.CountAsync("SELECT count(DISTINCT record - 'elapsedMs') FROM readings WHERE id LIKE 'killed/%' AND status <> 'invalid'"), Is.EqualTo(1));
    }

    private static ReadingJob JobOf(string id) => new() { Id = id, Source = new JobSource { Inline = [1] } };

    private static IReadOnlyList<InvoiceReading> Number() => [new() { Status = InvoiceReadingStatus.Read, Digits = "12345678", Confidence = 1 }];

    private static async Task SendAsync(JobQueueOptions queue, IEnumerable<ReadingJob> jobs)
    {
        await using JobPublisher publisher = await JobPublisher.OpenAsync(queue, CancellationToken.None);
        await Task.WhenAll(jobs.Select(job => publisher.PublishAsync(job, CancellationToken.None)));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> explain)
    {
        for (var watch = Stopwatch.StartNew(); !await condition(); await Task.Delay(50))
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), explain());
        }
    }

    private static async Task<(long Waiting, long Retrying, long Dead)> CountAsync(JobQueueOptions queue)
    {
        await using JobQueueAdministration administration = await JobQueueAdministration.OpenAsync(queue, CancellationToken.None);
        return await administration.CountAsync(CancellationToken.None);
    }

    private JobQueueOptions NewQueue() => new() { Amqp = _broker.Amqp, Name = $"test{_run++}" };

    private async Task WorkAsync(JobQueueOptions queue, Func<ReadingJob, ReadOnlyMemory<byte>, IReadOnlyList<InvoiceReading>> read, Func<JobCounts, bool> isDone)
    {
        using var pictures = new PictureSource(new WorkerOptions());
        await using var store = new ResultStore(_database.Connection);
        var log = new ConcurrentQueue<string>();
        var worker = new JobWorker(new WorkerOptions { Amqp = queue.Amqp, Queue = queue.Name, Parallelism = 4 }, pictures.FetchAsync, read, store, log.Enqueue);
        using var stop = new CancellationTokenSource();
        Task running = worker.RunAsync(stop.Token);
        await UntilAsync(() => Task.FromResult(isDone(worker.Counts) || running.IsCompleted), () => string.Join('\n', log));
        await UntilAsync(() => Task.FromResult(worker.Counts.InHand == 0 || running.IsCompleted), () => string.Join('\n', log));
        await stop.CancelAsync();
        await running;
    }
}
