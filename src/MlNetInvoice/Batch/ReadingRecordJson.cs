using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace MlNetInvoice.Batch;

/// <summary>How a <see cref="ReadingRecord"/> stands in JSON: camel case, without reflection (safe to trim), Chinese file names as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadingRecord))]
[JsonSerializable(typeof(IReadOnlyList<ReadingRecord>))]
public sealed partial class ReadingRecordJson : JsonSerializerContext
{
    /// <summary>On one line, for JSON Lines.</summary>
    public static JsonTypeInfo<ReadingRecord> Line { get; } = Create(indented: false).ReadingRecord;

    /// <summary>A list over several lines, for people.</summary>
    public static JsonTypeInfo<IReadOnlyList<ReadingRecord>> IndentedList { get; } = Create(indented: true).IReadOnlyListReadingRecord;

    private static ReadingRecordJson Create(bool indented) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = indented,
        NewLine = "\n",
    });
}
