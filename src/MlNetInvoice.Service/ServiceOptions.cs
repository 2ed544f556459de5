
namespace MlNetInvoice.Service;

/// <summary>
/// Everything that can be set, from <c>appsettings.json</c> (section <c>Service</c>), environment variables (<c>Service__QueueLength=32</c>) or the command
/// line (<c>--Service:QueueLength=32</c>). Checked at start; every fault is named at once.
/// </summary>
public sealed class ServiceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Service";

    /// <summary>Largest request body in bytes. Default 16 MiB (16,777,216); 1,024 to 1 GiB. Larger: 413.</summary>
    public long MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest body of one <c>/v1/readings:batch</c> request in bytes, all files together. Default 1 GiB; 1,024 to 1 TiB.</summary>
    public long MaxBatchBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Largest picture in pixels, by its header. Default 64,000,000; 1,024 to 2,000,000,000. Larger: 413.</summary>
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

    /// <summary>Slowest upload that is served, in bytes a second, after five seconds of grace. Default 4,096; 0 (any) to 1 GiB. Slower: 408.</summary>
    public int MinUploadBytesPerSecond { get; set; } = 4096;

    /// <summary>Connections at once. Default 1,024; 1 to 1,000,000.</summary>
    public int MaxConnections { get; set; } = 1024;

    /// <summary>Seconds that requests under way get to finish when the service is stopped. Default 30; 0 to 3,600.</summary>
    public int DrainSeconds { get; set; } = 30;

    /// <summary>SHA-256 of the API key as 64 hexadecimal digits, or null (the default) for none. Sent by callers as <c>X-Api-Key</c> or <c>Authorization: Bearer</c>.</summary>
    public string? ApiKeySha256 { get; set; }

    /// <summary>A model <c>.zip</c> to read with, or null (the default) for the one that comes with the library.</summary>
    public string? ModelPath { get; set; }

    /// <summary>Confidence below which a number is rejected, 0 to 1, or null (the default) for the library's own threshold.</summary>
    public double? MinConfidence { get; set; }

    /// <summary>An existing folder where every picture is kept under the SHA-256 of its content, or null (the default): no picture is stored.</summary>
    public string? StoreFolder { get; set; }

    internal int EffectiveParallelism => Parallelism == 0 ? Environment.ProcessorCount : Parallelism;
}
