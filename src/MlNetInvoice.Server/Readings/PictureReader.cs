using System.Diagnostics;
using System.Security.Cryptography;
using MlNetInvoice.Batch;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;

namespace MlNetInvoice.Server.Readings;

/// <summary>Reads one upload with the shared reader. Thread-safe.</summary>
internal sealed class PictureReader(InvoiceReader reader, ServiceOptions options, ServiceMetrics metrics)
{
    /// <summary>Reads a picture.</summary>
    /// <param name="upload">The picture.</param>
    /// <param name="all">Whether every number in view is given.</param>
    /// <param name="endpoint">Where it was sent, for the metrics.</param>
    /// <returns>One reading, or with <paramref name="all"/> one per number in view (at least one).</returns>
    /// <exception cref="MlNetInvoiceException">The upload is no picture, or too large a one.</exception>
    public IReadOnlyList<PictureReading> Read(Upload upload, bool all, string endpoint)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Store(upload);
            ReadOnlySpan<byte> content = upload.Content.Span;
            IReadOnlyList<InvoiceReading> readings = all ? reader.ReadAll(content) : [reader.Read(content)];
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            PictureReading[] pictures = [.. readings.Select(r => PictureReading.FromReading(upload.Name, r, elapsed))];
            foreach (PictureReading picture in pictures)
            {
                metrics.RecordReading(picture.Status, endpoint);
            }

            return pictures;
        }
        catch (MlNetInvoiceException)
        {
            metrics.RecordReading("invalid", endpoint);
            throw;
        }
    }

    /// <summary>Reads a picture; what is no picture becomes a result of its own.</summary>
    public IReadOnlyList<PictureReading> ReadOrExplain(Upload upload, bool all, string endpoint)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return Read(upload, all, endpoint);
        }
        catch (MlNetInvoiceException fault)
        {
            return [PictureReading.FromFault(upload.Name, fault, Stopwatch.GetElapsedTime(start))];
        }
    }

    private void Store(Upload upload)
    {
        if (options.StoreFolder is not { } folder || upload.Content.IsEmpty)
        {
            return;
        }

        // Named by content: the same picture sent twice is kept once, and no name that a caller chose reaches the disk.
        string path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(upload.Content.Span)));
        if (File.Exists(path))
        {
            return;
        }

        string beside = $"{path}.{Guid.NewGuid():N}.part";
        File.WriteAllBytes(beside, upload.Content.Span);
        File.Move(beside, path, overwrite: true);
    }
}
