using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The certificate of an electronic invoice off a thermal printer: title, months, number, particulars, bar code, two square codes.</summary>
internal static class CertificateSlip
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, string number, float severity)
    {
        const int width = 600;
        float warm = random.Range(0, 0.06f), left = random.Range(0.04f, 0.1f) * width, right = width - left;
        var slip = new Slip(width, (int)(width * random.Range(1.45f, 1.95f)), new SheetInk(0.97f, 0.97f - (warm * 0.5f), 0.96f - warm), SlipKind.Certificate);
        LineStyle title = SheetFaces.Style(faces.Thermal(ref random), random.Range(0.048f, 0.06f) * width, random.Range(0.85f, 1));
        LineStyle big = SheetFaces.Style(faces.Thermal(ref random), random.Range(0.054f, 0.074f) * width, random.Range(0.85f, 1.15f), random.Range(0, 0.06f));
        LineStyle small = SheetFaces.Style(faces.Thermal(ref random), random.Range(0.026f, 0.034f) * width, random.Range(0.85f, 1.05f));
        float widest = LineSetter.Measure(number, big) * big.CapHeight / (0.82f * width);
        big = widest > 1 ? big with { Stretch = big.Stretch / widest } : big;
        float y = (random.Range(0.05f, 0.13f) * width) + title.CapHeight;
        if (random.Chance(0.85f))
        {
            string shop = SceneText.Words(ref random, 3 + random.Below(4));
            LineStyle name = title with { CapHeight = title.CapHeight * random.Range(0.9f, 1.4f) };
            slip.Text(shop, name, Slip.Middle(shop, name, left, right), y, ref random);
            y += title.CapHeight * random.Range(1.5f, 2);
        }

        Centered(slip, "電子發票證明聯", title, y, ref random);
        y += big.CapHeight + (random.Range(0.022f, 0.04f) * width);
        Centered(slip, SceneText.Period(ref random), big, y, ref random);
        y += big.CapHeight + (random.Range(0.02f, 0.036f) * width);
        slip.Number(number, "-", big, Slip.Middle(number, big, 0, width), y, ref random);
        float line = small.CapHeight * random.Range(1.5f, 1.9f);
        y += (0.016f * width) + line;
        string code = LineText.DigitRun(ref random, 4);
        Particulars(slip, ref random, small, code, left, y, line);
        y += (2 * line) + (0.03f * width);
        float inset = random.Range(0, 0.08f) * width, barBottom = y + (random.Range(0.07f, 0.11f) * width);
        BarCodes.Code39(slip.Sheet, $"11306{number[..2]}{number[3..]}{code}", left + inset, y, right - inset, barBottom);
        y = barBottom + (random.Range(0.02f, 0.05f) * width);
        float side = random.Range(0.29f, 0.37f) * width;
        int modules = 29 + (4 * random.Below(3));
        BarCodes.Square(slip.Sheet, ref random, left + (0.01f * width), y, side, modules);
        BarCodes.Square(slip.Sheet, ref random, right - side - (0.01f * width), y, side, modules);
        y += side + (0.055f * width);
        for (int i = random.Below(4); i > 0 && y < slip.Height - 4; i--, y += line)
        {
            Footer(slip, ref random, small, left, y);
        }

        float black = random.Range(0.05f, 0.12f + (0.4f * severity));
        slip.Press(new SheetInk(black, black, black + random.Range(-0.02f, 0.05f)), 1, big.CapHeight, severity, ref random);
        return slip;
    }

    private static void Particulars(Slip slip, ref SampleRandom random, LineStyle small, string code, float left, float y, float line)
    {
        (int year, int month, int day) = SceneText.Day(ref random);
        float end = slip.Field("", SceneText.Invariant($"{year}-{month:00}-{day:00}"), RivalKind.Date, small, left, y, ref random);
        end = slip.Text($" {SceneText.Time(ref random)}", small, end, y, ref random);
        if (random.Chance(0.4f))
        {
            slip.Text(" 格式25", small, end, y, ref random);
        }

        string colon = random.Chance(0.6f) ? ":" : " ";
        slip.Text($"隨機碼{colon}{code}", small, left, y + line, ref random);
        slip.Text($"總計{colon}{(random.Chance(0.4f) ? "$" : "")}{SceneText.Money(ref random)}", small, left + (random.Range(0.42f, 0.6f) * slip.Width), y + line, ref random);
        end = slip.Field($"賣方{colon}", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, small, left, y + (2 * line), ref random);
        if (random.Chance(0.3f))
        {
            slip.Field($"買方{colon}", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, small, MathF.Max(end + small.CapHeight, left + (0.5f * slip.Width)), y + (2 * line), ref random);
        }
    }

    private static void Footer(Slip slip, ref SampleRandom random, LineStyle small, float left, float y)
    {
        if (random.Chance(0.4f))
        {
            slip.Text("退貨請憑電子發票證明聯正本辦理", small, left, y, ref random);
            return;
        }

        float end = slip.Field(random.Chance(0.5f) ? "店號:" : SceneText.Words(ref random, 4), LineText.DigitRun(ref random, 6 + random.Below(3)), RivalKind.Order, small, left, y, ref random);
        slip.Field(" 序", LineText.DigitRun(ref random, 5 + random.Below(6)), RivalKind.Order, small, end, y, ref random);
    }

    private static void Centered(Slip slip, string text, LineStyle style, float y, ref SampleRandom random) => slip.Text(text, style, Slip.Middle(text, style, 0, slip.Width), y, ref random);
}
