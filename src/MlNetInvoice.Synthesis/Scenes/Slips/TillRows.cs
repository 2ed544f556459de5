using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The rows that a till prints: tax number, telephone, date, transaction number, goods with prices, sum.</summary>
internal static class TillRows
{
    /// <summary>The rows above the goods, in an order of the shop's own.</summary>
    public static void Head(Slip slip, ref SampleRandom random, LineStyle till, float left, ref float y, float line)
    {
        string colon = random.Chance(0.7f) ? ":" : " ";
        if (random.Chance(0.9f))
        {
            y += line;
            slip.Field(random.Below(4) switch { 0 => $"統一編號{colon}", 1 => "NO:", 2 => "#", _ => $"統編{colon}" }, SceneText.TaxNumber(ref random), RivalKind.TaxNumber, till, left, y, ref random);
        }

        if (random.Chance(0.75f))
        {
            y += line;
            slip.Field(random.Chance(0.5f) ? $"電話{colon}" : "TEL:", SceneText.Phone(ref random), RivalKind.Phone, till, left, y, ref random);
        }

        if (random.Chance(0.4f))
        {
            y += line;
            slip.Text(SceneText.Address(ref random), till, left, y, ref random);
        }

        y += line;
        float end = slip.Field("", SceneText.Date(ref random), RivalKind.Date, till, left, y, ref random);
        slip.Text($" {SceneText.Time(ref random)[..5]}", till, end, y, ref random);
        if (random.Chance(0.7f))
        {
            y += line;
            end = slip.Field(random.Below(4) switch { 0 => "交易序號", 1 => "NO.", 2 => "序:", _ => "" }, LineText.DigitRun(ref random, 8), RivalKind.Order, till, left, y, ref random);
            slip.Text($" 機{1 + random.Below(9)}", till, end, y, ref random);
        }
    }

    /// <summary>Goods, prices and the sum, down to a limit.</summary>
    public static void Goods(Slip slip, ref SampleRandom random, LineStyle till, float left, float right, ref float y, float line, float bottom)
    {
        for (int i = 1 + random.Below(12); i > 0 && y + (2 * line) < bottom; i--)
        {
            y += line;
            slip.Text(SceneText.Goods(ref random), till, left, y, ref random);
            string price = $"{SceneText.Money(ref random)}{(random.Chance(0.6f) ? "TX" : "")}";
            slip.Text(price, till, Slip.Before(price, till, right), y, ref random);
            if (random.Chance(0.12f) && y + (2 * line) < bottom)
            {
                y += line;
                slip.Field(" ", LineText.DigitRun(ref random, random.Chance(0.5f) ? 8 : 13), RivalKind.Order, till, left, y, ref random);
            }
        }

        y += line;
        if (y < bottom)
        {
            string sum = $"{(random.Chance(0.5f) ? "合計" : "總計")} ${SceneText.Money(ref random)}";
            slip.Text(sum, till with { Stretch = till.Stretch * random.Range(1, 1.3f) }, left, y, ref random);
        }

        y += line;
        if (y < bottom && random.Chance(0.6f))
        {
            slip.Text($"現金 ${SceneText.Money(ref random)} 找零 {random.Below(900)}", till, left, y, ref random);
        }
    }
}
