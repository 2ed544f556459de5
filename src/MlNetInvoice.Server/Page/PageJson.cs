using System.Text.Json.Serialization;

namespace MlNetInvoice.Server.Page;

/// <summary>How what the page has to know stands in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PageSettings))]
internal sealed partial class PageJson : JsonSerializerContext;
