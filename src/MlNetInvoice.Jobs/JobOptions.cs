using System.Text.Json.Serialization;

namespace MlNetInvoice.Jobs;

/// <summary>How a job's picture is read; what is null takes the worker's default.</summary>
public sealed record JobOptions
{
    /// <summary>Whether the picture is the crop of a number and nothing needs to be found. Default false.</summary>
    public bool Crop { get; init; }

    /// <summary>Confidence below which a number is rejected, 0 to 1; null takes the library's threshold.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>
    /// Whether the fields of the invoice are read as well: period, date, sums, tax numbers. Default false; not with <see cref="Crop"/>. Written only if it is true, so that workers of
    /// earlier versions take all other jobs.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Fields { get; init; }
}
