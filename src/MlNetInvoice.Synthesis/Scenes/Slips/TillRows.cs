using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The rows that a till prints: tax number, telephone, date, transaction number, goods with prices, sum.</summary>
internal static class TillRows
{
    /// <summary>The rows above the goods, in an order of the shop's own; of an invoice, whose period is given, they count as fields.</summary>
    public static void Head(Slip slip, ref SampleRandom random, LineStyle till, float left, ref float y, float line, string? period = null)
    {
        string colon = random.Chance(0.7f) ? ":" : " ";
        if (random.Chance(0.9f))
        {
            y += line;
            string caption = random.Below(4) switch { 0 => $"統一編號{colon}", 1 => "NO:", 2 => "#", _ => $"統編{colon}" }, tax = SceneText.TaxNumber(ref random);
            slip.Value("seller", period is null ? tax : SceneText.Passing(tax), till, slip.Text(caption, till, left, y, ref random), y, ref random, RivalKind.TaxNumber);
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
        float end = slip.Value("date", SceneText.Date(ref random, period), till, left, y, ref random, RivalKind.Date).End;
        slip.Text($" {SceneText.Time(ref random)[..5]}", till, end, y, ref random);
        if (random.Chance(0.7f))
        {
            y += line;
            end = slip.Field(random.Below(4) switch { 0 => "交易序號", 1 => "NO.", 2 => "序:", _ => "" }, LineText.DigitRun(ref random, 8), RivalKind.Order, till, left, y, ref random);
            slip.Text($" 機{1 + random.Below(9)}", till, end, y, ref random);
        }
    }

    /// <summary>Goods, prices, the sum and what was paid, down to a limit.</summary>
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
        string total = "";
        if (y < bottom)
        {
            string caption = random.Chance(0.5f) ? "合計 $" : "總計 $";
            total = SceneText.Money(ref random);
            LineStyle wide = till with { Stretch = till.Stretch * random.Range(1, 1.3f) };
            slip.Value("total", total, wide, slip.Text(caption, wide, left, y, ref random), y, ref random);
        }

        y += line;
        if (y < bottom && random.Chance(0.6f))
        {
            // What is given back is what was paid beyond the sum; the numbers that a seed gives afterwards do not depend on how long that is.
            string drawn = SceneText.Money(ref random);
            int change = random.Below(900);
            string paid = SceneText.Invariant($"{int.Parse(total, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture) + change:N0}");
            SampleRandom print = random;
            LineSetter.Skip(SceneText.Invariant($"現金 ${drawn} 找零 {change}"), till, ref random);
            slip.Text(SceneText.Invariant($"現金 ${paid} 找零 {change}"), till, left, y, ref print);
        }
    }
}
