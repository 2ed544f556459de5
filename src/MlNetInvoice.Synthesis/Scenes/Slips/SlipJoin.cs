using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Invoices;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>Two slips that were not torn apart.</summary>
internal static class SlipJoin
{
    /// <summary>One slip above the other, with the row of holes between them.</summary>
    public static Slip Below(Slip upper, Slip lower)
    {
        int offset = upper.Height;
        var joined = new Slip(upper.Width, upper.Height + lower.Height, new SheetInk(1, 1, 1), upper.Kind);
        Copy(upper.Sheet, joined.Sheet, 0);
        Copy(lower.Sheet, joined.Sheet, offset);
        joined.Numbers.AddRange(upper.Numbers);
        joined.Numbers.AddRange(lower.Numbers.Select(number => number with { LetterRow = number.LetterRow.Moved(0, offset), DigitRow = number.DigitRow.Moved(0, offset) }));
        joined.Fields.AddRange(upper.Fields);
        joined.Fields.AddRange(lower.Fields.Select(field => field with { Row = field.Row.Moved(0, offset) }));
        joined.Rivals.AddRange(upper.Rivals);
        joined.Rivals.AddRange(lower.Rivals.Select(rival => rival with { Quad = Moved(rival.Quad, offset) }));
        for (float x = 3; x < joined.Width; x += 9)
        {
            joined.Sheet.Box(x, offset - 0.8f, x + 4, offset + 0.8f);
        }

        joined.Sheet.Stain(new SheetInk(0.6f, 0.6f, 0.6f));
        return joined;
    }

    private static void Copy(Sheet from, Sheet to, int offset)
    {
        (Plane, Plane)[] pairs = [(from.Red, to.Red), (from.Green, to.Green), (from.Blue, to.Blue)];
        foreach ((Plane source, Plane target) in pairs)
        {
            source.Values.CopyTo(target.Values[(offset * target.Width)..]);
        }
    }

    private static Quad Moved(Quad quad, int down)
    {
        PixelPoint At(PixelPoint p) => new(p.X, p.Y + down);
        return new Quad(At(quad.TopLeft), At(quad.TopRight), At(quad.BottomRight), At(quad.BottomLeft));
    }
}
