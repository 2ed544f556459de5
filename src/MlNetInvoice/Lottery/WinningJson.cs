using System.Text.Json;
using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

/// <summary>Winning numbers as JSON: one draw, or a list of draws (assets/schemas/winning.schema.json).</summary>
internal static class WinningJson
{
    public static List<LotteryDraw> Parse(string text, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            var draws = new List<LotteryDraw>();
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement element in document.RootElement.EnumerateArray())
                {
                    Add(draws, element, $"{name}, draw {draws.Count + 1}");
                }
            }
            else
            {
                Add(draws, document.RootElement, name);
            }

            return draws;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataSetException($"{name}: {exception.Message}", exception);
        }
    }

    private static void Add(List<LotteryDraw> draws, JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataSetException($"{where}: a draw is an object with a period.");
        }

        var builder = new DrawBuilder(where);
        InvoicePeriod? period = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            switch (property.Name)
            {
                case "$schema":
                    break;
                case "period":
                    period = builder.Period(Text(property.Value, $"{where}, period"));
                    break;
                case "cloud":
                    AddCloud(builder, property.Value, $"{where}, cloud");
                    break;
                default:
                    LotteryPrize prize = builder.Prize(property.Name);
                    foreach (JsonElement number in List(property.Value, $"{where}, {property.Name}"))
                    {
                        builder.Add(prize, Text(number, $"{where}, {property.Name}"), null);
                    }

                    break;
            }
        }

        LotteryDraw draw = builder.Build(period ?? throw new InvalidDataSetException($"{where}: the period is missing, such as \"11306\" or \"113年05-06月\"."));
        draws.Add(draws.Exists(other => other.Period == draw.Period) ? throw new InvalidDataSetException($"{where}: the period {draw.Period} occurs twice.") : draw);
    }

    private static void AddCloud(DrawBuilder builder, JsonElement list, string where)
    {
        foreach (JsonElement item in List(list, where))
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("number", out JsonElement number) || !item.TryGetProperty("amount", out JsonElement amount)
                || amount.ValueKind != JsonValueKind.Number || !amount.TryGetInt64(out long money))
            {
                throw new InvalidDataSetException($"{where}: a prize is an object with a number, \"AB-12345678\", and an amount in whole dollars.");
            }

            builder.Add(LotteryPrize.Cloud, Text(number, where), money);
        }
    }

    private static JsonElement.ArrayEnumerator List(JsonElement element, string where) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray()
        : throw new InvalidDataSetException($"{where}: numbers stand in a list.");

    private static string Text(JsonElement element, string where) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new InvalidDataSetException($"{where}: a text is expected; leading zeros count.");
}
