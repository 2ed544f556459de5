using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>Sheets of captions and values: name cards, orders, bank slips, labels.</summary>
internal static class FieldSheet
{
    public static Slip Card(ref SampleRandom random, SceneFaces faces, float severity)
    {
        bool tall = random.Chance(0.3f);
        var fields = new List<(string, string, RivalKind?)>
        {
            (random.Chance(0.6f) ? "統一編號" : "統編", SceneText.TaxNumber(ref random), RivalKind.TaxNumber),
            ("電話", SceneText.Phone(ref random), RivalKind.Phone),
            ("手機", $"09{LineText.DigitRun(ref random, 8)}", RivalKind.Phone),
            ("地址", SceneText.Address(ref random), null),
        };
        if (random.Chance(0.4f))
        {
            fields.Add(("帳號", random.Chance(0.3f) ? SceneText.Date(ref random).Replace("-", "", StringComparison.Ordinal) : LineText.DigitRun(ref random, 8 + random.Below(6)), RivalKind.Order));
            fields.Add(("訂單", LineText.DigitRun(ref random, 8), RivalKind.Order));
        }

        return Draw(ref random, faces, severity, (tall ? 620 : 900, tall ? 900 : 540), (SceneText.Words(ref random, 3), 1.6f), fields);
    }

    public static Slip Order(ref SampleRandom random, SceneFaces faces, float severity)
    {
        var fields = new List<(string, string, RivalKind?)>
        {
            (random.Below(3) switch { 0 => "訂單號碼", 1 => "單號", _ => "訂單編號" }, random.Chance(0.5f) ? LineText.DigitRun(ref random, 8 + random.Below(3)) : SceneText.NearMiss(ref random), RivalKind.Order),
            ("日期", SceneText.Date(ref random), RivalKind.Date),
            ("買方", SceneText.Company(ref random), null),
            ("統一編號", SceneText.TaxNumber(ref random), RivalKind.TaxNumber),
            ("電話", SceneText.Phone(ref random), RivalKind.Phone),
            ("品名", SceneText.Goods(ref random), null),
            ("數量", SceneText.Money(ref random), null),
            ("總計", SceneText.Money(ref random), null),
        };
        return Draw(ref random, faces, severity, (900, (int)random.Range(700, 1250)), (random.Chance(0.5f) ? "訂單" : "出貨單", 1.6f), fields);
    }

    public static Slip Bank(ref SampleRandom random, SceneFaces faces, float severity)
    {
        var fields = new List<(string, string, RivalKind?)>
        {
            ("交易日期", SceneText.Date(ref random), RivalKind.Date),
            ("交易序號", random.Chance(0.25f) ? new string(random.Pick("01239"), 8) : LineText.DigitRun(ref random, 8), RivalKind.Order),
            ("帳號", $"{LineText.DigitRun(ref random, 3)}-{LineText.DigitRun(ref random, 8 + random.Below(5))}", RivalKind.Order),
            ("金額", $"${SceneText.Money(ref random)}", null),
            ("手續費", "15", null),
            ("機號", LineText.DigitRun(ref random, 5 + random.Below(4)), RivalKind.Order),
        };
        return Draw(ref random, faces, severity, (620, (int)random.Range(500, 950)), (SceneText.Words(ref random, 2) + "銀行", 1.5f), fields);
    }

    /// <summary>Serial, product and near-miss numbers on a type plate, ticket or parcel.</summary>
    public static Slip Label(ref SampleRandom random, SceneFaces faces, float severity)
    {
        string[] captions = ["S/N:", "NO.", "P/N:", "LOT", "ID:", "SERIAL NO. ", "車票號碼", "序號", "EXP", "REF"];
        var fields = new List<(string, string, RivalKind?)>();
        for (int count = 3 + random.Below(4); fields.Count < count;)
        {
            string caption = captions[random.Below(captions.Length)];
            fields.Add(random.Below(5) switch
            {
                0 => (caption, LineText.DigitRun(ref random, 8), RivalKind.Order),
                1 => (caption, SceneText.Date(ref random), RivalKind.Date),
                2 => (caption, new string(random.Pick("0000123789"), 8), RivalKind.Zeros),
                3 => (caption, LineText.DigitRun(ref random, 7 + random.Below(7)), RivalKind.Order),
                _ => (caption, SceneText.NearMiss(ref random), RivalKind.Other),
            });
        }

        return Draw(ref random, faces, severity, (800, (int)random.Range(420, 800)), (random.Chance(0.5f) ? SceneText.Words(ref random, 4) : "MODEL " + SceneText.NearMiss(ref random)[..6], 1.3f), fields, codes: true);
    }

    private static Slip Draw(
        ref SampleRandom random, SceneFaces faces, float severity, (int Width, int Height) size, (string Text, float Scale) title, List<(string Caption, string Value, RivalKind? Kind)> fields, bool codes = false)
    {
        float tint = random.Range(0.85f, 1);
        var slip = new Slip(size.Width, size.Height, new SheetInk(random.Range(0.88f, 0.98f), random.Range(0.88f, 0.98f), tint), SlipKind.Negative);
        int lines = fields.Count + 2;
        float line = (float)size.Height / (lines + 0.5f), cap = MathF.Min(line * random.Range(0.3f, 0.5f), random.Range(0.028f, 0.06f) * size.Width);
        LineStyle text = SheetFaces.Style(random.Chance(0.5f) ? faces.Form(ref random) : faces.Office(ref random), cap, random.Range(0.85f, 1.1f));
        float left = random.Range(0.05f, 0.12f) * size.Width, y = line;
        LineStyle head = text with { CapHeight = cap * title.Scale };
        slip.Text(title.Text, head, random.Chance(0.5f) ? left : MathF.Max(left, Slip.Middle(title.Text, head, 0, size.Width)), y, ref random);
        bool aligned = random.Chance(0.5f);
        string colon = random.Chance(0.6f) ? ":" : " ";
        foreach ((string caption, string value, RivalKind? kind) in fields)
        {
            y += line;
            float end = slip.Text($"{caption}{colon}", text, left, y, ref random);
            float at = aligned ? MathF.Max(end, left + (6 * cap)) : end;
            float room = (size.Width - at - 4) / (LineSetter.Measure(value, text) * cap);
            slip.Field("", value, kind, room < 1 ? text with { Stretch = text.Stretch * room } : text, at, y, ref random);
        }

        if (codes && random.Chance(0.5f))
        {
            BarCodes.Code39(slip.Sheet, LineText.DigitRun(ref random, 10), left, y + (0.3f * line), size.Width - left, y + line);
        }

        float black = random.Range(0.05f, 0.35f);
        slip.Press(random.Chance(0.75f) ? new SheetInk(black, black, black) : ThreePartForm.FormInk(ref random), 1, cap, 0.6f * severity, ref random);
        return slip;
    }
}
