using System.Globalization;
using System.Text.Json;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Batch;

/// <summary>
/// Records as JSON: each field null or an object of <c>value</c>, <c>sources</c> (<c>qr</c>, <c>barcode</c>, <c>print</c>), <c>confidence</c> and <c>place</c>; then <c>conflicts</c>. Periods are
/// <c>11306</c>, dates <c>2024-06-23</c>, times <c>16:40:18</c>, sums whole numbers.
/// </summary>
internal static class RecordJson
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = "HH:mm:ss";

    /// <summary>Writes a record as an object.</summary>
    public static void Write(Utf8JsonWriter json, InvoiceRecord record)
    {
        json.WriteStartObject();
        Write(json, "number", record.Number, json.WriteStringValue);
        Write(json, "period", record.Period, period => json.WriteStringValue(period.Code));
        Write(json, "date", record.Date, date => json.WriteStringValue(date.ToString(DateFormat, CultureInfo.InvariantCulture)));
        Write(json, "time", record.Time, time => json.WriteStringValue(time.ToString(TimeFormat, CultureInfo.InvariantCulture)));
        Write(json, "randomCode", record.RandomCode, json.WriteStringValue);
        Write(json, "salesAmount", record.SalesAmount, json.WriteNumberValue);
        Write(json, "tax", record.Tax, json.WriteNumberValue);
        Write(json, "total", record.Total, json.WriteNumberValue);
        Write(json, "buyer", record.Buyer, json.WriteStringValue);
        Write(json, "seller", record.Seller, json.WriteStringValue);
        Write(json, "items", record.Items, items => WriteItems(json, items));
        json.WriteStartArray("conflicts");
        foreach (FieldConflict conflict in record.Conflicts)
        {
            json.WriteStartObject();
            json.WriteString("field", conflict.Field);
            json.WriteString("first", conflict.First);
            json.WriteString("firstSource", Name(conflict.FirstSource));
            json.WriteString("second", conflict.Second);
            json.WriteString("secondSource", Name(conflict.SecondSource));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, InvoiceRecord)"/> has written.</summary>
    public static InvoiceRecord Read(JsonElement json) => new()
    {
        Number = Read(json, "number", Text),
        Period = Read(json, "period", value => InvoicePeriod.TryParse(Text(value), out InvoicePeriod period) ? period : throw new FormatException()),
        Date = Read(json, "date", value => DateOnly.ParseExact(Text(value), DateFormat, CultureInfo.InvariantCulture)),
        Time = Read(json, "time", value => TimeOnly.ParseExact(Text(value), TimeFormat, CultureInfo.InvariantCulture)),
        RandomCode = Read(json, "randomCode", Text),
        SalesAmount = Read(json, "salesAmount", value => value.GetInt64()),
        Tax = Read(json, "tax", value => value.GetInt64()),
        Total = Read(json, "total", value => value.GetInt64()),
        Buyer = Read(json, "buyer", Text),
        Seller = Read(json, "seller", Text),
        Items = Read<IReadOnlyList<InvoiceItem>>(json, "items", value => [.. value.EnumerateArray().Select(item => new InvoiceItem(Text(item.GetProperty("name")), item.GetProperty("count").GetDecimal(), item.GetProperty("price").GetDecimal()))]),
        Conflicts = json.TryGetProperty("conflicts", out JsonElement conflicts) ? [.. conflicts.EnumerateArray().Select(Conflict)] : [],
    };

    /// <summary>The name of one source, or of several joined by plus signs.</summary>
    public static string Name(FieldSource source) => string.Join('+', Names(source));

    private static FieldConflict Conflict(JsonElement json) => new(
        Text(json.GetProperty("field")), Text(json.GetProperty("first")), Source(json.GetProperty("firstSource")), Text(json.GetProperty("second")), Source(json.GetProperty("secondSource")));

    private static void Write<T>(Utf8JsonWriter json, string name, InvoiceField<T>? field, Action<T> write)
    {
        json.WritePropertyName(name);
        if (field is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("value");
        write(field.Value);
        json.WriteStartArray("sources");
        foreach (string source in Names(field.Source))
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.WriteNumber("confidence", ReadingJson.Share(field.Confidence));
        json.WritePropertyName("place");
        ReadingJson.WriteBox(json, field.Place);
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, IReadOnlyList<InvoiceItem> items)
    {
        json.WriteStartArray();
        foreach (InvoiceItem item in items)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            json.WriteNumber("count", item.Count);
            json.WriteNumber("price", item.Price);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static InvoiceField<T>? Read<T>(JsonElement json, string name, Func<JsonElement, T> read)
    {
        if (!json.TryGetProperty(name, out JsonElement field) || field.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        FieldSource source = field.GetProperty("sources").EnumerateArray().Aggregate(FieldSource.None, (all, one) => all | Source(one));
        JsonElement place = field.GetProperty("place");
        Quad? quad = place.ValueKind == JsonValueKind.Null ? null : ReadingJsonParser.Corners(place);
        return new InvoiceField<T>(read(field.GetProperty("value")), source, (float)field.GetProperty("confidence").GetDouble(), quad);
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException();

    private static FieldSource Source(JsonElement value) => Text(value).Split('+').Aggregate(FieldSource.None, (all, name) => all | name switch
    {
        "qr" => FieldSource.Qr,
        "barcode" => FieldSource.Barcode,
        "print" => FieldSource.Print,
        _ => throw new FormatException(),
    });

    private static IEnumerable<string> Names(FieldSource source)
    {
        if (source.HasFlag(FieldSource.Qr))
        {
            yield return "qr";
        }

        if (source.HasFlag(FieldSource.Barcode))
        {
            yield return "barcode";
        }

        if (source.HasFlag(FieldSource.Print))
        {
            yield return "print";
        }
    }
}
