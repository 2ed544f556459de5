using MlNetInvoice.Batch;
using MlNetInvoice.Documents;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Server.Configuration;

/// <summary>
/// Everything that can be set, from <c>appsettings.json</c> (section <c>Service</c>), environment variables (<c>Service__QueueLength=32</c>) or the command
/// line (<c>--Service:QueueLength=32</c>). Its ranges are stated in <see cref="Faults"/> and nowhere else.
/// </summary>
internal sealed class ServiceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Service";

    private const long GiB = 1024L * 1024 * 1024;

    /// <summary>Largest request body in bytes. Default 16 MiB (16,777,216); 1,024 to 1 GiB. Larger: 413.</summary>
    public long MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest body of one <c>/v1/readings:batch</c> request in bytes, all files together. Default 1 GiB; 1,024 to 1 TiB.</summary>
    public long MaxBatchBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Largest picture in pixels, by its header. Default 64,000,000; what <see cref="ImageDecoderOptions.MaxPixels"/> takes. Larger: 413.</summary>
    public int MaxPixels { get; set; } = 64_000_000;

    /// <summary>Most files in one <c>/v1/readings</c> request. Default 32; 1 to 1,000.</summary>
    public int MaxFiles { get; set; } = 32;

    /// <summary>Pictures read at the same time. Default 0, as many as there are cores; 0 to 1,024.</summary>
    public int Parallelism { get; set; }

    /// <summary>Pictures that may wait for a free core. Default 32; 1 to 100,000. More: 429 with <c>Retry-After</c>.</summary>
    public int QueueLength { get; set; } = 32;

    /// <summary>Bytes of uploads held in memory at once. Default 256 MiB; at least <see cref="MaxBodyBytes"/>. More: 429 with <c>Retry-After</c>.</summary>
    public long MaxBufferedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Seconds that a request may take, upload included (not <c>/v1/readings:batch</c>). Default 30; 1 to 3,600. Longer: 503.</summary>
    public int RequestTimeoutSeconds { get; set; } = 30;

    /// <summary>Slowest upload that is served, in bytes per second, after five seconds of grace. Default 4,096; 0 (any) to 1 GiB. Slower: 408.</summary>
    public int MinUploadBytesPerSecond { get; set; } = 4096;

    /// <summary>Connections at once. Default 1,024; 1 to 1,000,000.</summary>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>Seconds that requests under way get to finish when the service is stopped. Default 30; 0 to 3,600.</summary>
    public int DrainSeconds { get; set; } = 30;

    /// <summary>SHA-256 of the API key as 64 hexadecimal digits, or null (the default) for none. Sent by callers as <c>X-Api-Key</c> or <c>Authorization: Bearer</c>.</summary>
    public string? ApiKeySha256 { get; set; }

    /// <summary>A model <c>.zip</c> to read with, or null (the default) for the one that comes with the library.</summary>
    public string? ModelPath { get; set; }

    /// <summary>Confidence below which a number is rejected, what <see cref="InvoiceReaderOptions.MinConfidence"/> takes, or null (the default) for the library's own threshold.</summary>
    public double? MinConfidence { get; set; }

    /// <summary>An existing folder where every picture is kept under the SHA-256 of its content, or null (the default): no picture is stored.</summary>
    public string? StoreFolder { get; set; }

    /// <summary>Whether the log names the numbers that were read. Default false: it says how readings ended, and no more.</summary>
    public bool LogNumbers { get; set; }

    /// <summary>Most pages of a document, and most files of an archive. Default 50; 1 to 10,000. More: 413.</summary>
    public int MaxPages { get; set; } = 50;

    /// <summary>Seconds that decoding a document or a picture other than PNG and JPEG may take, in a process of its own. Default 20; 1 to 3,600. Longer: 400.</summary>
    public int DecodeTimeoutSeconds { get; set; } = 20;

    /// <summary>Bytes of memory that such a process may take. Default 1 GiB; 128 MiB to 1 TiB. More: 413.</summary>
    public long MaxDecodeBytes { get; set; } = GiB;

    /// <summary>How documents are taken apart.</summary>
    public DocumentOptions Documents() => new() { MaxPages = MaxPages, Timeout = TimeSpan.FromSeconds(DecodeTimeoutSeconds), MaxMemoryBytes = MaxDecodeBytes, Decoder = DecoderOptions() };

    /// <summary>How archives are unpacked.</summary>
    public ArchiveOptions Archives() => new() { MaxFiles = MaxPages, MaxFileBytes = (int)Math.Min(int.MaxValue, MaxBodyBytes), MaxTotalBytes = MaxBufferedBytes };

    /// <summary>What pictures are decoded; one for invoices and single digits.</summary>
    public ImageDecoderOptions DecoderOptions() => new() { MaxPixels = MaxPixels };

    /// <summary>How pictures are read.</summary>
    public InvoiceReaderOptions ReaderOptions() => new()
    {
        Decoder = DecoderOptions(),
        MinConfidence = (float?)MinConfidence ?? InvoiceReaderOptions.Default.MinConfidence,
    };

    /// <summary>Every fault of the settings; none if they are good.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new SettingFaults(Section);
        faults.Range(nameof(MaxBodyBytes), MaxBodyBytes, 1024, GiB);
        faults.Range(nameof(MaxBatchBytes), MaxBatchBytes, 1024, 1024 * GiB);
        faults.Accepted(nameof(MaxPixels), MaxPixels, () => DecoderOptions());
        faults.Range(nameof(MaxPages), MaxPages, 1, 10_000);
        faults.Range(nameof(DecodeTimeoutSeconds), DecodeTimeoutSeconds, 1, 3600);
        faults.Range(nameof(MaxDecodeBytes), MaxDecodeBytes, 128L << 20, 1024 * GiB);
        faults.Range(nameof(MaxFiles), MaxFiles, 1, 1000);
        faults.Range(nameof(Parallelism), Parallelism, 0, WorkQueue.MaxParallelism);
        faults.Range(nameof(QueueLength), QueueLength, 1, 100_000);
        faults.Range(nameof(MaxBufferedBytes), MaxBufferedBytes, Math.Max(1024, MaxBodyBytes), 1024 * GiB);
        faults.Range(nameof(RequestTimeoutSeconds), RequestTimeoutSeconds, 1, 3600);
        faults.Range(nameof(MinUploadBytesPerSecond), MinUploadBytesPerSecond, 0, GiB);
        faults.Range(nameof(MaxConnections), MaxConnections, 1, 1_000_000);
        faults.Range(nameof(DrainSeconds), DrainSeconds, 0, 3600);
        if (MinConfidence is { } confidence)
        {
            faults.Accepted(nameof(MinConfidence), confidence, () => _ = new InvoiceReaderOptions { MinConfidence = (float)confidence });
        }

        if (ApiKeySha256 is { } hash && !(hash.Length == 64 && hash.All(char.IsAsciiHexDigit)))
        {
            faults.Add(nameof(ApiKeySha256), $"{hash.Length} characters", "it must be 64 hexadecimal digits, the SHA-256 of the key (not the key itself).");
        }

        faults.ExistingFile(nameof(ModelPath), ModelPath);
        faults.ExistingFolder(nameof(StoreFolder), StoreFolder);
        return faults.All;
    }
}
