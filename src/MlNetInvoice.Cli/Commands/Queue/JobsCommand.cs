using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Batch;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Queue;
using MlNetInvoice.Jobs.Store;
using Npgsql;
using Spectre.Console;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>jobs</c>: what an operator asks of the queue and the results.</summary>
internal static class JobsCommand
{
    public static Command Create(CommandContext context) => new("jobs", "Shows the queue and its results, tries failed jobs again, writes results out.")
    {
        Status(context), Failed(context), Retry(context), Export(context),
    };

    private static Command Status(CommandContext context)
    {
        var options = new BrokerOptions();
        var watch = new Option<bool>("--watch") { Description = "Stays and draws the progress until the queue is empty." };
        var command = new Command("status", "How many jobs wait, are tried again, failed and are done, and how fast.") { watch };
        options.AddTo(command, queue: true, store: true);
        command.SetAction((parsed, cancellationToken) => Guarded(async () =>
        {
            await using ResultStore store = options.Store(parsed);
            await using JobQueueAdministration queue = await JobQueueAdministration.OpenAsync(options.Queue(parsed), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(watch) && context.IsErrorTerminal)
            {
                await WatchAsync(context, queue, store, cancellationToken).ConfigureAwait(false);
            }

            await WriteStatusAsync(context, queue, store, cancellationToken).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command Failed(CommandContext context)
    {
        var options = new BrokerOptions();
        var most = new Option<int>("--most") { Description = "How many at the most.", DefaultValueFactory = _ => 100 };
        var command = new Command("failed", "The jobs that were given up, with their reasons: how often each, then one by one.") { most };
        options.AddTo(command, queue: true, store: false);
        command.SetAction((parsed, cancellationToken) => Guarded(async () =>
        {
            await using JobQueueAdministration queue = await JobQueueAdministration.OpenAsync(options.Queue(parsed), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DeadLetter> letters = await queue.PeekDeadAsync(parsed.GetValue(most), cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<string, DeadLetter> reason in letters.GroupBy(l => l.Reason).OrderByDescending(g => g.Count()))
            {
                await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{reason.Count(),6}  {reason.Key}")).ConfigureAwait(false);
            }

            foreach (DeadLetter letter in letters)
            {
                await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{NameOf(letter)}\t{letter.Attempts} tries\t{letter.Reason}")).ConfigureAwait(false);
            }
        }));
        return command;
    }

    private static Command Retry(CommandContext context)
    {
        var options = new BrokerOptions();
        var command = new Command("retry", "Puts the jobs that were given up back into the queue and forgets their results.");
        options.AddTo(command, queue: true, store: true);
        command.SetAction((parsed, cancellationToken) => Guarded(async () =>
        {
            await using ResultStore store = options.Store(parsed);
            await using JobQueueAdministration queue = await JobQueueAdministration.OpenAsync(options.Queue(parsed), cancellationToken).ConfigureAwait(false);
            int moved = await queue.RetryDeadAsync(
                letter => IdOf(letter) is { } id ? store.ForgetAsync([id], cancellationToken) : Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{moved} jobs are back in the queue.")).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command Export(CommandContext context)
    {
        var options = new BrokerOptions();
        var format = new Option<string>("--format") { Description = "jsonl or csv.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("jsonl", "csv");
        var status = new Option<string?>("--status") { Description = "Only results of this status: read, rejected, notFound or invalid. Default: all." };
        status.AcceptOnlyFromAmong("read", "rejected", "notFound", "invalid");
        var command = new Command("export", "Writes the stored results to the standard output.") { format, status };
        options.AddTo(command, queue: false, store: true);
        command.SetAction((parsed, cancellationToken) => Guarded(async () =>
        {
            await using ResultStore store = options.Store(parsed);
            bool csv = parsed.GetValue(format) == "csv";
            if (csv)
            {
                await context.Output.WriteAsync($"id,{ReadingCsv.Header}\n").ConfigureAwait(false);
            }

            await foreach ((string id, string record) in store.ExportAsync(parsed.GetValue(status), cancellationToken).ConfigureAwait(false))
            {
                PictureReading reading = ReadingJson.Parse(record);
                await context.Output.WriteAsync(csv ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{ReadingCsv.ToRow(reading)}\n" : $"{{\"id\":{JsonSerializer.Serialize(id, JobsJson.Default.String)},{ReadingJson.ToLine(reading)[1..]}\n")
                    .ConfigureAwait(false);
            }
        }));
        return command;
    }

    private static async Task<int> Guarded(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (ArgumentException fault)
        {
            throw UsageException.From(fault);
        }
        catch (NpgsqlException fault)
        {
            throw new UsageException($"The results' database does not answer: {fault.Message}", fault);
        }
    }

    private static async Task WriteStatusAsync(CommandContext context, JobQueueAdministration queue, ResultStore store, CancellationToken cancellationToken)
    {
        (long waiting, long retrying, long dead) = await queue.CountAsync(cancellationToken).ConfigureAwait(false);
        (IReadOnlyDictionary<string, long> byStatus, long lastMinute) = await store.CountAsync(cancellationToken).ConfigureAwait(false);
        var lines = new List<(string Name, long Count)> { ("waiting", waiting), ("waiting for their next try", retrying), ("given up", dead), ("stored", byStatus.Values.Sum()) };
        lines.AddRange(byStatus.Select(s => ($"  {s.Key}", s.Value)));
        lines.Add(("stored in the last minute", lastMinute));
        foreach ((string name, long count) in lines)
        {
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count,12}  {name}")).ConfigureAwait(false);
        }
    }

    private static Task WatchAsync(CommandContext context, JobQueueAdministration queue, ResultStore store, CancellationToken cancellationToken) =>
        context.CreateProgressConsole().Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            ProgressTask task = progress.AddTask("jobs");
            (long waiting, long retrying, _) = await queue.CountAsync(cancellationToken).ConfigureAwait(false);
            long most = Math.Max(1, waiting + retrying);
            while (waiting + retrying > 0)
            {
                most = Math.Max(most, waiting + retrying);
                (_, long lastMinute) = await store.CountAsync(cancellationToken).ConfigureAwait(false);
                task.MaxValue = most;
                task.Value = most - waiting - retrying;
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{waiting + retrying} wait, {lastMinute / 60.0:0.0}/s");
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
                (waiting, retrying, _) = await queue.CountAsync(cancellationToken).ConfigureAwait(false);
            }

            task.Value = task.MaxValue;
        });

    private static string NameOf(DeadLetter letter) => IdOf(letter) ?? $"(no job, {letter.Body.Length} bytes)";

    private static string? IdOf(DeadLetter letter)
    {
        try
        {
            return JobJson.Parse(letter.Body.Span).Id;
        }
        catch (InvalidDataSetException)
        {
            return null;
        }
    }
}
