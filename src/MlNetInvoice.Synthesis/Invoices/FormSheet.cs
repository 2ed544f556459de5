using System.Globalization;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>
/// Draws a traditional invoice on a white form without rosette: the triplicate of a till with its holes and frame, or the form filled in by hand with
/// its table and the seller's seal. The number stands in the line of the date, letters in the form's bold face. Sizes are shares of the width.
/// </summary>
internal static class FormSheet
{
    public static (Sheet Sheet, SheetTruth Truth) Draw(ref SampleRandom random, SheetFaces faces, string number, int width, float severity)
    {
        bool byHand = random.Chance(0.5f);
        var sheet = new Sheet(width, (int)(width * (byHand ? random.Range(0.62f, 0.8f) : random.Range(1.5f, 1.9f))), new SheetInk(0.94f, 0.95f, 0.95f));
        SheetInk form = random.Below(3) switch
        {
            0 => new SheetInk(0.28f, 0.38f, random.Range(0.62f, 0.8f)),
            1 => new SheetInk(0.3f, random.Range(0.5f, 0.62f), 0.42f),
            _ => new SheetInk(random.Range(0.75f, 0.9f), 0.32f, 0.36f),
        };
        float left = random.Range(0.07f, 0.1f) * width, cap = random.Range(byHand ? 0.032f : 0.042f, byHand ? 0.042f : 0.05f) * width;
        LineStyle title = SheetFaces.Style(faces.Form(ref random), cap * random.Range(1, 1.2f), 0.9f);
        LineStyle small = SheetFaces.Style(title.Face, cap * 0.75f, 0.85f);
        sheet.Text("收銀機統一發票", title, left, 0.08f * width, ref random);
        sheet.Text("(三聯式 扣抵聯)", small, 0.56f * width, 0.08f * width, ref random);
        float baseline = 0.16f * width;
        int year = 100 + random.Below(20), month = 1 + (2 * random.Below(6));
        float x = sheet.Text(string.Create(CultureInfo.InvariantCulture, $"中華民國{year}年{month}-{month + 1}月份"), small, left, baseline, ref random);
        x += random.Range(0.02f, 0.05f) * width;
        LineStyle letters = SheetFaces.Style(PrintFaces.All.Single(face => face.Name is "roman-heavy"), cap * random.Range(0.75f, 0.95f), 0.9f);
        x = sheet.Text(number[..2], letters, x, baseline, ref random) + (random.Range(0.015f, 0.035f) * width);
        SheetTruth truth = Number(ref random, number, sheet, form, cap, x, baseline, severity);
        if (byHand)
        {
            Table(sheet, ref random, small, left, 0.2f * width, form);
            Hand(sheet, ref random, cap);
            Seal(sheet, ref random, faces);
        }
        else
        {
            Till(sheet, ref random, faces, small, left, 0.2f * width, form);
        }

        return (sheet, truth);
    }

    private static SheetTruth Number(ref SampleRandom random, string number, Sheet sheet, SheetInk form, float cap, float x, float baseline, float severity)
    {
        sheet.Stain(form);
        PrintFace wheel = SheetFaces.Wheel(ref random);
        float room = (0.93f * sheet.Width) - x;
        var style = new LineStyle
        {
            Face = wheel,
            LetterFace = wheel,
            CapHeight = MathF.Min(cap * random.Range(1, 1.2f), room / 5.2f),
            BaselineJitter = random.Range(0, 0.03f),
            TurnJitter = random.Range(0, 0.02f),
            DensityJitter = random.Range(0, 0.12f),
        };
        style = style with { Pitch = Math.Clamp(room / (8 * style.CapHeight), 0.62f, 0.92f) };
        var characters = new List<PrintedCharacter>();
        sheet.Text(number[3..], style, x, baseline, ref random, characters);
        SampleRandom wear = random.Fork();
        InkWear.Apply(sheet.Ink, ref wear, style.CapHeight, 0.7f * severity);
        float black = random.Range(0.1f, 0.3f);
        sheet.Stain(new SheetInk(black, black * random.Range(0.6f, 1), black), random.Range(0.8f, 1));
        return new SheetTruth(number, ElectronicSheet.DigitsOf(characters));
    }

    private static void Till(Sheet sheet, ref SampleRandom random, SheetFaces faces, LineStyle small, float left, float top, SheetInk form)
    {
        int width = sheet.Width;
        float right = width - left, bottom = sheet.Height - (0.17f * width);
        sheet.Frame(left, top, right, bottom, 3);
        for (int i = 0; i < 3; i++)
        {
            sheet.Text(ElectronicSheet.Words(ref random, 3) + ":", small, left + 8, bottom - ((0.17f - (0.055f * i)) * width), ref random);
        }

        Grid(sheet, left, bottom + (0.02f * width), right, sheet.Height - (0.02f * width), 5, 3);
        sheet.Stain(form);
        if (random.Chance(0.5f))
        {
            for (float y = 0.06f * width; y < sheet.Height; y += 0.14f * width)
            {
                Blot(sheet, 0.03f * width, y, 0.022f * width);
                Blot(sheet, 0.97f * width, y, 0.022f * width);
            }

            sheet.Stain(new SheetInk(0.05f, 0.05f, 0.06f));
        }

        LineStyle till = SheetFaces.Style(faces.Till(ref random), random.Range(0.03f, 0.038f) * width, random.Range(0.95f, 1.2f));
        ElectronicSheet.Goods(sheet, ref random, till, left + 12, right - 12, top + (0.06f * width), bottom - top - (0.3f * width));
        sheet.Stain(new SheetInk(0.25f, 0.25f, 0.27f), random.Range(0.6f, 1));
    }

    private static void Table(Sheet sheet, ref SampleRandom random, LineStyle small, float left, float top, SheetInk form)
    {
        float right = sheet.Width - left, bottom = sheet.Height - (0.06f * sheet.Width);
        int rows = 5 + random.Below(4);
        Grid(sheet, left, top, right, bottom, 4 + random.Below(3), rows);
        float step = (bottom - top) / rows;
        for (int i = 0; i < rows; i++)
        {
            sheet.Text(ElectronicSheet.Words(ref random, 2), small with { CapHeight = small.CapHeight * 0.8f }, left + 6, top + ((i + 0.7f) * step), ref random);
        }

        sheet.Stain(form, random.Range(0.7f, 1));
    }

    private static void Grid(Sheet sheet, float left, float top, float right, float bottom, int columns, int rows)
    {
        sheet.Frame(left, top, right, bottom, 2.2f);
        for (int i = 1; i < columns; i++)
        {
            float x = left + ((right - left) * i / columns);
            sheet.Box(x, top, x + 1.3f, bottom);
        }

        for (int i = 1; i < rows; i++)
        {
            float y = top + ((bottom - top) * i / rows);
            sheet.Box(left, y, right, y + 1.3f);
        }
    }

    /// <summary>Writing by hand: loops of a ball pen in some cells.</summary>
    private static void Hand(Sheet sheet, ref SampleRandom random, float cap)
    {
        for (int word = 2 + random.Below(6); word > 0; word--)
        {
            float x = random.Range(0.2f, 0.8f) * sheet.Width, y = random.Range(0.4f, 0.9f) * sheet.Height;
            float wide = random.Range(0.5f, 1.2f) * cap, phase = random.Range(0, 6.3f), beat = random.Range(1.1f, 2.3f);
            for (float t = 0; t < 14; t += 0.03f)
            {
                float dx = (t * 0.22f * cap) + (wide * 0.4f * MathF.Sin((beat * t) + phase)), dy = wide * MathF.Sin(t * 1.7f) * MathF.Cos((0.6f * t) + phase);
                Blot(sheet, x + dx, y + dy, 1.4f);
            }
        }

        sheet.Stain(random.Chance(0.6f) ? new SheetInk(0.12f, 0.18f, 0.55f) : new SheetInk(0.1f, 0.1f, 0.12f), 0.9f);
    }

    /// <summary>The seller's rubber seal: a frame with the name and the tax number, another eight digits.</summary>
    private static void Seal(Sheet sheet, ref SampleRandom random, SheetFaces faces)
    {
        float width = sheet.Width, left = random.Range(0.5f, 0.62f) * width, top = sheet.Height - (random.Range(0.26f, 0.32f) * width), size = 0.032f * width;
        LineStyle style = SheetFaces.Style(faces.Form(ref random), size * 0.7f, 0.9f) with { Angle = random.Normal() * 0.01f };
        sheet.Frame(left, top, left + (0.32f * width), top + (0.17f * width), 3);
        sheet.Centered("統一發票專用章", style, left, left + (0.32f * width), top + (0.045f * width), ref random);
        sheet.Centered(LineText.DigitRun(ref random, 8), style with { CapHeight = size }, left, left + (0.32f * width), top + (0.1f * width), ref random);
        sheet.Centered(ElectronicSheet.Words(ref random, 8), style, left, left + (0.32f * width), top + (0.15f * width), ref random);
        SampleRandom wear = random.Fork();
        InkWear.Apply(sheet.Ink, ref wear, size, 0.6f);
        sheet.Stain(random.Chance(0.7f) ? new SheetInk(0.85f, 0.2f, 0.22f) : new SheetInk(0.25f, 0.28f, 0.6f), random.Range(0.6f, 0.95f));
    }

    private static void Blot(Sheet sheet, float x, float y, float radius)
    {
        for (int row = Math.Max(0, (int)(y - radius - 1)); row < Math.Min(sheet.Height, y + radius + 1); row++)
        {
            for (int column = Math.Max(0, (int)(x - radius - 1)); column < Math.Min(sheet.Width, x + radius + 1); column++)
            {
                float dx = column + 0.5f - x, dy = row + 0.5f - y;
                ref float ink = ref sheet.Ink.Row(row)[column];
                ink = MathF.Max(ink, Math.Clamp(radius + 0.5f - MathF.Sqrt((dx * dx) + (dy * dy)), 0, 1));
            }
        }
    }
}
