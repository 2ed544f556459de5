using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The form in three parts that a till fills in (收銀機統一發票 三聯式): the number in the line of the months, a frame, often holes at the sides.</summary>
internal static class TillForm
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, string number, float severity)
    {
        const int width = 660;
        var slip = new Slip(width, (int)(width * random.Range(1.35f, 1.8f)), new SheetInk(0.94f, 0.95f, 0.95f), SlipKind.Form);
        SheetInk form = ThreePartForm.FormInk(ref random);
        float left = random.Range(0.06f, 0.1f) * width, right = width - left, cap = random.Range(0.036f, 0.046f) * width;
        LineStyle title = SheetFaces.Style(faces.Form(ref random), cap * random.Range(1, 1.2f), 0.9f), small = title with { CapHeight = cap * 0.72f, Stretch = 0.82f };
        slip.Text("收銀機統一發票", title, left, 0.08f * width, ref random);
        slip.Text(random.Chance(0.6f) ? "(三聯式 扣抵聯)" : "(三聯式 收執聯)", small, 0.6f * width, 0.08f * width, ref random);
        float baseline = random.Range(0.145f, 0.17f) * width;
        bool below = random.Chance(0.3f);
        string period = SceneText.Period(ref random);
        float x = slip.Text("中華民國", small, left, baseline, ref random);
        x = slip.Value("period", period, small, x, baseline, ref random).End;
        x = slip.Text("份", small, x, baseline, ref random) + (random.Range(0.02f, 0.05f) * width);
        (x, baseline) = below ? (left, baseline + (1.6f * cap)) : (x, baseline);
        LineStyle letters = SheetFaces.Style(faces.Form(ref random), cap * random.Range(0.75f, 1), 0.9f);
        DrawnRow pair = slip.Row(number[..2], letters, x, baseline, ref random, withMask: true);
        float bottom = slip.Height - (0.17f * width), top = baseline + (random.Range(0.6f, 1) * cap);
        slip.Sheet.Frame(left, top, right, bottom, 3);
        for (int i = 0; i < 3; i++)
        {
            slip.Text(((string[])["銷售額:", "營業稅:", "總計:"])[i], small, left + 8, bottom - ((0.15f - (0.055f * i)) * width), ref random);
        }

        slip.Grid(left, bottom + (0.02f * width), right, slip.Height - (0.02f * width), [0.25f, 0.4f, 0.7f], 3, 1.5f);
        slip.Press(form, random.Range(0.75f, 1), cap, 0.3f * severity, ref random);
        Number(slip, ref random, number, pair, (pair.End + (random.Range(0.4f, 0.9f) * cap), baseline), right, cap, severity);
        Holes(slip, ref random, width);
        Faces.PrintFace face = random.Chance(0.6f) ? SceneFaces.Till(ref random) : faces.Office(ref random);
        LineStyle till = SheetFaces.Style(face, random.Range(0.028f, 0.036f) * width, random.Range(0.9f, 1.15f));
        float y = top + (1.8f * till.CapHeight), line = till.CapHeight * random.Range(1.6f, 2);
        slip.Text(SceneText.Company(ref random), till, left + 12, y, ref random);
        TillRows.Head(slip, ref random, till, left + 12, ref y, line, period);
        y += line;
        slip.Field(random.Chance(0.5f) ? "買受人:" : "買方統編:", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, till, left + 12, y, ref random);
        TillRows.Goods(slip, ref random, till, left + 12, right - 12, ref y, line, bottom - (0.2f * width));
        slip.Press(new SheetInk(0.25f, 0.25f, random.Range(0.25f, 0.5f)), random.Range(0.6f, 1), till.CapHeight, 0.5f * severity, ref random);
        if (random.Chance(0.25f))
        {
            Handwriting.Signature(slip.Sheet, ref random, random.Range(0.3f, 0.6f) * width, bottom - (random.Range(0.2f, 0.4f) * width), 1.3f * cap);
            slip.Sheet.Stain(Handwriting.Ink(ref random), 0.9f);
        }

        if (random.Chance(0.35f))
        {
            SellerStamp.Press(slip, ref random, faces, random.Range(0.35f, 0.55f) * width, bottom - (random.Range(0.3f, 0.4f) * width), random.Range(0.32f, 0.42f) * width, severity);
        }

        return slip;
    }

    private static void Number(Slip slip, ref SampleRandom random, string number, DrawnRow pair, (float X, float Y) place, float right, float cap, float severity)
    {
        Faces.PrintFace wheel = SceneFaces.Wheel(ref random);
        float room = right - place.X, height = MathF.Min(cap * random.Range(0.95f, 1.25f), room / 5.2f);
        var style = new LineStyle
        {
            Face = wheel,
            LetterFace = wheel,
            CapHeight = height,
            Pitch = Math.Clamp(room / (8 * height), 0.62f, 0.92f),
            BaselineJitter = random.Range(0, 0.03f),
            TurnJitter = random.Range(0, 0.02f),
            DensityJitter = random.Range(0, 0.12f),
        };
        DrawnRow digits = slip.Row(number[3..], style, place.X, place.Y + (random.Normal() * 0.05f * cap), ref random, withMask: true);
        slip.Numbers.Add(new SlipNumber(number, pair, digits, slip.Kind));
        float black = random.Range(0.1f, 0.3f);
        slip.Press(random.Chance(0.25f) ? new SheetInk(0.75f, 0.15f, 0.2f) : new SheetInk(black, black * random.Range(0.6f, 1), black), random.Range(0.8f, 1), height, 0.6f * severity, ref random);
    }

    private static void Holes(Slip slip, ref SampleRandom random, float width)
    {
        if (!random.Chance(0.5f))
        {
            return;
        }

        float radius = 0.02f * width;
        for (float y = 0.06f * width; y < slip.Height - radius; y += 0.14f * width)
        {
            foreach (float x in (float[])[0.028f * width, 0.972f * width])
            {
                for (float dy = -radius; dy < radius; dy++)
                {
                    float half = MathF.Sqrt((radius * radius) - (dy * dy));
                    slip.Sheet.Box(x - half, y + dy, x + half, y + dy + 1);
                }
            }
        }

        slip.Sheet.Stain(new SheetInk(0.06f, 0.06f, 0.07f));
    }
}
