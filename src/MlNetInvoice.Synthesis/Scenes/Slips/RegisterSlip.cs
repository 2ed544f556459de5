using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A slip of a till: the form's heading and rosette, letters, the stamped number, and what the till prints below.</summary>
internal static class RegisterSlip
{
    /// <summary>The looks that slips off one roll share.</summary>
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, string number, float severity, float? tall = null)
    {
        const int width = 560;
        bool red = random.Chance(0.45f);
        SheetInk form = red
            ? new SheetInk(random.Range(0.82f, 0.95f), random.Range(0.3f, 0.5f), random.Range(0.35f, 0.55f))
            : new SheetInk(random.Range(0.4f, 0.62f), random.Range(0.38f, 0.56f), random.Range(0.62f, 0.78f));
        var slip = new Slip(width, (int)(width * (tall ?? random.Range(1.7f, 3))), new SheetInk(0.95f, 0.95f, 0.96f), SlipKind.Register);
        float center = random.Range(0.46f, 0.58f) * width, middle = random.Range(0.34f, 0.44f) * width, radius = random.Range(0.24f, 0.36f) * width;
        SampleRandom curves = random.Fork();
        Rosette.Draw(slip.Sheet, ref curves, center, middle, radius);
        slip.Sheet.Stain(form, random.Range(0.35f, 1));

        LineStyle title = SheetFaces.Style(faces.Form(ref random), random.Range(0.036f, 0.048f) * width, random.Range(0.8f, 0.95f));
        float left = random.Range(0.1f, 0.26f) * width;
        string period = SceneText.Period(ref random);
        float end = slip.Text("中華民國", title, left, 0.12f * width, ref random);
        end = slip.Value("period", period, title, end, 0.12f * width, ref random).End;
        slip.Text("份", title, end, 0.12f * width, ref random);
        slip.Text("收銀機統一發票", title, left, 0.195f * width, ref random);
        slip.Text("(收執聯)", title, left + (0.2f * width), 0.27f * width, ref random);
        slip.Sheet.Stain(form, random.Range(0.5f, 0.95f));
        float cap = random.Range(0.072f, 0.098f) * width, baseline = middle + (random.Range(-0.02f, 0.1f) * width);
        LineStyle letters = SheetFaces.Style(faces.Form(ref random), cap * random.Range(0.8f, 1.05f), random.Range(0.75f, 0.95f), 0.06f);
        float at = random.Range(0.04f, 0.08f) * width, room = 0.15f * width / (LineSetter.Measure(number[..2], letters) * letters.CapHeight);
        letters = room < 1 ? letters with { Stretch = letters.Stretch * room } : letters;
        DrawnRow pair = slip.Row(number[..2], letters, at, baseline, ref random, withMask: true);
        slip.Sheet.Stain(form, random.Range(0.7f, 1));
        Stamp(slip, ref random, number, pair, (red, severity), cap, at + (random.Range(0.165f, 0.2f) * width), baseline + (random.Normal() * 0.006f * width));
        Till(slip, ref random, faces, middle + radius, period, severity);
        return slip;
    }

    private static void Stamp(Slip slip, ref SampleRandom random, string number, DrawnRow pair, (bool Red, float Severity) look, float cap, float x, float baseline)
    {
        float span = (slip.Width * random.Range(0.84f, 0.95f)) - x;
        Faces.PrintFace wheel = SceneFaces.Wheel(ref random);
        var style = new LineStyle
        {
            Face = wheel,
            LetterFace = wheel,
            CapHeight = cap,
            Pitch = Math.Clamp(span / (8 * cap), 0.6f, 0.98f),
            Stretch = random.Range(0.9f, 1.12f),
            BaselineJitter = random.Range(0, 0.035f),
            TurnJitter = random.Range(0, 0.025f),
            SizeJitter = random.Range(0, 0.02f),
            DensityJitter = random.Range(0, 0.12f),
        };
        DrawnRow digits = slip.Row(number[3..], style, x, baseline, ref random, withMask: true);
        slip.Numbers.Add(new SlipNumber(number, pair, digits, slip.Kind));
        var fringe = new Plane();
        fringe.CopyFrom(slip.Sheet.Ink);
        fringe.Blur(0.09f * cap);
        SheetInk stamp = random.Chance(0.25f)
            ? new SheetInk(0.12f, 0.1f, 0.14f)
            : new SheetInk(random.Range(0.25f, 0.5f), random.Range(0.03f, 0.16f), look.Red ? random.Range(0.12f, 0.35f) : random.Range(0.2f, 0.4f));
        slip.Press(stamp, random.Range(0.8f, 1), cap, 0.7f * look.Severity, ref random);
        fringe.Values.CopyTo(slip.Sheet.Ink.Values);
        slip.Sheet.Stain(stamp.Mix(new SheetInk(1, 0.3f, 0.5f), 0.6f), random.Range(0.05f, 0.3f));
    }

    private static void Till(Slip slip, ref SampleRandom random, SceneFaces faces, float top, string period, float severity)
    {
        int width = slip.Width;
        Faces.PrintFace face = random.Chance(0.75f) ? SceneFaces.Till(ref random) : faces.Thermal(ref random);
        LineStyle till = SheetFaces.Style(face, random.Range(0.032f, 0.044f) * width, random.Range(0.85f, 1.1f)) with { DensityJitter = 0.1f };
        float left = random.Range(0.04f, 0.1f) * width, y = top + (random.Range(0.05f, 0.1f) * width), line = till.CapHeight * random.Range(1.6f, 2.1f);
        slip.Text(SceneText.Words(ref random, 4 + random.Below(5)), till, left, y, ref random);
        TillRows.Head(slip, ref random, till, left, ref y, line, period);
        TillRows.Goods(slip, ref random, till, left, width - left, ref y, line, slip.Height - (0.06f * width) - line);
        SheetInk ink = random.Chance(0.6f) ? new SheetInk(0.36f, 0.33f, random.Range(0.55f, 0.72f)) : new SheetInk(0.25f, 0.25f, 0.28f);
        slip.Press(ink, random.Range(0.55f, 1), till.CapHeight, 0.5f * severity, ref random);
    }
}
