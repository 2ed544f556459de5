using System.CommandLine;
using System.Globalization;
using MlNetInvoice.Data;

namespace MlNetInvoice.Cli.Commands;

/// <summary><c>mnist download</c>: fetches MNIST.</summary>
internal static class MnistCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("folder") { Description = "Where the four files shall stand; created where it is missing." };
        var mirror = new Option<string[]>("--mirror")
        {
            Description = "Base address to fetch from, before the built-in ones; may be given several times. Default: none.",
            HelpName = "address",
        };
        var onlyMirror = new Option<bool>("--only-mirror") { Description = "Uses the given mirrors alone." };
        var download = new Command("download", "Fetches the four files of MNIST, continues what was interrupted, and checks every file's SHA-256.")
        {
            folder, mirror, onlyMirror,
        };
        download.SetAction((parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(folder), parsed.GetValue(mirror) ?? [], parsed.GetValue(onlyMirror), cancellationToken));
        return new Command("mnist", "The MNIST digits.") { download };
    }

    private static async Task<int> RunAsync(CommandContext context, string folder, string[] mirrors, bool onlyMirrors, CancellationToken cancellationToken)
    {
        MnistDownloadOptions options = new();
        try
        {
            Uri[] own = [.. mirrors.Select(address => new Uri(address))];
            options = options with { Mirrors = onlyMirrors ? own : [.. own, .. options.Mirrors] };
        }
        catch (Exception fault) when (fault is UriFormatException or ArgumentException)
        {
            await context.Error.WriteLineAsync($"--mirror: {fault.Message.Split(" (Parameter", 2)[0]}").ConfigureAwait(false);
            return ExitCode.Failure;
        }

        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("MlNetInvoice/1.0");
        await new MnistDownloader(client, options).DownloadAsync(folder, new LineProgress(context), cancellationToken).ConfigureAwait(false);
        await context.Output.WriteLineAsync($"{folder} holds the {options.Files.Count} files.").ConfigureAwait(false);
        return ExitCode.Success;
    }

    // A line for every file and every tenth of a large one.
    private sealed class LineProgress(CommandContext context) : IProgress<MnistDownloadProgress>
    {
        private long _lastTenth = -1;
        private MnistFile? _file;

        public void Report(MnistDownloadProgress value)
        {
            if (value.Message is not null)
            {
                context.Error.WriteLine(value.Message);
                return;
            }

            long tenth = value.BytesDone * 10 / value.File.Bytes;
            if (value.File == _file && tenth == _lastTenth)
            {
                return;
            }

            (_file, _lastTenth) = (value.File, tenth);
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{value.File.Name}: {value.BytesDone / 1e6:0.0} of {value.File.Bytes / 1e6:0.0} MB from {value.Mirror?.Host}"));
        }
    }
}
