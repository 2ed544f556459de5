using System.Text.Json;

namespace MlNetInvoice.Json;

/// <summary>An element of an array and the place it is at, such as <c>layers[2]</c>.</summary>
internal sealed record JsonItem(JsonElement Element, string Path);
