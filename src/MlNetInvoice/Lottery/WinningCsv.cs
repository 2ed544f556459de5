using System.Globalization;
using MlNetInvoice.Fields;
using MlNetInvoice.Files;

namespace MlNetInvoice.Lottery;

/// <summary>Winning numbers as people keep them in a spreadsheet: a row for each number with period, prize (Chinese or English) and number; a cloud prize has its amount besides.</summary>
internal static class WinningCsv
{
    private static readonly string[][] _columns = [["period", "期別", "年月"], ["prize", "獎別", "獎項"], ["number", "號碼", "中獎號碼"], ["amount", "獎金", "金額"]];

    public static List<LotteryDraw> Parse(string text, string name)
    {
        List<CsvRow> rows = CsvText.Parse(text, name);
        if (rows.Count == 0)
        {
            return [];
        }

        int[] places = [.. _columns.Select(names => rows[0].Fields.FindIndex(field => names.Contains(field.Trim(), StringComparer.OrdinalIgnoreCase)))];
        if (places.AsSpan(0, 3).Contains(-1))
        {
            throw new InvalidDataSetException($"{name}, line {rows[0].Line}: the first line names the columns period, prize and number (期別, 獎別, 號碼), and amount (獎金) for cloud prizes.");
        }

        var draws = new Dictionary<InvoicePeriod, DrawBuilder>();
        var faults = new WinningFaults();
        foreach (CsvRow row in rows.Skip(1))
        {
            faults.Try(() => Add(draws, row, places, $"{name}, line {row.Line}"));
            if (faults.IsFull)
            {
                break;
            }
        }

        faults.ThrowIfAny();
        return [.. draws.Select(pair => pair.Value.Build(pair.Key))];
    }

    private static void Add(Dictionary<InvoicePeriod, DrawBuilder> draws, CsvRow row, int[] places, string where)
    {
        string Field(int column) => places[column] >= 0 && places[column] < row.Fields.Count ? row.Fields[places[column]].Trim() : "";
        var reader = new DrawBuilder(where);
        InvoicePeriod period = reader.Period(Field(0));
        DrawBuilder draw = draws.TryGetValue(period, out DrawBuilder? known) ? known : draws[period] = reader;
        draw.Where = where;
        string money = Field(3).Replace(",", "", StringComparison.Ordinal);
        draw.Add(draw.Prize(Field(1)), Field(2), long.TryParse(money, NumberStyles.None, CultureInfo.InvariantCulture, out long amount) ? amount : null);
    }
}
