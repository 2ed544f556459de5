using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using MlNetInvoice.Batch;
using MlNetInvoice.Jobs;
using MlNetInvoice.Jobs.Queue;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>enqueue</c>: puts the pictures of a folder or list into the queue that workers read from.</summary>
internal static class EnqueueCommand
{
    // Enough to keep the broker busy while each confirmation is on its way.
    private const int Unconfirmed = 256;

    public static Command Create(CommandContext context)
    {
        var source = new Argument<string>("folder|list|-") { Description = "A folder (with its subfolders), a file with a path a line, or - for such lines on the standard input." };
        var root = new Option<string?>("--root") { Description = "The workers' root folder: paths in jobs are relative to it. Default: the folder itself, or the current one.", HelpName = "folder" };
        var inline = new Option<bool>("--inline") { Description = "Sends the pictures themselves (at most 1 MiB each) instead of their paths." };
        var journal = new Option<string?>("--journal") { Description = "Notes each confirmed path in a file and, started again, goes on where it was. Default: none.", HelpName = "file" };
        var options = new BrokerOptions();
        var command = new Command("enqueue", "Puts pictures into the queue. A picture's id is the SHA-256 of its content: the same picture sent twice has one result.")
        {
            source, root, inline, journal,
        };
        options.AddTo(command, queue: true, store: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string from = parsed.GetRequiredValue(source);
            string rootFolder = Path.GetFullPath(parsed.GetValue(root) ?? (Directory.Exists(from) ? from : "."));
            using var done = new EnqueueJournal(parsed.GetValue(journal));
            JobQueueOptions queue = options.Queue(parsed);
            JobPublisher publisher;
            try
            {
                publisher = await JobPublisher.OpenAsync(queue, cancellationToken).ConfigureAwait(false);
            }
            catch (ArgumentException fault)
            {
                throw UsageException.From(fault);
            }

            await using (publisher.ConfigureAwait(false))
            {
                (int sent, int skipped) = await SendAsync(publisher, Paths(context, from), rootFolder, parsed.GetValue(inline), done, cancellationToken).ConfigureAwait(false);
                await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sent} jobs in the queue {queue.Name}; {skipped} were there before.")).ConfigureAwait(false);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<(int Sent, int Skipped)> SendAsync(
        JobPublisher publisher, IEnumerable<string> paths, string root, bool inline, EnqueueJournal done, CancellationToken cancellationToken)
    {
        int sent = 0;
        int skipped = 0;
        var pending = new Queue<(string Path, Task Confirmed)>();
        foreach (string path in paths)
        {
            if (done.Contains(path))
            {
                skipped++;
                continue;
            }

            pending.Enqueue((path, publisher.PublishAsync(await JobOfAsync(path, root, inline, cancellationToken).ConfigureAwait(false), cancellationToken)));
            sent++;
            if (pending.Count >= Unconfirmed)
            {
                await ConfirmAsync().ConfigureAwait(false);
            }
        }

        while (pending.Count > 0)
        {
            await ConfirmAsync().ConfigureAwait(false);
        }

        return (sent, skipped);

        async Task ConfirmAsync()
        {
            (string path, Task confirmed) = pending.Dequeue();
            await confirmed.ConfigureAwait(false);
            done.Add(path);
        }
    }

    private static async Task<ReadingJob> JobOfAsync(string path, string root, bool inline, CancellationToken cancellationToken)
    {
        byte[] content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        string relative = Path.GetRelativePath(root, Path.GetFullPath(path)).Replace(Path.DirectorySeparatorChar, '/');
        if (!inline && (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)))
        {
            throw new UsageException($"{path} is not under the root folder {root}; say which with --root.");
        }

        if (inline && content.Length > ReadingJob.MaxInlineBytes)
        {
            throw new UsageException($"{path} has {content.Length} bytes; at most {ReadingJob.MaxInlineBytes} travel inline. Leave out --inline to send paths.");
        }

        return new ReadingJob
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(content)),
            Source = inline ? new JobSource { Inline = content } : new JobSource { Path = relative },
        };
    }

    private static IEnumerable<string> Paths(CommandContext context, string source)
    {
        if (Directory.Exists(source))
        {
            return PictureFiles.Enumerate(source, recursive: true);
        }

        IEnumerable<string> lines = source == "-" ? Lines(new StreamReader(context.OpenInput())) : File.ReadLines(source);
        return lines.Where(line => line.Length > 0);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }
}
