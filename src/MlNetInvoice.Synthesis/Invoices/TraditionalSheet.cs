using System.Globalization;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Draws an invoice of a till: the form's print with rosette, the stamped number, and what the till adds. Sizes are shares of the width.</summary>
internal static class TraditionalSheet
{
    public static (Sheet Sheet, SheetTruth Truth) Draw(ref SampleRandom random, SheetFaces faces, string number, int width, float severity)
    {
        bool red = random.Chance(0.45f);
        SheetInk form = red
            ? new SheetInk(random.Range(0.82f, 0.95f), random.Range(0.3f, 0.5f), random.Range(0.35f, 0.55f))
            : new SheetInk(random.Range(0.4f, 0.62f), random.Range(0.38f, 0.56f), random.Range(0.62f, 0.78f));
        var sheet = new Sheet(width, (int)(width * random.Range(1.9f, 3.1f)), new SheetInk(0.95f, 0.95f, 0.96f));
        Patches(sheet, ref random);
        float center = random.Range(0.5f, 0.56f) * width, middle = random.Range(0.36f, 0.44f) * width, radius = random.Range(0.3f, 0.37f) * width;
        SampleRandom curves = random.Fork();
        Rosette.Draw(sheet, ref curves, center, middle, radius);
        sheet.Stain(form, random.Range(0.45f, 1));

        LineStyle title = SheetFaces.Style(faces.Form(ref random), 0.046f * width, random.Range(0.8f, 0.95f));
        int year = 100 + random.Below(20), month = 1 + (2 * random.Below(6));
        float left = random.Range(0.17f, 0.26f) * width;
        sheet.Text(string.Create(CultureInfo.InvariantCulture, $"中華民國{year}年 {month}-{month + 1}月份"), title, left, 0.12f * width, ref random);
        sheet.Text("收銀機統一發票", title, left, 0.195f * width, ref random);
        sheet.Text("(收執聯)", title, left + (0.2f * width), 0.27f * width, ref random);
        LineStyle year2 = SheetFaces.Style(faces.Form(ref random), 0.09f * width, 0.9f);
        sheet.Text(string.Create(CultureInfo.InvariantCulture, $"{year}"), year2, 0.68f * width, middle - (0.1f * width), ref random);
        sheet.Stain(form, random.Range(0.3f, 0.8f));

        // The letters belong to the form, the digits to the stamp.
        float cap = random.Range(0.078f, 0.098f) * width, baseline = middle + (random.Range(-0.02f, 0.12f) * width);
        LineStyle letters = SheetFaces.Style(faces.Form(ref random), cap * random.Range(0.85f, 1.05f), random.Range(0.75f, 0.95f), 0.06f);
        float at = random.Range(0.05f, 0.09f) * width;
        float room = 0.15f * width / (LineSetter.Measure(number[..2], letters) * letters.CapHeight);
        letters = room < 1 ? letters with { Stretch = letters.Stretch * room } : letters;
        sheet.Text(number[..2], letters, at, baseline, ref random);
        sheet.Stain(form, random.Range(0.75f, 1));
        SheetTruth truth = Stamp(sheet, ref random, number, (red, severity), cap, at + (random.Range(0.165f, 0.2f) * width), baseline + (random.Normal() * 0.006f * width));
        Till(sheet, ref random, faces, middle + radius);
        return (sheet, truth);
    }

    private static SheetTruth Stamp(Sheet sheet, ref SampleRandom random, string number, (bool Red, float Severity) look, float cap, float x, float baseline)
    {
        float span = (sheet.Width * random.Range(0.84f, 0.95f)) - x;
        Faces.PrintFace wheel = SheetFaces.Wheel(ref random);
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
        var characters = new List<PrintedCharacter>();
        sheet.Text(number[3..], style, x, baseline, ref random, characters);
        var fringe = new Plane();
        fringe.CopyFrom(sheet.Ink);
        fringe.Blur(0.09f * cap);
        SheetInk stamp = random.Chance(0.25f)
            ? new SheetInk(0.12f, 0.1f, 0.14f)
            : new SheetInk(random.Range(0.25f, 0.45f), random.Range(0.03f, 0.16f), look.Red ? random.Range(0.12f, 0.35f) : random.Range(0.2f, 0.4f));
        SampleRandom wear = random.Fork();
        InkWear.Apply(sheet.Ink, ref wear, cap, 0.7f * look.Severity);
        sheet.Stain(stamp, random.Range(0.8f, 1));
        fringe.Values.CopyTo(sheet.Ink.Values);
        sheet.Stain(stamp.Mix(new SheetInk(1, 0.3f, 0.5f), 0.6f), random.Range(0.05f, 0.3f));
        return new SheetTruth(number, ElectronicSheet.DigitsOf(characters));
    }

    /// <summary>Fields of greenish grey that invoices of tills carry against copying.</summary>
    private static void Patches(Sheet sheet, ref SampleRandom random)
    {
        float width = sheet.Width;
        sheet.Box(0.02f * width, 0.05f * width, 0.17f * width, 0.2f * width, 0.8f);
        sheet.Box(0.86f * width, 0.34f * width, 0.99f * width, random.Range(0.6f, 0.85f) * width, 0.8f);
        sheet.Stain(new SheetInk(0.75f, 0.82f, 0.82f));
    }

    private static void Till(Sheet sheet, ref SampleRandom random, SheetFaces faces, float top)
    {
        int width = sheet.Width;
        LineStyle till = SheetFaces.Style(faces.Till(ref random), random.Range(0.036f, 0.046f) * width, random.Range(0.85f, 1.1f)) with { DensityJitter = 0.1f };
        float left = random.Range(0.05f, 0.1f) * width, right = width - left, y = top + (random.Range(0.05f, 0.1f) * width);
        sheet.Text(ElectronicSheet.Words(ref random, 6 + random.Below(4)), till, left, y, ref random);
        y = ElectronicSheet.Goods(sheet, ref random, till, left, right, y + (1.8f * till.CapHeight), random.Range(0.5f, 1.1f) * width);
        string sum = string.Create(CultureInfo.InvariantCulture, $"合計 ${random.Below(9000)}");
        sheet.Text(sum, till with { Stretch = till.Stretch * 1.3f }, left + (0.2f * width), MathF.Min(y + till.CapHeight, sheet.Height - 4), ref random);
        SheetInk ink = random.Chance(0.6f) ? new SheetInk(0.36f, 0.33f, random.Range(0.55f, 0.72f)) : new SheetInk(0.25f, 0.25f, 0.28f);
        SampleRandom wear = random.Fork();
        InkWear.Apply(sheet.Ink, ref wear, till.CapHeight, 0.4f);
        sheet.Stain(ink, random.Range(0.55f, 1));
        float boxTop = sheet.Height - (0.5f * width);
        if (boxTop > y + (0.2f * width))
        {
            sheet.Frame(0.03f * width, boxTop, 0.95f * width, boxTop + (0.4f * width), 3);
            LineStyle notice = SheetFaces.Style(faces.Form(ref random), 0.05f * width, 0.9f);
            for (int i = 0; i < 3; i++)
            {
                sheet.Centered(ElectronicSheet.Words(ref random, 5 + random.Below(4)), notice, 0, width, boxTop + ((0.11f + (0.11f * i)) * width), ref random);
            }

            sheet.Stain(new SheetInk(0.5f, 0.45f, 0.7f), 0.8f);
        }
    }
}
