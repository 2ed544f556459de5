using System.Text.Json.Serialization;

namespace MlNetInvoice.Cli.Commands;

/// <summary>JSON of plain texts, without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class JobsJson : JsonSerializerContext;
