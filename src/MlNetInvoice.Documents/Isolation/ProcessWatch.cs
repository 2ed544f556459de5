using System.Diagnostics;

namespace MlNetInvoice.Documents.Isolation;

/// <summary>Ends a child process that takes too long for a file, or too much memory. The time in which the parent is busy with a page is not counted.</summary>
internal sealed class ProcessWatch : IDisposable
{
    private readonly Process _process;
    private readonly DocumentOptions _options;
    private readonly TimeSpan _interval;
    private readonly Timer _timer;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private volatile string? _verdict;

    public ProcessWatch(Process process, DocumentOptions options, TimeSpan interval)
    {
        (_process, _options, _interval) = (process, options, interval);
        _timer = new Timer(_ => Look(), null, interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops the clock.</summary>
    public void Pause() => _time.Stop();

    /// <summary>Goes on.</summary>
    public void Resume() => _time.Start();

    /// <summary>Why the process fell silent.</summary>
    public MlNetInvoiceException Explain(string name, DocumentOptions options, Exception fault) => _verdict switch
    {
        "time" => DocumentFault.TooSlow(name, options.Timeout),
        "memory" => DocumentFault.TooMuchMemory(name, options.MaxMemoryBytes),
        _ => DocumentFault.Crashed(name, fault),
    };

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        try
        {
            _process.Refresh();
            string? verdict = _time.Elapsed > _options.Timeout ? "time" : _process.WorkingSet64 > _options.MaxMemoryBytes ? "memory" : null;
            if (verdict is null)
            {
                _timer.Change(_interval, Timeout.InfiniteTimeSpan);
                return;
            }

            _verdict = verdict;
            _process.Kill();
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or ObjectDisposedException)
        {
            // It has ended; whoever waits for it sees that.
        }
    }
}
