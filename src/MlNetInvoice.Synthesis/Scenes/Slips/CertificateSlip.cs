using MlNetInvoice.Imaging;
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
        string period = SceneText.Period(ref random);
        slip.Value("period", period, big, Slip.Middle(period, big, 0, slip.Width), y, ref random);
        y += big.CapHeight + (random.Range(0.02f, 0.036f) * width);
        slip.Number(number, "-", big, Slip.Middle(number, big, 0, width), y, ref random);
        float line = small.CapHeight * random.Range(1.5f, 1.9f);
        y += (0.016f * width) + line;
        string code = LineText.DigitRun(ref random, 4);
        CertificateText text = Particulars(slip, ref random, small, (number, period, code), left, y, line);
        y += (2 * line) + (0.03f * width);
        float inset = random.Range(0, 0.08f) * width, barBottom = y + (random.Range(0.07f, 0.11f) * width);
        // A print head makes bars of whole dots.
        int units = ((text.Bars.Length + 2) * 16) - 1;
        float broad = units * MathF.Max(1, MathF.Floor((right - left - (2 * inset)) / units)), from = MathF.Round((left + right - broad) / 2);
        float barTop = y;
        slip.Codes.Add(new SlipCode(SceneCodeKind.Bars, text.Bars, Box(from, y, from + broad, barBottom), units, BarCodes.Units(text.Bars)));
        y = barBottom + (random.Range(0.02f, 0.05f) * width);
        float side = random.Range(0.29f, 0.37f) * width;
        int modules = 29 + (4 * random.Below(3)), version = (modules - 5) / 4;
        SampleRandom codes = random;
        BarCodes.SkipSquare(ref random, modules);
        BarCodes.SkipSquare(ref random, modules);
        (string first, string second) = text.Squares(ref codes);
        Square(slip, SceneCodeKind.Left, first, version, left + (0.01f * width), y, side);
        Square(slip, SceneCodeKind.Right, second, version, right - side - (0.01f * width), y, side);
        y += side + (0.055f * width);
        for (int i = random.Below(4); i > 0 && y < slip.Height - 4; i--, y += line)
        {
            Footer(slip, ref random, small, left, y);
        }

        float black = random.Range(0.05f, 0.12f + (0.4f * severity));
        var ink = new SheetInk(black, black, black + random.Range(-0.02f, 0.05f));
        slip.Press(ink, 1, big.CapHeight, severity, ref random);
        // Bars of one dot would run into each other in the wear of larger print at this resolution: they are printed behind it.
        BarCodes.Code39(slip.Sheet, text.Bars, from, barTop, from + broad, barBottom);
        slip.Sheet.Stain(ink);
        return slip;
    }

    private static CertificateText Particulars(Slip slip, ref SampleRandom random, LineStyle small, (string Number, string Period, string Code) known, float left, float y, float line)
    {
        (int year, int month, int day) = CertificateText.InPeriod(SceneText.Day(ref random), known.Period);
        DrawnRow date = slip.Value("date", SceneText.Invariant($"{year}-{month:00}-{day:00}"), small, left, y, ref random, RivalKind.Date);
        float end = slip.Text(" ", small, date.End, y, ref random);
        end = slip.Value("time", SceneText.Time(ref random), small, end, y, ref random).End;
        if (random.Chance(0.4f))
        {
            slip.Text(" 格式25", small, end, y, ref random);
        }

        string colon = random.Chance(0.6f) ? ":" : " ";
        end = slip.Text($"隨機碼{colon}", small, left, y + line, ref random);
        slip.Value("randomCode", known.Code, small, end, y + line, ref random);
        string dollar = random.Chance(0.4f) ? "$" : "", total = SceneText.Money(ref random);
        end = slip.Text($"總計{colon}{dollar}", small, left + (random.Range(0.42f, 0.6f) * slip.Width), y + line, ref random);
        slip.Value("total", total, small, end, y + line, ref random);
        string seller = SceneText.Passing(SceneText.TaxNumber(ref random));
        end = slip.Text($"賣方{colon}", small, left, y + (2 * line), ref random);
        end = slip.Value("seller", seller, small, end, y + (2 * line), ref random, RivalKind.TaxNumber).End;
        string? buyer = null;
        if (random.Chance(0.3f))
        {
            buyer = SceneText.Passing(SceneText.TaxNumber(ref random));
            end = slip.Text($"買方{colon}", small, MathF.Max(end + small.CapHeight, left + (0.5f * slip.Width)), y + (2 * line), ref random);
            slip.Value("buyer", buyer, small, end, y + (2 * line), ref random, RivalKind.TaxNumber);
        }

        long money = long.Parse(total.AsSpan(), System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
        return new CertificateText(known.Number, year, month, day, known.Code, money, buyer, seller);
    }

    private static void Square(Slip slip, SceneCodeKind kind, string text, int version, float left, float top, float side)
    {
        (int count, bool[] modules) = BarCodes.Qr(slip.Sheet, text, version, left, top, side);
        slip.Codes.Add(new SlipCode(kind, text, Box(left, top, left + side, top + side), count, modules));
    }

    private static Quad Box(float left, float top, float right, float bottom) =>
        new(new PixelPoint(left, top), new PixelPoint(right, top), new PixelPoint(right, bottom), new PixelPoint(left, bottom));

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
