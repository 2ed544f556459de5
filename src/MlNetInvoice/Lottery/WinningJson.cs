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
            var faults = new WinningFaults();
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                int count = 0;
                foreach (JsonElement element in document.RootElement.EnumerateArray())
                {
                    string where = $"{name}, draw {++count}";
                    faults.Try(() => Add(draws, element, where, faults));
                }
            }
            else
            {
                faults.Try(() => Add(draws, document.RootElement, name, faults));
            }

            faults.ThrowIfAny();
            return draws;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A text may be half of a surrogate pair, which shows only when it is taken.
            throw new InvalidDataSetException($"{name}: {exception.Message}", exception);
        }
    }

    private static void Add(List<LotteryDraw> draws, JsonElement element, string where, WinningFaults faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataSetException($"{where}: a draw is an object with a period.");
        }

        var builder = new DrawBuilder(where);
        InvoicePeriod? period = null;
        bool hasPeriod = false;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            switch (property.Name)
            {
                case "$schema":
                    break;
                case "period":
                    hasPeriod = true;
                    faults.Try(() => period = builder.Period(Text(property.Value, $"{where}, period")));
                    break;
                default:
                    faults.Try(() => AddPrize(builder, property, $"{where}, {property.Name}", faults));
                    break;
            }
        }

        if (!hasPeriod)
        {
            throw new InvalidDataSetException($"{where}: the period is missing, such as \"11306\" or \"113年05-06月\".");
        }

        if (period is { } known)
        {
            draws.Add(draws.Exists(other => other.Period == known) ? throw new InvalidDataSetException($"{where}: the period {known} occurs twice.") : builder.Build(known));
        }
    }

    private static void AddPrize(DrawBuilder builder, JsonProperty property, string where, WinningFaults faults)
    {
        LotteryPrize prize = builder.Prize(property.Name);
        foreach (JsonElement item in List(property.Value, where))
        {
            faults.Try(() =>
            {
                (string number, long? amount) = prize == LotteryPrize.Cloud ? CloudPrize(item, where) : (Text(item, where), null);
                builder.Add(prize, number, amount);
            });
        }
    }

    private static (string Number, long? Amount) CloudPrize(JsonElement item, string where) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("number", out JsonElement number) && item.TryGetProperty("amount", out JsonElement amount)
            && amount.ValueKind == JsonValueKind.Number && amount.TryGetInt64(out long money)
            ? (Text(number, where), money)
            : throw new InvalidDataSetException($"{where}: a prize is an object with a number, \"AB-12345678\", and an amount in whole dollars.");

    private static JsonElement.ArrayEnumerator List(JsonElement element, string where) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray()
        : throw new InvalidDataSetException($"{where}: numbers stand in a list.");

    private static string Text(JsonElement element, string where) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new InvalidDataSetException($"{where}: a text is expected; leading zeros count.");
}
