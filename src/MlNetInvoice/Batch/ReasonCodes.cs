using System.Collections.Frozen;
using System.Text.Json;

namespace MlNetInvoice.Batch;

/// <summary>The names of <see cref="ReadingReason"/> in JSON and CSV, the same that its converter gives.</summary>
internal static class ReasonCodes
{
    private static readonly FrozenDictionary<string, ReadingReason> _byName = Enum.GetValues<ReadingReason>().ToFrozenDictionary(Name);

    /// <summary>The name of a code, or null if there is nothing to say.</summary>
    public static string? ToText(ReadingReason reason) => reason == ReadingReason.None ? null : Name(reason);

    /// <summary>The code of a name; of none and of one that a later version added, <see cref="ReadingReason.None"/>.</summary>
    public static ReadingReason Parse(string? name) => name is null ? ReadingReason.None : _byName.GetValueOrDefault(name);

    private static string Name(ReadingReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
