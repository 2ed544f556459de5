using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetInvoice.Jobs;

/// <summary>Jobs as JSON: strict on the way in, so that a misspelt option is a fault and not a default.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 4)]
[JsonSerializable(typeof(ReadingJob), TypeInfoPropertyName = "Job")]
public sealed partial class JobJson : JsonSerializerContext
{
    /// <summary>Most bytes of a job: an inline picture in base64 and its surroundings.</summary>
    public const int MaxBytes = (ReadingJob.MaxInlineBytes * 4 / 3) + 4096;

    /// <summary>The job as UTF-8.</summary>
    /// <param name="job">The job.</param>
    public static byte[] Write(ReadingJob job) => JsonSerializer.SerializeToUtf8Bytes(job, Default.Job);

    /// <summary>Reads and checks a job.</summary>
    /// <param name="utf8">What stood in the queue.</param>
    /// <exception cref="InvalidDataSetException">It is no job; the message names the first fault.</exception>
    public static ReadingJob Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            throw new InvalidDataSetException($"The job has {utf8.Length} bytes; at most {MaxBytes} are taken.");
        }

        ReadingJob job;
        try
        {
            job = JsonSerializer.Deserialize(utf8, Default.Job) ?? throw new InvalidDataSetException("The job is null.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataSetException($"The job is not in the form of the schema, at {fault.Path ?? "$"} in line {fault.LineNumber + 1}.", fault);
        }

        return Check(job);
    }

    /// <summary>Checks a job.</summary>
    /// <param name="job">The job.</param>
    /// <returns>The same job.</returns>
    /// <exception cref="InvalidDataSetException">A value is missing or out of range.</exception>
    public static ReadingJob Check(ReadingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Id is not { Length: >= 1 and <= ReadingJob.MaxIdLength } || job.Id.Any(char.IsControl))
        {
            throw new InvalidDataSetException($"The job's id wants 1 to {ReadingJob.MaxIdLength} characters and no control characters.");
        }

        int sources = job.Source is null ? 0 : (job.Source.Path is null ? 0 : 1) + (job.Source.Inline is null ? 0 : 1) + (job.Source.Url is null ? 0 : 1);
        if (sources != 1)
        {
            throw new InvalidDataSetException($"Job {job.Id} wants exactly one source (path, inline or url), not {sources}.");
        }

        if (job.Source!.Inline is { Length: > ReadingJob.MaxInlineBytes } inline)
        {
            throw new InvalidDataSetException($"Job {job.Id} carries {inline.Length} bytes; at most {ReadingJob.MaxInlineBytes} travel inline.");
        }

        if (job.Options is null || job.Options.MinConfidence is { } confidence && !(confidence is >= 0 and <= 1))
        {
            throw new InvalidDataSetException($"Job {job.Id}: options.minConfidence wants a number from 0 to 1.");
        }

        if (job.Options is { Crop: true, Fields: true })
        {
            throw new InvalidDataSetException($"Job {job.Id}: a crop has no fields; set options.crop or options.fields, not both.");
        }

        return job;
    }
}
