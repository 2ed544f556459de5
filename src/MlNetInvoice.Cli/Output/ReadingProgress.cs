using System.Diagnostics;
using System.Globalization;
using MlNetInvoice.Batch;
using Spectre.Console;

namespace MlNetInvoice.Cli.Output;

/// <summary>
/// Counts what <c>read</c> has done and shows it: a bar where a person watches, a line every ten seconds elsewhere; nothing when there is nothing to wait for.
/// </summary>
internal sealed class ReadingProgress
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly CommandContext _context;
    private readonly long _total;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Dictionary<string, long> _counts = [];
    private ProgressTask? _bar;
    private ProgressLayout _layout = new(80);
    private IAnsiConsole? _console;
    private long _done;
    private long _before;
    private TimeSpan _lastLine;

    private ReadingProgress(CommandContext context, long total)
    {
        _context = context;
        _total = total;
    }

    /// <summary>Readings of a status so far, those of an earlier run included.</summary>
    public long this[string status] => _counts.GetValueOrDefault(status);

    /// <summary>Takes what an earlier run has done: it counts for the exit code, and is named apart from what is done now.</summary>
    /// <param name="byStatus">Records of each status, or null if nothing was done before.</param>
    public void TakeBefore(IReadOnlyDictionary<string, long>? byStatus)
    {
        foreach ((string status, long count) in byStatus ?? new Dictionary<string, long>())
        {
            _before += count;
            _counts[status] = this[status] + count;
        }
    }

    /// <summary>Runs a reading and shows it meanwhile, and at the end what was done.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="total">How many pictures there will be; null shows nothing.</param>
    /// <param name="run">Reads, and reports to the progress that it is given.</param>
    public static async Task<int> ShowAsync(CommandContext context, long? total, Func<ReadingProgress, Task<int>> run)
    {
        var view = new ReadingProgress(context, total ?? 0);
        if (total is null)
        {
            return await run(view).ConfigureAwait(false);
        }

        int result = await (context.IsErrorTerminal ? view.DrawAsync(run) : run(view)).ConfigureAwait(false);
        await context.Error.WriteLineAsync(view.Describe()).ConfigureAwait(false);
        return result;
    }

    /// <summary>Counts what was read in one picture.</summary>
    public void Add(IReadOnlyList<PictureReading> pictures)
    {
        _done++;
        foreach (PictureReading picture in pictures)
        {
            _counts[picture.Status] = this[picture.Status] + 1;
        }

        if (_bar is not null)
        {
            _bar.Value = _done;
            _bar.Description = _layout.Fit(Describe(), DescribeBriefly(), $"{_done}/{_total}");
        }
        else if (_total > 0 && _time.Elapsed - _lastLine > LineInterval)
        {
            _lastLine = _time.Elapsed;
            _context.Error.WriteLine(Describe());
        }
    }

    /// <summary>Writes a line about a picture, above the bar.</summary>
    public void WriteError(string line)
    {
        if (_console is null)
        {
            _context.Error.WriteLine(line);
        }
        else
        {
            _console.WriteLine(line);
        }
    }

    /// <summary>What has been done, in one line.</summary>
    public string Describe()
    {
        double rate = _done / Math.Max(_time.Elapsed.TotalSeconds, 1e-3);
        string left = _total > _done ? $", {Left(rate)} left" : "";
        string before = _before > 0 ? string.Create(CultureInfo.InvariantCulture, $", with the {_before} of before") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_done} of {Math.Max(_total, _done)} pictures, {rate:0.0} per second{before}: {this["read"]} read, {this["rejected"]} rejected, {this["notFound"]} without a number, {this["invalid"]} invalid{left}");
    }

    private string DescribeBriefly()
    {
        double rate = _done / Math.Max(_time.Elapsed.TotalSeconds, 1e-3);
        return string.Create(CultureInfo.InvariantCulture, $"{_done} of {_total}, {rate:0.0} per second, {Left(rate)} left");
    }

    private string Left(double rate) => $"{TimeSpan.FromSeconds((_total - _done) / Math.Max(rate, 1e-3)):d\\.hh\\:mm\\:ss}";

    private Task<int> DrawAsync(Func<ReadingProgress, Task<int>> run)
    {
        _console = _context.CreateProgressConsole();
        _layout = new ProgressLayout(_console.Profile.Width);
        return _console.Progress()
            .AutoClear(true)
            .Columns(_layout.Columns)
            .StartAsync(progress =>
            {
                _bar = progress.AddTask("starting", maxValue: Math.Max(1, _total));
                return run(this);
            });
    }
}
