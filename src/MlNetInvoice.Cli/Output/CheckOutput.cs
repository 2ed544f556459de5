using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MlNetInvoice.Files;
using MlNetInvoice.Lottery;

namespace MlNetInvoice.Cli.Output;

/// <summary>What <c>check</c> found, for people, as JSON or as CSV.</summary>
internal static class CheckOutput
{
    private const string Header = "file,number,period,outcome,prize,amount,winningNumber,claimFrom,claimUntil,reason";

    public static void Write(TextWriter output, string format, List<CheckedInvoice> invoices)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(Json(indented: true, json =>
                {
                    json.WriteStartArray();
                    invoices.ForEach(invoice => Write(json, invoice));
                    json.WriteEndArray();
                }));
                break;
            case "jsonl":
                invoices.ForEach(invoice => output.WriteLine(Json(indented: false, json => Write(json, invoice))));
                break;
            case "csv":
                output.WriteLine(Header);
                invoices.ForEach(invoice => output.WriteLine(string.Join(',', Fields(invoice).Select(field => CsvText.Escape(field ?? "")))));
                break;
            default:
                invoices.ForEach(invoice => output.WriteLine(Text(invoice)));
                long sum = invoices.Sum(invoice => invoice.Result.Amount);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{invoices.Count} invoices, {invoices.Count(invoice => invoice.Result.Outcome == LotteryOutcome.Won)} won: {sum:N0} New Taiwan dollars."));
                break;
        }
    }

    private static string Text(CheckedInvoice invoice)
    {
        LotteryResult result = invoice.Result;
        string number = invoice.Reading.Number ?? "no sure number";
        return result.Outcome switch
        {
            LotteryOutcome.Won => string.Create(
                CultureInfo.InvariantCulture, $"{invoice.File}: {number} won {result.Amount:N0} ({Name(result.Prize)}, {result.WinningNumber}); claim from {Day(result.ClaimFrom)} to {Day(result.ClaimUntil)}"),
            LotteryOutcome.NotWon => $"{invoice.File}: {number} has not won ({result.Period})",
            _ => $"{invoice.File}: {number}: {result.Reason}",
        };
    }

    private static string?[] Fields(CheckedInvoice invoice)
    {
        LotteryResult result = invoice.Result;
        return
        [
            invoice.File, invoice.Reading.Number, result.Period?.Code, Name(result.Outcome), result.Prize == LotteryPrize.None ? null : Name(result.Prize),
            result.Amount.ToString(CultureInfo.InvariantCulture), result.WinningNumber, Day(result.ClaimFrom), Day(result.ClaimUntil), result.Reason,
        ];
    }

    private static void Write(Utf8JsonWriter json, CheckedInvoice invoice)
    {
        string?[] fields = Fields(invoice);
        json.WriteStartObject();
        foreach ((string name, string? value) in Header.Split(',').Zip(fields))
        {
            if (name == "amount")
            {
                json.WriteNumber(name, invoice.Result.Amount);
            }
            else
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }

    private static string Json(bool indented, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
