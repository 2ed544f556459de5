using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>The number plate of a car or motorcycle, or a container's number.</summary>
internal static class NumberPlate
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, float severity)
    {
        const int width = 760, height = 330;
        SheetInk ground = random.Below(4) switch { 0 => new SheetInk(0.9f, 0.8f, 0.15f), 1 => new SheetInk(0.15f, 0.45f, 0.25f), _ => new SheetInk(0.95f, 0.95f, 0.95f) };
        var slip = new Slip(width, height, ground, SlipKind.Negative);
        string letters = $"{(char)('A' + random.Below(26))}{(char)('A' + random.Below(26))}{(char)('A' + random.Below(26))}";
        string text = random.Below(4) switch
        {
            0 => $"{LineText.DigitRun(ref random, 4)}-{letters[..2]}",
            1 => $"{letters[..2]}-{LineText.DigitRun(ref random, 4)}",
            2 => $"{letters}U {LineText.DigitRun(ref random, 7)}",
            _ => $"{letters}-{LineText.DigitRun(ref random, 4)}",
        };
        LineStyle style = SheetFaces.Style(faces.Form(ref random), 0.42f * height, 1);
        float wide = LineSetter.Measure(text, style) * style.CapHeight, room = 0.86f * width;
        style = style with { Stretch = style.Stretch * MathF.Min(1.2f, room / wide) };
        SellerStamp.RoundFrame(slip.Sheet.Ink, 7, 30);
        slip.Field("", text, RivalKind.Other, style, Slip.Middle(text, style, 0, width), 0.75f * height, ref random);
        if (random.Chance(0.4f))
        {
            LineStyle small = style with { CapHeight = 0.1f * height, Stretch = 1 };
            slip.Field("", LineText.DigitRun(ref random, 8), RivalKind.Order, small, Slip.Middle("00000000", small, 0, width), 0.2f * height, ref random);
        }

        slip.Press(random.Chance(0.7f) ? new SheetInk(0.08f, 0.08f, 0.1f) : new SheetInk(0.1f, 0.35f, 0.2f), 1, 0.1f * height, 0.3f * severity, ref random);
        return slip;
    }
}
