using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>A log or table on a screen: columns of eight-digit identities, zeros, dates, times.</summary>
internal static class LogScreen
{
    private static readonly string[] s_heads = ["NO.", "STATUS", "MESSAGE", "TYPE", "ROUTING-ID", "COUNT", "TIME", "PARTY", "BATCH", "CODE"];

    public static Slip Draw(ref SampleRandom random, SceneFaces faces)
    {
        ScreenColors colors = ScreenColors.Draw(ref random, random.Chance(0.35f));
        int width = 1000 + random.Below(900), rows = 3 + random.Below(14), columns = 4 + random.Below(3);
        float cap = random.Range(12, 22), line = cap * random.Range(1.7f, 3);
        var slip = new Slip(width, (int)((rows + 3) * line), colors.Paper, SlipKind.Negative);
        LineStyle text = SheetFaces.Style(faces.Screen(ref random), cap);
        float left = random.Range(0.02f, 0.05f) * width, step = (width - (2 * left)) / columns;
        Span<int> kinds = stackalloc int[columns];
        for (int i = 0; i < columns; i++)
        {
            kinds[i] = random.Below(7);
            slip.Text(s_heads[random.Below(s_heads.Length)], text, left + (i * step), 1.3f * line, ref random);
        }

        kinds[random.Below(columns)] = 0;
        kinds[random.Below(columns)] = 1;
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < columns; i++)
            {
                Cell(slip, ref random, text, kinds[i], left + (i * step), (row + 2.4f) * line, step - cap);
            }
        }

        slip.Sheet.Paint(colors.Text);
        return slip;
    }

    private static void Cell(Slip slip, ref SampleRandom random, LineStyle text, int column, float x, float y, float room)
    {
        (string value, RivalKind? kind) = column switch
        {
            0 => (LineText.DigitRun(ref random, 8), RivalKind.Order),
            1 => (new string(random.Chance(0.85f) ? '0' : random.Pick("1239"), 8), (RivalKind?)RivalKind.Zeros),
            2 => (SceneText.Date(ref random), RivalKind.Date),
            3 => (SceneText.Time(ref random), null),
            4 => (SceneText.NearMiss(ref random), RivalKind.Other),
            5 => (SceneText.TaxNumber(ref random), RivalKind.TaxNumber),
            _ => (SceneText.Invariant($"{random.Below(3000)}"), null),
        };
        float wide = LineSetter.Measure(value, text) * text.CapHeight;
        slip.Field("", value, kind, wide > room ? text with { Stretch = text.Stretch * room / wide } : text, x, y, ref random);
    }
}
