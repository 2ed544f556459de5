using System.Text.Json;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Batch;

/// <summary>Reads what <see cref="ReadingJson"/> writes. Names that it does not know are skipped, so that later versions may add some.</summary>
internal static class ReadingJsonParser
{
    public static PictureReading Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataSetException("The text is no reading in JSON.", fault);
        }
    }

    private static PictureReading Read(JsonElement json)
    {
        string? file = Text(json, "file");
        var elapsed = TimeSpan.FromMilliseconds(Number(json, "elapsedMs"));
        string reason = Text(json, "reason") ?? "";
        InvoiceReadingStatus status;
        switch (Text(json, "status"))
        {
            case "read":
                status = InvoiceReadingStatus.Read;
                break;
            case "rejected":
                status = InvoiceReadingStatus.Rejected;
                break;
            case "notFound":
                status = InvoiceReadingStatus.NotFound;
                break;
            case "invalid":
                return PictureReading.FromFault(file, reason, elapsed, ReasonCodes.Parse(Text(json, "reasonCode")));
            default:
                throw new FormatException();
        }

        string? letters = Text(json, "letters");
        string? digits = Text(json, "digits");
        var reading = new InvoiceReading
        {
            Status = status,
            ReasonCode = status == InvoiceReadingStatus.Read && !IsComplete(json, letters, digits) ? ReadingReason.LettersNotRead : ReasonCodes.Parse(Text(json, "reasonCode")),
            Letters = letters,
            LettersConfidence = (float)Number(json, "lettersConfidence"),
            Digits = digits,
            BestGuess = Text(json, "bestGuess"),
            Confidence = (float)Number(json, "confidence"),
            Reason = reason,
            OthersInView = (int)Number(json, "othersInView"),
            Box = json.TryGetProperty("box", out JsonElement box) && box.ValueKind != JsonValueKind.Null ? Corners(box) : null,
            Damaged = Text(json, "damaged"),
            Record = json.TryGetProperty("record", out JsonElement record) && record.ValueKind != JsonValueKind.Null ? RecordJson.Read(record) : null,
            Glyphs = json.TryGetProperty("glyphs", out JsonElement glyphs) ? [.. glyphs.EnumerateArray().Select(Glyph)] : [],
        };
        return PictureReading.FromReading(file, reading, elapsed);
    }

    // Records from before the property was written tell it by what they hold.
    private static bool IsComplete(JsonElement json, string? letters, string? digits) =>
        json.TryGetProperty("complete", out JsonElement complete) ? complete.GetBoolean() : letters is not null || digits is not { Length: 8 };

    private static GlyphReading Glyph(JsonElement json) => new(
        Text(json, "digit") is [char digit] ? digit : throw new FormatException(), (float)Number(json, "score"), Text(json, "runnerUp") is [char second] ? second : throw new FormatException(), (float)Number(json, "runnerUpScore"), Corners(json.GetProperty("box")));

    internal static Quad Corners(JsonElement json) => new(Corner(json[0]), Corner(json[1]), Corner(json[2]), Corner(json[3]));

    private static PixelPoint Corner(JsonElement json) => new((float)json[0].GetDouble(), (float)json[1].GetDouble());

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static double Number(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : 0;
}
