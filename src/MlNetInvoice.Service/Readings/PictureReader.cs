using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MlNetInvoice.Batch;
using MlNetInvoice.Imaging;
using MlNetInvoice.Service.Metrics;

namespace MlNetInvoice.Service.Readings;

/// <summary>Reads one upload with the shared reader: the only place where the service calls the library's reading. Thread-safe.</summary>
internal sealed class PictureReader
{
    private readonly InvoiceReader _reader;
    private readonly ServiceMetrics _metrics;
    private readonly string? _storeFolder;

    public PictureReader(IOptions<ServiceOptions> options, ServiceMetrics metrics)
    {
        ServiceOptions settings = options.Value;
        var readerOptions = new InvoiceReaderOptions { Decoder = new ImageDecoderOptions { MaxPixels = settings.MaxPixels } };
        if (settings.MinConfidence is { } confidence)
        {
            readerOptions = readerOptions with { MinConfidence = (float)confidence };
        }

        _reader = settings.ModelPath is { } model ? InvoiceReader.Load(model, readerOptions) : InvoiceReader.Default.WithOptions(readerOptions);
        _metrics = metrics;
        _storeFolder = settings.StoreFolder;
    }

    /// <summary>The reader itself, for its model's manifest.</summary>
    public InvoiceReader Reader => _reader;

    /// <summary>Reads a picture.</summary>
    /// <returns>One record, or with <paramref name="all"/> one a number in view (at least one).</returns>
    /// <exception cref="MlNetInvoiceException">The upload is no picture, or too large a one.</exception>
    public IReadOnlyList<ReadingRecord> Read(Upload upload, bool all)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Store(upload);
            ReadOnlySpan<byte> content = upload.Content.Span;
            IReadOnlyList<InvoiceReading> readings = all ? _reader.ReadAll(content) : [_reader.Read(content)];
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            _metrics.RecordStage("read", elapsed);
            ReadingRecord[] records = [.. readings.Select(r => ReadingRecord.FromReading(upload.Name, r, elapsed))];
            foreach (ReadingRecord record in records)
            {
                _metrics.RecordReading(record.Status);
            }

            return records;
        }
        catch (MlNetInvoiceException)
        {
            _metrics.RecordReading("invalid");
            throw;
        }
    }

    /// <summary>Reads a picture; what is no picture becomes a record of its own.</summary>
    public IReadOnlyList<ReadingRecord> ReadOrExplain(Upload upload, bool all)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return Read(upload, all);
        }
        catch (MlNetInvoiceException fault)
        {
            return [ReadingRecord.FromFault(upload.Name, fault.Message, Stopwatch.GetElapsedTime(start))];
        }
    }

    private void Store(Upload upload)
    {
        if (_storeFolder is null || upload.Content.IsEmpty)
        {
            return;
        }

        // Named by content: the same picture sent twice is kept once, and no name that a caller chose reaches the disk.
        string path = Path.Combine(_storeFolder, Convert.ToHexStringLower(SHA256.HashData(upload.Content.Span)));
        if (File.Exists(path))
        {
            return;
        }

        string beside = $"{path}.{Guid.NewGuid():N}.part";
        File.WriteAllBytes(beside, upload.Content.Span);
        File.Move(beside, path, overwrite: true);
    }
}
