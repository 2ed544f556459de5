using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The A4 certificate between companies: a small number without a dash beside its caption, two tax numbers, a table with sums.</summary>
internal static class OfficeSheet
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, string number, float severity)
    {
        bool broad = random.Chance(0.4f);
        int width = broad ? 1500 : 1150;
        var slip = new Slip(width, (int)(width * (broad ? random.Range(0.6f, 0.75f) : random.Range(1.2f, 1.42f))), new SheetInk(0.97f, 0.97f, 0.97f), SlipKind.Office);
        float cap = random.Range(0.0115f, 0.0165f) * width * (broad ? 0.85f : 1), left = random.Range(0.03f, 0.08f) * width, right = width - left;
        LineStyle text = SheetFaces.Style(faces.Office(ref random), cap, random.Range(0.9f, 1.05f));
        LineStyle head = text with { CapHeight = cap * random.Range(1.5f, 2) };
        float line = cap * random.Range(1.5f, 2.1f), y = random.Range(0.05f, 0.09f) * width;
        Centered(slip, SceneText.Company(ref random), head, y, ref random);
        y += 1.8f * head.CapHeight;
        Centered(slip, "電子發票證明聯", head, y, ref random);
        y += 1.7f * head.CapHeight;
        (int year, int month, int day) = SceneText.Day(ref random);
        string date = SceneText.Invariant($"{year}-{month:00}-{day:00}");
        slip.Value("date", date, text, Slip.Middle(date, text, 0, width), y, ref random, RivalKind.Date);
        y += line;
        Heading(slip, ref random, text, number, left, right, ref y, line);
        float top = y + line, bottom = top + (line * (9 + random.Below(broad ? 3 : 10)));
        bottom = MathF.Min(bottom, slip.Height - (0.1f * width));
        Table(slip, ref random, text, (left, top, right, bottom), line);
        float black = random.Range(0.08f, 0.3f);
        slip.Press(new SheetInk(black, black, black), random.Range(0.85f, 1), cap, 0.5f * severity, ref random);
        if (random.Chance(0.4f))
        {
            float size = random.Range(0.14f, 0.2f) * width;
            SellerStamp.Press(slip, ref random, faces, right - size - random.Range(0, 0.05f) * width, bottom - (random.Range(0.5f, 0.9f) * size), size, severity);
        }

        return slip;
    }

    /// <summary>Number, buyer and random code, one below the other in an order of the seller's program; sometimes with the number on the right.</summary>
    private static void Heading(Slip slip, ref SampleRandom random, LineStyle text, string number, float left, float right, ref float y, float line)
    {
        string colon = random.Chance(0.8f) ? ":" : " ", between = random.Below(4) switch { 0 => "-", 1 => " ", _ => "" };
        float value = left + (random.Range(5, 8) * text.CapHeight);
        bool onRight = random.Chance(0.25f);
        LineStyle strong = random.Chance(0.25f) ? text with { CapHeight = text.CapHeight * random.Range(1.1f, 1.5f) } : text;
        float x = onRight ? right - (22 * strong.CapHeight) : left;
        float end = slip.Text($"發票號碼{colon}", text, x, y, ref random);
        slip.Number(number, between, strong, onRight ? end + text.CapHeight : MathF.Max(value, end), y, ref random);
        if (!onRight)
        {
            y += line;
        }

        slip.Text($"買方{colon}", text, left, y, ref random);
        slip.Text(SceneText.Company(ref random), text, value, y, ref random);
        y += line;
        end = slip.Text($"統一編號{colon}", text, left, y, ref random);
        slip.Field("", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, text, MathF.Max(value, end), y, ref random);
        y += line;
        if (random.Chance(0.6f))
        {
            slip.Text($"地址{colon}", text, left, y, ref random);
            slip.Text(SceneText.Address(ref random), text, value, y, ref random);
            y += line;
        }

        if (random.Chance(0.4f))
        {
            slip.Text($"隨機碼{colon}{LineText.DigitRun(ref random, 4)}", text, left, y, ref random);
            slip.Text("格式:25", text, right - (9 * text.CapHeight), y, ref random);
        }
    }

    private static void Table(Slip slip, ref SampleRandom random, LineStyle text, (float Left, float Top, float Right, float Bottom) box, float line)
    {
        bool wall = random.Chance(0.5f);
        float right = wall ? box.Left + (0.75f * (box.Right - box.Left)) : box.Right, width = right - box.Left;
        int rows = Math.Max(4, (int)((box.Bottom - box.Top) / line));
        slip.Grid(box.Left, box.Top, right, box.Bottom, [0.5f, 0.64f, 0.8f], random.Chance(0.5f) ? rows : 1, 1.6f);
        if (wall)
        {
            slip.Sheet.Frame(box.Left, box.Top, box.Right, box.Bottom, 2);
        }

        string[] heads = ["品名", "數量", "單價", "金額"];
        float[] places = [0.01f, 0.52f, 0.66f, 0.82f];
        float Baseline(int row) => box.Top + ((row + 0.72f) * (box.Bottom - box.Top) / rows);
        for (int i = 0; i < 4; i++)
        {
            slip.Text(heads[i], text, box.Left + (places[i] * width), Baseline(0), ref random);
        }

        for (int row = 1 + random.Below(rows - 3); row >= 1; row--)
        {
            slip.Text(SceneText.Goods(ref random), text, box.Left + (places[0] * width) + 3, Baseline(row), ref random);
            if (random.Chance(0.2f))
            {
                slip.Field("", LineText.DigitRun(ref random, 8), RivalKind.Order, text, box.Left + (0.26f * width), Baseline(row), ref random);
            }

            slip.Text(SceneText.Invariant($"{1 + random.Below(500)}"), text, box.Left + (places[1] * width), Baseline(row), ref random);
            slip.Text(SceneText.Invariant($"{1 + random.Below(900)}.00"), text, box.Left + (places[2] * width), Baseline(row), ref random);
            slip.Text(SceneText.Money(ref random), text, box.Left + (places[3] * width), Baseline(row), ref random);
        }

        slip.Text("總計", text, box.Left + (places[2] * width), Baseline(rows - 1), ref random);
        slip.Text(SceneText.Money(ref random), text, box.Left + (places[3] * width), Baseline(rows - 1), ref random);
        float sellerX = wall ? right + text.CapHeight : box.Left, sellerY = wall ? Baseline(rows - 3) : box.Bottom + (1.6f * line);
        slip.Field(random.Chance(0.5f) ? "賣方統一編號:" : "賣方統編:", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, wall ? text with { CapHeight = 0.85f * text.CapHeight } : text, sellerX, sellerY, ref random);
    }

    private static void Centered(Slip slip, string text, LineStyle style, float y, ref SampleRandom random) => slip.Text(text, style, Slip.Middle(text, style, 0, slip.Width), y, ref random);
}
