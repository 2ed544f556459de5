using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Draws the certificate of an electronic invoice, or (without a number) the list of goods that comes with it. Sizes are shares of the width.</summary>
internal static class ElectronicSheet
{
    public static (Sheet Sheet, SheetTruth Truth) Draw(ref SampleRandom random, SheetFaces faces, string? number, int width, float severity)
    {
        float tall = number is null ? random.Range(1.5f, 2.6f) : random.Range(1.5f, 1.9f);
        float warm = random.Range(0, 0.06f);
        var sheet = new Sheet(width, (int)(width * tall), new SheetInk(0.97f, 0.97f - (warm * 0.5f), 0.96f - warm));
        float black = random.Range(0.05f, 0.15f + (0.4f * severity)), tint = random.Range(-0.02f, 0.05f);
        var ink = new SheetInk(black, black, black + tint);
        float left = random.Range(0.06f, 0.1f) * width, right = width - left;
        float y = random.Range(0.07f, 0.14f) * width;
        LineStyle small = SheetFaces.Style(faces.Thermal(ref random), 0.03f * width, random.Range(0.85f, 1.05f));
        LineStyle shop = SheetFaces.Style(faces.Thermal(ref random), random.Range(0.05f, 0.07f) * width, random.Range(1, 1.5f));
        y += shop.CapHeight;
        sheet.Centered(ShopName(ref random), shop, left, right, y, ref random);
        SheetTruth truth = new(null, null);
        if (number is null)
        {
            Goods(sheet, ref random, small, left, right, y + (0.1f * width), random.Range(0.6f, 1.1f) * width);
        }
        else
        {
            truth = Certificate(sheet, ref random, faces, small, number, left, right, y + (random.Range(0.03f, 0.06f) * width));
        }

        SampleRandom wear = random.Fork();
        InkWear.Apply(sheet.Ink, ref wear, 0.062f * width, severity);
        sheet.Stain(ink);
        return (sheet, truth);
    }

    private static SheetTruth Certificate(
        Sheet sheet, ref SampleRandom random, SheetFaces faces, LineStyle small, string number, float left, float right, float y)
    {
        int width = sheet.Width;
        LineStyle title = SheetFaces.Style(faces.Thermal(ref random), 0.05f * width, random.Range(0.85f, 1));
        LineStyle big = SheetFaces.Style(faces.Thermal(ref random), random.Range(0.056f, 0.072f) * width, random.Range(0.9f, 1.12f), random.Range(0, 0.06f));
        float widest = LineSetter.Measure(number, big) * big.CapHeight / (0.8f * width);
        big = widest > 1 ? big with { Stretch = big.Stretch / widest } : big;
        y += title.CapHeight * 1.3f;
        sheet.Centered("電子發票證明聯", title, left, right, y, ref random);
        y += big.CapHeight + (random.Range(0.022f, 0.04f) * width);
        int year = 100 + random.Below(20), month = 1 + (2 * random.Below(6));
        sheet.Centered(string.Create(CultureInfo.InvariantCulture, $"{year}年{month:00}-{month + 1:00}月"), big, left, right, y, ref random);
        y += big.CapHeight + (random.Range(0.02f, 0.036f) * width);
        var characters = new List<PrintedCharacter>();
        sheet.Centered(number, big, left, right, y, ref random, characters);
        Quad digits = DigitsOf(characters);
        y += 0.016f * width;
        float line = random.Range(0.047f, 0.056f) * width;
        y += line;
        string day = string.Create(CultureInfo.InvariantCulture, $"{1911 + year}-{month:00}-{1 + random.Below(28):00} {random.Below(24):00}:{random.Below(60):00}:{random.Below(60):00}");
        float end = sheet.Text(day, small, left, y, ref random);
        if (random.Chance(0.4f))
        {
            sheet.Text(" 格式25", small, end, y, ref random);
        }

        y += line;
        string code = LineText.DigitRun(ref random, 4);
        sheet.Text($"隨機碼:{code}", small, left, y, ref random);
        sheet.Text(string.Create(CultureInfo.InvariantCulture, $"總計:{random.Below(3000)}"), small, left + (random.Range(0.42f, 0.6f) * width), y, ref random);
        y += line;
        sheet.Text($"賣方{LineText.DigitRun(ref random, 8)}", small, left, y, ref random);
        y += 0.03f * width;
        float inset = random.Range(0, 0.08f) * width, barBottom = y + (random.Range(0.07f, 0.11f) * width);
        BarCodes.Code39(sheet, string.Create(CultureInfo.InvariantCulture, $"{year}{month + 1:00}{number[..2]}{number[3..]}{code}"), left + inset, y, right - inset, barBottom);
        y = barBottom + (0.03f * width);
        float side = random.Range(0.29f, 0.36f) * width;
        int modules = 29 + (4 * random.Below(3));
        BarCodes.Square(sheet, ref random, left, y, side, modules);
        BarCodes.Square(sheet, ref random, right - side, y, side, modules);
        y += side + (0.055f * width);
        for (int i = random.Below(3); i >= 0; i--, y += line)
        {
            sheet.Text(Footer(ref random), small, left, y, ref random);
        }

        return new SheetTruth(number, digits);
    }

    /// <summary>The quad of the eight last characters: cap line to baseline, first ink to last ink.</summary>
    public static Quad DigitsOf(List<PrintedCharacter> characters)
    {
        PrintedCharacter first = characters[^8], last = characters[^1];
        float left = first.Center.X - (first.Width / 2), right = last.Center.X + (last.Width / 2), half = first.CapHeight / 2;
        return new Quad(
            new PixelPoint(left, first.Center.Y - half),
            new PixelPoint(right, last.Center.Y - half),
            new PixelPoint(right, last.Center.Y + half),
            new PixelPoint(left, first.Center.Y + half));
    }

    /// <summary>Lines of goods with prices, a sum, a telephone and a tax number, as every slip of a till has.</summary>
    public static float Goods(Sheet sheet, ref SampleRandom random, LineStyle style, float left, float right, float y, float height)
    {
        float line = style.CapHeight * random.Range(1.55f, 1.9f), bottom = MathF.Min(y + height, sheet.Height - line);
        int row = 0;
        for (; y < bottom; y += line, row++)
        {
            string text = row switch
            {
                0 => $"TEL:0{2 + random.Below(7)}-{LineText.DigitRun(ref random, 4)}-{LineText.DigitRun(ref random, 4)}",
                1 => $"統一編號:{LineText.DigitRun(ref random, 8)}",
                2 => string.Create(CultureInfo.InvariantCulture, $"20{15 + random.Below(12)}/{1 + random.Below(12):00}/{1 + random.Below(28):00} {random.Below(24):00}:{random.Below(60):00}"),
                _ => Words(ref random, 2 + random.Below(5)),
            };
            sheet.Text(text, style, left, y, ref random);
            if (row > 2)
            {
                string price = string.Create(CultureInfo.InvariantCulture, $"{random.Below(900) + 1}{(random.Chance(0.6f) ? "TX" : "")}");
                sheet.Text(price, style, right - (LineSetter.Measure(price, style) * style.CapHeight), y, ref random);
            }
        }

        return y;
    }

    /// <summary>Some ideographs.</summary>
    public static string Words(ref SampleRandom random, int count)
    {
        Span<char> text = stackalloc char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = random.Pick(SyntheticInvoiceOptions.IdeographCharacters);
        }

        return new string(text);
    }

    private static string ShopName(ref SampleRandom random)
    {
        if (random.Chance(0.5f))
        {
            return Words(ref random, 3 + random.Below(4));
        }

        Span<char> name = stackalloc char[4 + random.Below(6)];
        for (int i = 0; i < name.Length; i++)
        {
            name[i] = random.Pick((i & 1) == 0 ? "BCDFGKLMNPRSTVW" : "AEIOU");
        }

        return new string(name);
    }

    private static string Footer(ref SampleRandom random) => random.Below(3) switch
    {
        0 => $"{LineText.DigitRun(ref random, 6)}{Words(ref random, 4)} 序{LineText.DigitRun(ref random, 5)} 機{1 + random.Below(9)}",
        1 => "退貨請憑電子發票證明聯正本辦理",
        _ => $"店號:{LineText.DigitRun(ref random, 6)} 機{1 + random.Below(9)}",
    };
}
