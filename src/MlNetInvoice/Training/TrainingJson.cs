using System.Text.Json.Serialization;

namespace MlNetInvoice.Training;

/// <summary>The JSON of epochs, written and read without reflection so that the library can be trimmed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(EpochRecord[]))]
internal sealed partial class TrainingJson : JsonSerializerContext;
