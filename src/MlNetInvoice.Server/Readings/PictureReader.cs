using System.Diagnostics;
using System.Security.Cryptography;
using MlNetInvoice.Batch;
using MlNetInvoice.Codes;
using MlNetInvoice.Documents;
using MlNetInvoice.Server.Configuration;
using MlNetInvoice.Server.Metrics;
using MlNetInvoice.Server.Review;
using MlNetInvoice.Server.Telemetry;

namespace MlNetInvoice.Server.Readings;

/// <summary>Reads one upload with the shared reader. Thread-safe.</summary>
internal sealed class PictureReader(DocumentReader reader, ServiceOptions options, ServiceMetrics metrics, ReadingLog log, ReviewDesk? desk = null)
{
    private readonly DocumentReader _whole = reader.With(options => options with { Fields = true, Codes = CodeDecoder.Default });

    /// <summary>Reads a picture.</summary>
    /// <param name="upload">The picture.</param>
    /// <param name="all">Whether every number in view is given.</param>
    /// <param name="fields">Whether the fields of the invoices are read as well.</param>
    /// <param name="endpoint">Where it was sent, for the metrics.</param>
    /// <param name="review">Whether what a person has to look at is listed for review, if anything is.</param>
    /// <returns>One reading per page, or with <paramref name="all"/> one per number in view (at least one per page). The files of an archive come one after another.</returns>
    /// <exception cref="MlNetInvoiceException">The upload is no picture, or too large a one.</exception>
    public IReadOnlyList<PictureReading> Read(Upload upload, bool all, bool fields, string endpoint, bool review = true)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Store(upload);
            List<PictureReading> pictures = PictureArchive.IsArchive(upload.Content.Span) ? ReadArchive(upload, all, fields, review) : ReadFile(upload.Name, upload.Content, all, fields, review, start);
            foreach (PictureReading picture in pictures)
            {
                metrics.RecordReading(picture.Status, endpoint);
                log.Write(picture, endpoint);
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
    public IReadOnlyList<PictureReading> ReadOrExplain(Upload upload, bool all, bool fields, string endpoint, bool review = true)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return Read(upload, all, fields, endpoint, review);
        }
        catch (MlNetInvoiceException fault)
        {
            return [PictureReading.FromFault(upload.Name, fault, Stopwatch.GetElapsedTime(start))];
        }
    }

    private List<PictureReading> ReadFile(string? name, ReadOnlyMemory<byte> content, bool all, bool fields, bool review, long start)
    {
        DocumentReader suitable = fields ? _whole : reader;
        IReadOnlyList<InvoiceReading> readings = all ? suitable.ReadAll(content) : suitable.Read(content);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        List<PictureReading> pictures = [.. readings.Select(reading => PictureReading.FromReading(name, reading, elapsed))];
        if (review)
        {
            desk?.Offer(content, suitable, pictures);
        }

        return pictures;
    }

    // Among the files of an archive, one that cannot be read is a result like the others.
    private List<PictureReading> ReadArchive(Upload upload, bool all, bool fields, bool review)
    {
        using var archive = new PictureArchive(new MemoryStream(upload.Content.ToArray()), options.Archives());
        var pictures = new List<PictureReading>();
        for (int i = 0; i < archive.Names.Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string name = $"{upload.Name}/{archive.Names[i]}";
            try
            {
                pictures.AddRange(ReadFile(name, archive.Read(i), all, fields, review, start));
            }
            catch (MlNetInvoiceException fault)
            {
                pictures.Add(PictureReading.FromFault(name, fault, Stopwatch.GetElapsedTime(start)));
            }
        }

        return pictures.Count > 0 ? pictures : throw new InvalidImageException("ZIP: the archive has no files.");
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
