using System.Buffers;
using MlNetInvoice.Batch;
using MlNetInvoice.Cli.Output;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Explanation;

namespace MlNetInvoice.Cli.Commands;

/// <summary>One run of <c>read</c>: from sources to readings and exit code.</summary>
internal sealed class ReadRun(CommandContext context, ReadSettings settings, InvoiceReader reader)
{
    private bool _hasEmptyFolder;
    private RgbImage? _overlay;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ResultFile? file = OpenResultFile();
        using IReadingWriter writer = OpenWriter(file);
        long? total = settings.Output is null ? null : EnumerateFiles(_ => { }).LongCount(name => IsLeft(file, name));
        return await ReadingProgress.ShowAsync(context, total, async progress =>
        {
            var batch = new BatchReader<string>(FetchAsync, Read, settings.Threads);
            IEnumerable<string> files = EnumerateFiles(progress.WriteError).Where(name => IsLeft(file, name));
            await foreach (BatchResult<string> result in batch.ReadAsync(files, cancellationToken).ConfigureAwait(false))
            {
                PictureReading[] pictures = ToPictures(result);
                if (result.Fault is not null)
                {
                    progress.WriteError($"{result.Source}: {pictures[0].Reason}");
                }

                writer.Write(pictures);
                progress.Add(pictures);
            }

            SaveOverlay();

            return _hasEmptyFolder || progress["invalid"] > 0 ? ExitCode.Failure
                : progress["rejected"] + progress["notFound"] > 0 ? ExitCode.NotAllRead : ExitCode.Success;
        }).ConfigureAwait(false);
    }

    private static bool IsLeft(ResultFile? done, string name) => done?.Contains(name) != true;

    private static PictureReading[] ToPictures(BatchResult<string> result) => result.Fault is null
        ? [.. result.Readings.Select(reading => PictureReading.FromReading(result.Source, reading, result.Elapsed))]
        : [PictureReading.FromFault(result.Source, result.Fault, result.Elapsed)];

    private async ValueTask<IMemoryOwner<byte>> FetchAsync(string source, CancellationToken cancellationToken)
    {
        if (source == ReadSettings.StandardInput)
        {
            using Stream input = context.OpenInput();
            return await PictureFiles.FetchAsync(input, reader.Options.Decoder, cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(source))
        {
            throw new FileNotFoundException("no such file.");
        }

        return await PictureFiles.FetchAsync(source, reader.Options.Decoder, cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<InvoiceReading> Read(string source, ReadOnlyMemory<byte> picture)
    {
        IReadOnlyList<InvoiceReading> readings = settings.All ? reader.ReadAll(picture.Span) : [reader.Read(picture.Span)];
        if (settings.Overlay is not null)
        {
            _overlay = ReadingOverlay.Draw(ImageDecoder.DecodeRgb(picture.Span, reader.Options.Decoder), readings);
        }

        return readings;
    }

    // After the reading: a folder that cannot be written to is no fault of the picture.
    private void SaveOverlay()
    {
        if (_overlay is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(settings.Overlay!))!);
            PngEncoder.Save(_overlay, settings.Overlay!);
        }
    }

    // Lazily, so that a folder of millions is read while it is being listed.
    private IEnumerable<string> EnumerateFiles(Action<string> writeError)
    {
        foreach (string source in settings.Sources)
        {
            if (source == ReadSettings.StandardInput || !Directory.Exists(source))
            {
                yield return source;
                continue;
            }

            bool any = false;
            foreach (string file in PictureFiles.Enumerate(source, settings.Recursive))
            {
                any = true;
                yield return file;
            }

            if (!any)
            {
                _hasEmptyFolder = true;
                string hint = settings.Recursive ? "" : "; --recursive looks into its subfolders";
                writeError($"{source}: the folder holds no pictures ({string.Join(' ', PictureFiles.Extensions)}){hint}.");
            }
        }
    }

    private ResultFile? OpenResultFile()
    {
        if (settings.Output is null || settings.Format is not ("jsonl" or "csv"))
        {
            return null;
        }

        ResultFormat format = settings.Format == "csv" ? ResultFormat.Csv : ResultFormat.JsonLines;
        return settings.Resume ? ResultFile.Resume(settings.Output, format, settings.All) : ResultFile.Create(settings.Output, format);
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
            "csv" => LineReadingWriter.ForCsv(output, owned),
            _ => LineReadingWriter.ForText(output, owned, settings.All),
        };
    }
}
