namespace MlNetInvoice.Jobs;

/// <summary>Where a job's picture is: exactly one of the three is set.</summary>
public sealed record JobSource
{
    /// <summary>A path under the root folder that the worker is configured with, with forward slashes.</summary>
    public string? Path { get; init; }

    /// <summary>The picture itself, at most <see cref="ReadingJob.MaxInlineBytes"/> bytes; base64 in JSON.</summary>
    public byte[]? Inline { get; init; }

    /// <summary>An <c>https</c> address on a host that the worker is configured to allow.</summary>
    public string? Url { get; init; }
}
