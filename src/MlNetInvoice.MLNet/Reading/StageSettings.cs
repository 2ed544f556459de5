using System.Text.Json;

namespace MlNetInvoice.MLNet;

/// <summary>The options of a stage as one line of JSON. Options validate themselves when they are set, so a tampered .zip is refused.</summary>
internal static class StageSettings
{
    public static string Write<T>(T settings) => JsonSerializer.Serialize(settings);

    /// <summary>Reads what <see cref="Write{T}"/> wrote.</summary>
    /// <exception cref="InvalidModelException">The text is damaged or holds a value out of range.</exception>
    public static T Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json) ?? throw new InvalidModelException($"The .zip holds no {typeof(T).Name} where they are expected.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or NotSupportedException)
        {
            throw new InvalidModelException($"The {typeof(T).Name} in the .zip are damaged: {fault.Message}", fault);
        }
    }
}
