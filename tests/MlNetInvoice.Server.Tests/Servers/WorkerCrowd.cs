using System.Diagnostics;

namespace MlNetInvoice.Server.Servers;

/// <summary>Several worker processes that are killed and replaced.</summary>
internal sealed class WorkerCrowd : IDisposable
{
    private readonly TemporaryFolder _logs = new();
    private readonly ServerProcess[] _workers;
    private readonly string _amqp;
    private readonly string _postgres;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public WorkerCrowd(string amqp, string postgres, int count)
    {
        _amqp = amqp;
        _postgres = postgres;
        _workers = [.. Enumerable.Range(0, count).Select(Start)];
    }

    public int Kills { get; private set; }

    public TimeSpan Elapsed => _watch.Elapsed;

    public void KillAndReplace(int index)
    {
        _workers[index].Kill();
        _workers[index].Dispose();
        Kills++;
        _workers[index] = Start(index);
    }

    public async Task UntilStoredAsync(PostgresServer database, long count)
    {
        var waiting = Stopwatch.StartNew();
        while (await StoredAsync(database) < count)
        {
            Assert.That(waiting.Elapsed, Is.LessThan(TimeSpan.FromMinutes(10)), () => string.Join('\n', Directory.GetFiles(_logs.Path).Select(File.ReadAllText)));
            await Task.Delay(100);
        }
    }

    public async Task StopAsync()
    {
        _watch.Stop();
        foreach (ServerProcess worker in _workers)
        {
            worker.Signal(15);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (ServerProcess worker in _workers)
        {
            await worker.WaitForExitAsync(patience.Token);
        }
    }

    public void Dispose()
    {
        foreach (ServerProcess worker in _workers)
        {
            worker.Dispose();
        }

        _logs.Dispose();
    }

    // Before the first worker has come up there is no table yet.
    private static async Task<long> StoredAsync(PostgresServer database) =>
        await database.CountAsync("SELECT count(*) FROM pg_tables WHERE tablename = 'readings'") == 0 ? 0 : await database.CountAsync("SELECT count(*) FROM readings");

    private ServerProcess Start(int index) => WorkerProcess.Start(_amqp, _postgres, _logs.File($"{index}.log"));
}
