namespace MlNetInvoice.Jobs;

/// <summary>One picture to read, as it stands in the queue (schema: <c>assets/schemas/job.schema.json</c>). Immutable.</summary>
public sealed record ReadingJob
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = 200;

    /// <summary>Most bytes of a picture that travels inside its job; 1 MiB.</summary>
    public const int MaxInlineBytes = 1024 * 1024;

    /// <summary>Names the job and its result: the SHA-256 of the picture in hexadecimal, or a key of the caller's; 1 to 200 characters. The same id is stored once.</summary>
    public required string Id { get; init; }

    /// <summary>Where the picture is.</summary>
    public required JobSource Source { get; init; }

    /// <summary>How it is read.</summary>
    public JobOptions Options { get; init; } = new();
}
