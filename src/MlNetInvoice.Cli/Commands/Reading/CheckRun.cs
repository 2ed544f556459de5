using MlNetInvoice.Batch;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Fields;
using MlNetInvoice.Lottery;

namespace MlNetInvoice.Cli.Commands;

/// <summary>One run of <c>check</c>: from pictures to prizes and exit code.</summary>
internal sealed class CheckRun(CommandContext context, WinningNumbers winning, InvoiceReader reader, string format, int threads)
{
    /// <summary>A reader of the same model that reads fields as well.</summary>
    public static InvoiceReader WithFields(InvoiceReader reader) => reader.WithOptions(ReaderOptions.WithFields(reader.Options));

    public async Task<int> RunAsync(string[] sources, bool recursive, CancellationToken cancellationToken)
    {
        var batch = new BatchReader<string>(
            (source, token) => PictureFiles.FetchAsync(source, reader.Options.Decoder, token), (_, picture) => reader.ReadAll(picture.Span), threads);
        var results = new List<CheckedInvoice>();
        bool failed = false;
        await foreach (BatchResult<string> result in batch.ReadAsync(Files(sources, recursive), cancellationToken).ConfigureAwait(false))
        {
            if (result.Fault is not null)
            {
                failed = true;
                await context.Error.WriteLineAsync($"{result.Source}: {result.Fault.Message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
                continue;
            }

            results.AddRange(result.Readings.Select(reading => new CheckedInvoice(result.Source, reading, Check(reading))));
        }

        CheckOutput.Write(context.Output, format, results);
        return failed || results.Count == 0 ? ExitCode.Failure : results.Exists(result => result.Result.Outcome == LotteryOutcome.Unknown) ? ExitCode.NotAllRead : ExitCode.Success;
    }

    private LotteryResult Check(InvoiceReading reading) => reading.Status == InvoiceReadingStatus.Read
        ? InvoiceLottery.Check(reading.Record ?? new InvoiceRecord(), winning)
        : new LotteryResult(LotteryOutcome.Unknown, LotteryPrize.None, 0, null, null, reading.Reason);

    private static IEnumerable<string> Files(string[] sources, bool recursive)
    {
        foreach (string source in sources)
        {
            foreach (string file in Directory.Exists(source) ? PictureFiles.Enumerate(source, recursive) : [source])
            {
                yield return file;
            }
        }
    }
}
