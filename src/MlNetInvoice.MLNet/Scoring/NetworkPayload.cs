using System.Text.Json;
using MlNetInvoice.Models;

namespace MlNetInvoice.MLNet;

/// <summary>What a .zip carries of a network: its columns and the library's model file.</summary>
internal sealed record NetworkPayload(string FeatureColumnName, string? LabelColumnName, TrainedModel Model)
{
    private const string Kind = "network";

    /// <summary>Whether a text is that of a network, and not of another stage.</summary>
    public static bool IsOne(string text) => text.StartsWith($"{{\"Kind\":\"{Kind}\"", StringComparison.Ordinal);

    /// <summary>Reads what <see cref="ToText"/> writes.</summary>
    /// <exception cref="InvalidModelException">The text is damaged.</exception>
    public static NetworkPayload Parse(string text)
    {
        (string settings, TrainedModel? model) = PayloadText.Split(text);
        try
        {
            Columns? columns = JsonSerializer.Deserialize<Columns>(settings);
            return columns is { Kind: Kind } && model is not null
                ? new NetworkPayload(columns.Features, columns.Label, model)
                : throw new InvalidModelException("The .zip holds no network where one is expected.");
        }
        catch (JsonException fault)
        {
            throw new InvalidModelException($"The network in the .zip is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>The payload as text.</summary>
    public string ToText() => PayloadText.Join(JsonSerializer.Serialize(new Columns(Kind, FeatureColumnName, LabelColumnName)), Model);

    private sealed record Columns(string Kind, string Features, string? Label);
}
