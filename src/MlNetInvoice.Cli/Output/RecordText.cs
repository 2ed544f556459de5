using System.Globalization;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Cli.Output;

/// <summary>The fields of an invoice for people: a line each, with where it was read and how sure it is.</summary>
internal static class RecordText
{
    /// <summary>The lines, each with a line end in front; empty if there is no record.</summary>
    public static string Of(InvoiceRecord? record)
    {
        if (record is null)
        {
            return "";
        }

        IEnumerable<string?> lines =
        [
            Line("period", record.Period), Line("date", record.Date, "yyyy-MM-dd"), Line("time", record.Time, "HH:mm:ss"), Line("random code", record.RandomCode),
            Line("sales amount", record.SalesAmount, "N0"), Line("tax", record.Tax, "N0"), Line("total", record.Total, "N0"),
            record.HasBuyer == false ? Line("buyer", record.Buyer! with { Value = "none" }) : Line("buyer", record.Buyer), Line("seller", record.Seller),
            .. (record.Items?.Value ?? []).Select(item => string.Create(CultureInfo.InvariantCulture, $"item          {item.Name} {item.Count} × {item.Price}")),
        ];
        return string.Concat(lines.OfType<string>().Select(line => $"{Environment.NewLine}  {line}"));
    }

    private static string? Line<T>(string name, InvoiceField<T>? field, string? format = null)
    {
        if (field is null)
        {
            return null;
        }

        string value = field.Value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : field.Value?.ToString() ?? "";
        return $"{name,-13} {value} ({Sources(field.Source)}, {Reading.ConfidenceText.Percent(field.Confidence)})";
    }

    private static string Sources(FieldSource source) => string.Join(", ", ((FieldSource, string)[])[(FieldSource.Qr, "QR code"), (FieldSource.Barcode, "bar code"), (FieldSource.Print, "print")] switch
    {
        var names => names.Where(name => source.HasFlag(name.Item1)).Select(name => name.Item2),
    });
}
