using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Servers;
using MlNetInvoice.Server.Sources;

namespace MlNetInvoice.Server.Work;

/// <summary>
/// Long runs in which everything is killed. Not part of every test run:
/// <c>MLNETINVOICE_ENDURANCE=1 dotnet test tests/MlNetInvoice.Server.Tests -c Release --filter EnduranceTests</c>. Each prints what it measured.
/// </summary>
public sealed class EnduranceTests
{
    private const int Jobs = 20_000;
    private const int PoisonEvery = 1000;

    private static readonly byte[] Crop = File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-crop.png"));

    [SetUp]
    public void OnlyWhenAskedFor()
    {
        if (Environment.GetEnvironmentVariable("MLNETINVOICE_ENDURANCE") != "1")
        {
            Assert.Ignore("Skipped: takes minutes; set MLNETINVOICE_ENDURANCE=1 to run it.");
        }
    }

    [Test]
    public async Task Three_workers_ten_kills_two_broker_restarts_and_a_database_pause_lose_and_double_nothing()
    {
        await using RabbitServer broker = await RabbitServer.StartAsync();
        await using PostgresServer database = await PostgresServer.StartAsync();
        await SendAsync(broker.Amqp);
        using var run = new WorkerCrowd(broker.Amqp, database.Connection, count: 3);
        var random = new Random(20260);

        // Each disturbance when another share of the jobs is done, so that all of them fall into the run.
        for (int i = 1; i <= 13; i++)
        {
            await run.UntilStoredAsync(database, Jobs * i / 14);
            switch (i)
            {
                case 4 or 9:
                    broker.Kill();
                    await broker.StartAgainAsync();
                    break;
                case 7:
                    database.Stop();
                    await Task.Delay(TimeSpan.FromSeconds(10));
                    await database.StartAgainAsync();
                    break;
                default:
                    run.KillAndReplace(random.Next(3));
                    break;
            }
        }

        await run.UntilStoredAsync(database, Jobs);
        await ProveAsync(broker.Amqp, database, run);
    }

    [Test]
    public async Task A_cluster_of_three_nodes_loses_one_in_mid_run_and_nothing_else()
    {
        await using RabbitServer first = await RabbitServer.StartAsync();
        await using RabbitServer second = await RabbitServer.StartAsync();
        await using RabbitServer third = await RabbitServer.StartAsync();
        second.JoinCluster(first);
        third.JoinCluster(first);
        await using PostgresServer database = await PostgresServer.StartAsync();
        string nodes = $"{first.Amqp},{second.Amqp},{third.Amqp}";
        await SendAsync(nodes);
        using var run = new WorkerCrowd(nodes, database.Connection, count: 3);

        await run.UntilStoredAsync(database, Jobs / 3);
        first.Kill();
        await run.UntilStoredAsync(database, Jobs);

        await ProveAsync($"{second.Amqp},{third.Amqp}", database, run);
    }

    [Test]
    public async Task Queue_and_store_pass_jobs_on_at_the_rate_of_their_own()
    {
        await using RabbitServer broker = await RabbitServer.StartAsync();
        await using PostgresServer database = await PostgresServer.StartAsync();
        await using var store = new ResultStore(database.Connection);
        await store.MigrateAsync(CancellationToken.None);
        var queue = new JobQueueOptions { Amqp = broker.Amqp };
        await using (JobPublisher publisher = await JobPublisher.OpenAsync(queue, CancellationToken.None))
        {
            await Task.WhenAll(Enumerable.Range(0, Jobs).Select(i => publisher.PublishAsync(new ReadingJob { Id = $"{i}", Source = new JobSource { Inline = [1] } }, CancellationToken.None)));
        }

        using var pictures = new PictureSource(new WorkerOptions());
        var worker = new JobWorker(
            new WorkerOptions { Amqp = queue.Amqp, Queue = queue.Name, Parallelism = 64 },
            pictures.FetchAsync,
            (_, _) =>
            {
                Thread.Sleep(5);
                return [new InvoiceReading { Status = InvoiceReadingStatus.NotFound }];
            },
            store,
            TestContext.Progress.WriteLine);
        using var stop = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        Task running = worker.RunAsync(stop.Token);
        while (worker.Counts.Stored < Jobs)
        {
            await Task.Delay(10);
        }

        double rate = Jobs / watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await running;
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Jobs} jobs by 64 readers that wait 5 ms: {rate:0} jobs/s"));

        Assert.That(await database.CountAsync("SELECT count(*) FROM readings"), Is.EqualTo(Jobs));
    }

    /// <summary>
    /// The same photographs on the same cores, by the command and by a worker with a broker and a database that share those cores with it. Both rates are
    /// taken from the first tenth to the last picture, so that neither counts the start of a program. Needs nothing else running.
    /// </summary>
    [Test]
    public async Task A_worker_reads_at_the_rate_of_the_command()
    {
        const int pictures = 4000;
        using var folder = new TemporaryFolder();
        string archive = folder.File("archive");
        Directory.CreateDirectory(archive);
        string[] samples = [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "assets", "samples"), "*-photo.png").Order(StringComparer.Ordinal)];
        for (int i = 0; i < pictures; i++)
        {
            File.Copy(samples[i % samples.Length], Path.Combine(archive, $"{i:0000}.png"));
        }

        double command = CommandRate(archive, folder.File("first.jsonl"), pictures);
        double worker = await WorkerRateAsync(archive, pictures, folder.File("log"));
        command = (command + CommandRate(archive, folder.File("second.jsonl"), pictures)) / 2;
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pictures} photographs, {Environment.ProcessorCount} cores: read {command:0} a second, the worker {worker:0} a second: {worker / command:0%}"));

        Assert.That(worker / command, Is.GreaterThanOrEqualTo(0.85));
    }

    private static double CommandRate(string archive, string results, int pictures)
    {
        using ServerProcess process = ServerProcess.Start($"dotnet \"{WorkerProcess.Built("Cli")}\" read \"{archive}\" --out \"{results}\"", results + ".log", new Dictionary<string, string>());
        return Rate(pictures, () => Task.FromResult(File.Exists(results) ? LinesOf(results) : 0L)).GetAwaiter().GetResult();
    }

    private static async Task<double> WorkerRateAsync(string archive, int pictures, string log)
    {
        await using RabbitServer broker = await RabbitServer.StartAsync();
        await using PostgresServer database = await PostgresServer.StartAsync();
        await using (var store = new ResultStore(database.Connection))
        {
            await store.MigrateAsync(CancellationToken.None);
        }

        await using (JobPublisher publisher = await JobPublisher.OpenAsync(new JobQueueOptions { Amqp = broker.Amqp }, CancellationToken.None))
        {
            await Task.WhenAll(Enumerable.Range(0, pictures).Select(i => publisher.PublishAsync(
                new ReadingJob { Id = $"{i}", Source = new JobSource { Path = $"{i:0000}.png" } }, CancellationToken.None)));
        }

        using ServerProcess worker = WorkerProcess.Start(broker.Amqp, database.Connection, log, archive);
        return await Rate(pictures, () => database.CountAsync("SELECT count(*) FROM readings"));
    }

    private static async Task<double> Rate(int pictures, Func<Task<long>> count)
    {
        var patience = Stopwatch.StartNew();
        long first = 0;
        TimeSpan begun = default;
        while (true)
        {
            long now = await count();
            TimeSpan at = patience.Elapsed;
            if (now == pictures)
            {
                return (now - first) / (at - begun).TotalSeconds;
            }

            if (first == 0 && now >= pictures / 10)
            {
                (first, begun) = (now, at);
            }

            Assert.That(at, Is.LessThan(TimeSpan.FromMinutes(10)), $"{now} of {pictures} are read");
            await Task.Delay(100);
        }
    }

    private static long LinesOf(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        long lines = 0;
        while (reader.ReadLine() is not null)
        {
            lines++;
        }

        return lines;
    }

    private static async Task SendAsync(string amqp)
    {
        await using JobPublisher publisher = await JobPublisher.OpenAsync(new JobQueueOptions { Amqp = amqp }, CancellationToken.None);
        var options = new JobOptions { Crop = true };
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(i => publisher.PublishAsync(
            new ReadingJob { Id = $"{i}", Source = new JobSource { Inline = i % PoisonEvery == 0 ? [1, 2, 3] : Crop }, Options = options }, CancellationToken.None)));
    }

    private static async Task ProveAsync(string amqp, PostgresServer database, WorkerCrowd run)
    {
        // The last acknowledgements come a moment after the last results.
        await using JobQueueAdministration queue = await JobQueueAdministration.OpenAsync(new JobQueueOptions { Amqp = amqp }, CancellationToken.None);
        await run.StopAsync();
        (long waiting, long retrying, long dead) = await queue.CountAsync(CancellationToken.None);
        IReadOnlyList<DeadLetter> letters = await queue.PeekDeadAsync(1000, CancellationToken.None);
        long results = await database.CountAsync("SELECT count(*) FROM readings");
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Jobs} jobs in {run.Elapsed.TotalSeconds:0} s: {results} results, {waiting} waiting, {retrying} retrying, {dead} dead letters, {run.Kills} kills"));

        Assert.That(await database.CountAsync("SELECT count(DISTINCT id) FROM readings"), Is.EqualTo(Jobs));
        Assert.That(await database.CountAsync("SELECT count(*) FROM readings WHERE status = 'invalid'"), Is.EqualTo(Jobs / PoisonEvery));
        Assert.That(await database.CountAsync("SELECT count(DISTINCT record - 'elapsedMs') FROM readings WHERE status <> 'invalid'"), Is.EqualTo(1));
        Assert.That(waiting + retrying, Is.Zero);

        // A worker killed between its dead letter and its acknowledgement leaves the letter twice; its result stands once all the same.
        Assert.That(letters.Select(l => JobJson.Parse(l.Body.Span).Id).Distinct().Count(), Is.EqualTo(Jobs / PoisonEvery));
        Assert.That(letters.Select(l => l.Reason), Is.All.Contains("no PNG, JPEG, BMP or PNM picture"));
    }
}
