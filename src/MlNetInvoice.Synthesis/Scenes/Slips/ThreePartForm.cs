using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The form in three parts (三聯式): letters and number at the top, boxes for the buyer's tax number, a table, the seller's stamp.</summary>
internal static class ThreePartForm
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, string number, float severity)
    {
        const int width = 1000;
        var slip = new Slip(width, (int)(width * random.Range(0.56f, 0.74f)), new SheetInk(0.95f, random.Range(0.93f, 0.97f), random.Range(0.92f, 0.97f)), SlipKind.Form);
        SheetInk form = FormInk(ref random);
        float left = random.Range(0.05f, 0.09f) * width, right = width - left, cap = random.Range(0.019f, 0.025f) * width;
        LineStyle title = SheetFaces.Style(faces.Form(ref random), cap * random.Range(1.2f, 1.6f), 0.95f, random.Range(0.2f, 1.2f));
        LineStyle small = SheetFaces.Style(faces.Form(ref random), cap * random.Range(0.85f, 1), 0.95f);
        bool heading = random.Chance(0.6f);
        float y = random.Range(0.05f, 0.08f) * width, numberLine = heading ? y : y + (2.6f * cap);
        string name = "統一發票(三聯式)";
        slip.Text(name, title, random.Chance(0.5f) ? Slip.Middle(name, title, left, right) : Slip.Before(name, title, right), y, ref random);
        string period = $"中華民國{SceneText.Period(ref random)}份";
        slip.Text(period, small, Slip.Middle(period, small, left, right), y + (1.9f * cap), ref random);
        if (random.Chance(0.5f))
        {
            slip.Text(random.Chance(0.5f) ? "第二聯:扣抵聯" : "第三聯:收執聯", small with { CapHeight = small.CapHeight * 0.85f }, Slip.Before("第二聯:扣抵聯", small, right), y + (1.9f * cap), ref random);
        }

        // Letters and number are printed apart, often in two faces and two inks, on the left or, below the title, on the right.
        float at = heading || random.Chance(0.5f) ? left : 0.66f * width;
        at = Number(slip, ref random, faces, number, form, cap, (at, numberLine), severity);
        float line = cap * random.Range(1.6f, 2), row = MathF.Max(numberLine, y + (1.9f * cap)) + line + (0.3f * cap);
        slip.Text("買受人:", small, left, row, ref random);
        slip.Text("統一編號:", small, left, row + line, ref random);
        slip.Text("地址:", small, left, row + (2 * line), ref random);
        float box = cap * random.Range(1.3f, 1.8f), boxes = left + (5.6f * small.CapHeight), boxTop = row + line - (0.85f * box);
        slip.Grid(boxes, boxTop, boxes + (8 * box), boxTop + box, [0.125f, 0.25f, 0.375f, 0.5f, 0.625f, 0.75f, 0.875f], 1, 1.3f);
        if (random.Chance(0.6f))
        {
            slip.Text("中華民國   年   月   日", small, 0.6f * width, row + line, ref random);
        }

        float top = row + (2.6f * line), bottom = slip.Height - (random.Range(0.04f, 0.08f) * width), wall = random.Range(0.66f, 0.76f);
        int rows = 6 + random.Below(5);
        slip.Grid(left, top, left + (wall * (right - left)), bottom, [0.4f, 0.55f, 0.72f], rows, 1.5f);
        slip.Sheet.Frame(left, top, right, bottom, 2.2f);
        float step = (bottom - top) / rows;
        string[] heads = ["品名", "數量", "單價", "金額"];
        for (int i = 0; i < 4; i++)
        {
            slip.Text(heads[i], small, left + ((0.03f + (0.43f * i / 3 * 1.6f * wall)) * (right - left)), top + (0.72f * step), ref random);
        }

        slip.Text("總計", small, left + 8, bottom - (0.28f * step), ref random);
        slip.Text("營業稅", small, left + 8, bottom - (1.28f * step), ref random);
        slip.Press(form, random.Range(0.7f, 1), cap, 0.4f * severity, ref random);
        Fill(slip, ref random, faces, (boxes, boxTop, box), (left, top, step, wall * (right - left)), rows, cap);
        if (random.Chance(0.85f))
        {
            float size = random.Range(0.24f, 0.32f) * width;
            float stampX = random.Chance(0.75f) ? right - size - random.Range(-0.01f, 0.03f) * width : random.Range(0.35f, 0.6f) * width;
            SellerStamp.Press(slip, ref random, faces, stampX, bottom - (random.Range(0.66f, 1) * size), size, severity);
        }

        return slip;
    }

    public static SheetInk FormInk(ref SampleRandom random) => random.Below(4) switch
    {
        0 => new SheetInk(0.28f, 0.38f, random.Range(0.62f, 0.8f)),
        1 => new SheetInk(0.3f, random.Range(0.45f, 0.58f), 0.42f),
        2 => new SheetInk(random.Range(0.75f, 0.9f), 0.3f, 0.36f),
        _ => new SheetInk(0.42f, 0.3f, 0.6f),
    };

    private static float Number(Slip slip, ref SampleRandom random, SceneFaces faces, string number, SheetInk form, float cap, (float X, float Y) place, float severity)
    {
        LineStyle letters = SheetFaces.Style(faces.Form(ref random), cap * random.Range(1, 1.35f), random.Range(0.85f, 1.1f), random.Range(0, 0.2f));
        DrawnRow pair = slip.Row(number[..2], letters, place.X, place.Y, ref random, withMask: true);
        slip.Press(form, random.Range(0.75f, 1), cap, 0.3f * severity, ref random);
        bool stamped = random.Chance(0.55f);
        Faces.PrintFace face = stamped ? SceneFaces.Wheel(ref random) : faces.Form(ref random);
        LineStyle style = SheetFaces.Style(face, cap * random.Range(0.95f, 1.4f), random.Range(0.85f, 1.1f), random.Range(0, 0.15f)) with
        {
            Pitch = stamped ? random.Range(0.7f, 0.95f) : 0,
            BaselineJitter = stamped ? random.Range(0, 0.035f) : 0,
            TurnJitter = stamped ? random.Range(0, 0.025f) : 0,
            DensityJitter = stamped ? random.Range(0, 0.12f) : 0,
        };
        DrawnRow digits = slip.Row(number[3..], style, pair.End + (random.Range(0.4f, 1.6f) * cap), place.Y + (random.Normal() * 0.08f * cap), ref random, withMask: true);
        slip.Numbers.Add(new SlipNumber(number, pair, digits, slip.Kind));
        SheetInk ink = random.Below(4) switch
        {
            0 => new SheetInk(random.Range(0.7f, 0.9f), 0.12f, 0.2f),
            1 => new SheetInk(0.2f, 0.22f, random.Range(0.5f, 0.7f)),
            2 => form,
            _ => new SheetInk(random.Range(0.1f, 0.3f), 0.1f, 0.12f),
        };
        slip.Press(ink, random.Range(0.75f, 1), style.CapHeight, 0.6f * severity, ref random);
        return digits.End;
    }

    /// <summary>What the seller fills in, by pen or printer: the buyer's tax number digit by digit, goods, sums.</summary>
    private static void Fill(Slip slip, ref SampleRandom random, SceneFaces faces, (float X, float Y, float Size) boxes, (float X, float Y, float Step, float Width) table, int rows, float cap)
    {
        if (random.Chance(0.15f))
        {
            return;
        }

        bool byHand = random.Chance(0.7f);
        LineStyle style = byHand ? Handwriting.Style(ref random, cap * 1.1f) : SheetFaces.Style(faces.Office(ref random), cap * 0.9f, 0.95f);
        if (random.Chance(0.75f))
        {
            string tax = SceneText.TaxNumber(ref random);
            var places = new List<PrintedCharacter>();
            for (int i = 0; i < 8; i++)
            {
                float x = boxes.X + ((i + 0.5f) * boxes.Size);
                places.AddRange(slip.Row(tax[i..(i + 1)], style with { Angle = 0 }, Slip.Middle(tax[i..(i + 1)], style, x, x), boxes.Y + (0.78f * boxes.Size), ref random).Characters);
            }

            slip.Rivals.Add(new SlipRival(tax, new DrawnRow(tax, places, 0, null, 0, 0).Quad(), RivalKind.TaxNumber));
            slip.Text(SceneText.Company(ref random), style, boxes.X, boxes.Y - (0.4f * boxes.Size), ref random);
        }

        for (int i = 1 + random.Below(rows - 4); i >= 1; i--)
        {
            float y = table.Y + ((i + 0.75f) * table.Step);
            slip.Text(SceneText.Goods(ref random), style, table.X + (0.02f * table.Width), y, ref random);
            slip.Text(SceneText.Invariant($"{1 + random.Below(40)}"), style, table.X + (0.44f * table.Width), y, ref random);
            slip.Text(SceneText.Money(ref random), style, table.X + (0.57f * table.Width), y, ref random);
            slip.Text(SceneText.Money(ref random), style, table.X + (0.76f * table.Width), y, ref random);
        }

        slip.Text(SceneText.Money(ref random), style, table.X + (0.76f * table.Width), table.Y + ((rows - 0.25f) * table.Step), ref random);
        if (byHand && random.Chance(0.4f))
        {
            Handwriting.Signature(slip.Sheet, ref random, table.X + (random.Range(0.1f, 0.8f) * table.Width), table.Y + ((rows - 1.5f) * table.Step), 1.5f * cap);
        }

        slip.Sheet.Stain(byHand ? Handwriting.Ink(ref random) : new SheetInk(0.2f, 0.2f, 0.22f), random.Range(0.8f, 1));
    }
}
