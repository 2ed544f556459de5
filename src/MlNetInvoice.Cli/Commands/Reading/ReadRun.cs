using System.Buffers;
using MlNetInvoice.Batch;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Documents;

namespace MlNetInvoice.Cli.Commands;

/// <summary>One run of <c>read</c>: from sources to readings and exit code.</summary>
internal sealed class ReadRun(CommandContext context, ReadSettings settings, InvoiceReader reader)
{
    private readonly DocumentReader _documents = new(reader);
    private readonly ReadOverlay? _overlay = settings.Overlay is null ? null : new ReadOverlay(settings.Overlay);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync(settings is { Output: not null, Format: "jsonl" or "csv" }
                ? $"Stopped; what was read is in {settings.Output}. The same command with --resume goes on."
                : "Stopped. With --out results.jsonl, a stopped run can go on by --resume.").ConfigureAwait(false);
            return ExitCode.Cancelled;
        }
    }

    private async Task<int> ReadAllAsync(CancellationToken cancellationToken)
    {
        using ResultFile? file = OpenResultFile();
        using IReadingWriter writer = OpenWriter(file);
        using var sources = new ReadSources(settings);
        long? total = null;
        if (settings.Output is not null)
        {
            using var counted = new ReadSources(settings);
            total = counted.Enumerate(_ => { }).LongCount(source => IsLeft(file, source.Name));
        }

        return await ReadingProgress.ShowAsync(context, total, async progress =>
        {
            progress.TakeBefore(file?.DoneByStatus);
            var batch = new BatchReader<ReadSource>(FetchAsync, Read, settings.Threads);
            IEnumerable<ReadSource> left = sources.Enumerate(progress.WriteError).Where(source => IsLeft(file, source.Name));
            await foreach (BatchResult<ReadSource> result in batch.ReadAsync(left, cancellationToken).ConfigureAwait(false))
            {
                PictureReading[] pictures = ToPictures(result);
                foreach (PictureReading invalid in pictures.Where(picture => picture.Status == "invalid"))
                {
                    progress.WriteError($"{invalid.File}: {invalid.Reason}");
                }

                writer.Write(pictures);
                progress.Add(pictures);
            }

            _overlay?.Save();

            return sources.HasEmptyFolder || progress["invalid"] > 0 ? ExitCode.Failure
                : progress["rejected"] + progress["notFound"] > 0 ? ExitCode.NotAllRead : ExitCode.Success;
        }).ConfigureAwait(false);
    }

    private static bool IsLeft(ResultFile? done, string name) => done?.Contains(name) != true;

    private static PictureReading[] ToPictures(BatchResult<ReadSource> result)
    {
        // A source that is one page is named so already.
        (string name, int? page) = (result.Source.Name, result.Source.Page);
        return result.Fault is not null ? [PictureReading.FromFault(name, result.Fault, result.Elapsed)]
            : [.. result.Readings.Select(reading => PictureReading.FromReading(name, page is null ? reading : reading with { Page = null }, result.Elapsed))];
    }

    private async ValueTask<IMemoryOwner<byte>> FetchAsync(ReadSource source, CancellationToken cancellationToken)
    {
        if (source.IsStandardInput)
        {
            using Stream input = context.OpenInput();
            return await PictureFiles.FetchAsync(input, reader.Options.Decoder, cancellationToken).ConfigureAwait(false);
        }

        if (source.Archive is { } archive)
        {
            using var unpacked = new MemoryStream(archive.Read(source.Index));
            return await PictureFiles.FetchAsync(unpacked, reader.Options.Decoder, cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(source.Path))
        {
            throw new FileNotFoundException("no such file.");
        }

        return await PictureFiles.FetchAsync(source.Path, reader.Options.Decoder, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<InvoiceReading> Read(ReadSource source, ReadOnlyMemory<byte> content)
    {
        IReadOnlyList<InvoiceReading> readings = settings.All ? _documents.ReadAll(content) : _documents.Read(content);
        if (source.Page is { } page)
        {
            readings = [.. readings.Where(reading => (reading.Page ?? 1) == page)];
            if (readings.Count == 0)
            {
                throw new InvalidImageException("the file has no such page.");
            }
        }

        _overlay?.Draw(_documents.Decode(content), readings);
        return readings;
    }

    private ResultFile? OpenResultFile()
    {
        if (settings.Output is null || settings.Format is not ("jsonl" or "csv"))
        {
            return null;
        }

        ResultFormat format = settings.Format == "csv" ? ResultFormat.Csv : ResultFormat.JsonLines;
        return settings.Resume ? ResultFile.Resume(settings.Output, format, settings.All, reader.Options.Fields) : ResultFile.Create(settings.Output, format, reader.Options.Fields);
    }

    private IReadingWriter OpenWriter(ResultFile? file)
    {
        if (file is not null)
        {
            return new FileReadingWriter(file);
        }

        bool owned = settings.Output is not null;
        TextWriter output = owned ? File.CreateText(settings.Output!) : context.Output;
        return settings.Format switch
        {
            "json" => new JsonReadingWriter(output, owned),
            "jsonl" => LineReadingWriter.ForJsonLines(output, owned),
            "csv" => LineReadingWriter.ForCsv(output, owned, reader.Options.Fields),
            _ => LineReadingWriter.ForText(output, owned, settings.All),
        };
    }
}
