using System.Text.Json.Serialization;

namespace MlNetInvoice.Networks;

/// <summary>The JSON of a network definition, written and read without reflection so that the library can be trimmed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    WriteIndented = true)]
[JsonSerializable(typeof(NetworkDefinitionDocument))]
internal sealed partial class NetworkDefinitionJson : JsonSerializerContext;
