using System.Runtime.ExceptionServices;

namespace MlNetInvoice.Training;

/// <summary>
/// Threads that do one job together, again and again, a few thousand times a second: the caller is worker 0. Between jobs they spin for a few microseconds and
/// then sleep. Nothing is allocated by a job.
/// </summary>
internal sealed class WorkCrew : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private Action<int>? _job;
    private ExceptionDispatchInfo? _fault;
    private int _generation;
    private int _running;
    private volatile bool _ended;

    public WorkCrew(int count)
    {
        Count = count;
        _wake = [.. Enumerable.Range(0, count).Select(_ => new SemaphoreSlim(0))];
        _sleeping = new int[count];
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"MlNetInvoice training {worker}" };
            _threads[i].Start();
        }
    }

    private readonly int[] _sleeping;

    /// <summary>Number of workers, the caller included.</summary>
    public int Count { get; }

    /// <summary>Runs a job on every worker, each given its number from 0, and returns when all are done. A fault of any of them is thrown here.</summary>
    public void Run(Action<int> job)
    {
        _job = job;
        _running = Count - 1;
        Interlocked.Increment(ref _generation);
        for (int i = 1; i < Count; i++)
        {
            if (Interlocked.Exchange(ref _sleeping[i], 0) == 1)
            {
                _wake[i].Release();
            }
        }

        Do(0);
        var spin = default(SpinWait);
        while (Volatile.Read(ref _running) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        _job = null;
        if (_fault is not null)
        {
            ExceptionDispatchInfo fault = _fault;
            _fault = null;
            fault.Throw();
        }
    }

    public void Dispose()
    {
        _ended = true;
        Interlocked.Increment(ref _generation);
        foreach (SemaphoreSlim wake in _wake)
        {
            wake.Release();
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        foreach (SemaphoreSlim wake in _wake)
        {
            wake.Dispose();
        }
    }

    private void Serve(int worker)
    {
        int seen = 0;
        while (true)
        {
            Await(worker, seen);
            if (_ended)
            {
                return;
            }

            seen = Volatile.Read(ref _generation);
            Do(worker);
            Interlocked.Decrement(ref _running);
        }
    }

    private void Await(int worker, int seen)
    {
        var spin = default(SpinWait);
        for (int i = 0; i < 200; i++)
        {
            if (Volatile.Read(ref _generation) != seen)
            {
                return;
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }

        // Says that it sleeps before it looks a last time; whoever takes the flag back knows whether a release is on its way.
        Interlocked.Exchange(ref _sleeping[worker], 1);
        if (Volatile.Read(ref _generation) == seen || Interlocked.Exchange(ref _sleeping[worker], 0) == 0)
        {
            _wake[worker].Wait();
        }
    }

    private void Do(int worker)
    {
        try
        {
            _job!(worker);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }
}
