using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>A receipt or list of goods that carries no invoice number, with tax number, telephone, date and transaction number; sometimes with codes.</summary>
internal static class PlainReceipt
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, float severity)
    {
        const int width = 560;
        float warm = random.Range(0, 0.05f), left = random.Range(0.05f, 0.1f) * width, right = width - left;
        var slip = new Slip(width, (int)(width * random.Range(1.3f, 2.5f)), new SheetInk(0.97f, 0.97f - (warm * 0.5f), 0.96f - warm), SlipKind.Negative);
        LineStyle text = SheetFaces.Style(random.Chance(0.4f) ? SceneFaces.Till(ref random) : faces.Thermal(ref random), random.Range(0.03f, 0.044f) * width, random.Range(0.85f, 1.05f));
        LineStyle shop = text with { CapHeight = text.CapHeight * random.Range(1.2f, 1.8f) };
        float y = random.Range(0.08f, 0.14f) * width, line = text.CapHeight * random.Range(1.6f, 2.1f);
        string name = SceneText.Words(ref random, 3 + random.Below(4));
        slip.Text(name, shop, Slip.Middle(name, shop, left, right), y, ref random);
        if (random.Chance(0.4f))
        {
            y += 1.3f * line;
            slip.Text(random.Chance(0.5f) ? "交易明細" : "銷售單", text, left, y, ref random);
        }

        TillRows.Head(slip, ref random, text, left, ref y, line);
        if (random.Chance(0.3f))
        {
            // What looks most like a number: large, in the middle, below the title.
            y += 1.6f * shop.CapHeight;
            string large = random.Chance(0.5f) ? LineText.DigitRun(ref random, 8) : SceneText.NearMiss(ref random);
            slip.Field("", large, RivalKind.Order, shop, MathF.Max(left, Slip.Middle(large, shop, left, right)), y, ref random);
        }

        TillRows.Goods(slip, ref random, text, left, right, ref y, line, slip.Height - (0.5f * width));
        float side = random.Range(0.28f, 0.4f) * width;
        if (random.Chance(0.3f) && y + side + line < slip.Height)
        {
            BarCodes.Square(slip.Sheet, ref random, (width - side) / 2, y + line, side, 33);
        }

        float black = random.Range(0.05f, 0.15f + (0.4f * severity));
        slip.Press(random.Chance(0.8f) ? new SheetInk(black, black, black) : new SheetInk(0.36f, 0.33f, 0.6f), 1, text.CapHeight, severity, ref random);
        return slip;
    }
}
