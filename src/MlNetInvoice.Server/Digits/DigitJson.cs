using System.Text.Json.Serialization;

namespace MlNetInvoice.Server.Digits;

/// <summary>How the answers about digits stand in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DigitAnswer))]
internal sealed partial class DigitJson : JsonSerializerContext;
