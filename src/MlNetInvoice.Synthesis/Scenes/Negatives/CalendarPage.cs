using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes.Negatives;

/// <summary>A month's page: rows of two-digit days, which stand close enough to be taken for one row of digits.</summary>
internal static class CalendarPage
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces, float severity)
    {
        const int width = 900;
        var slip = new Slip(width, (int)random.Range(620, 900), new SheetInk(0.96f, 0.95f, 0.93f), SlipKind.Negative);
        float cap = random.Range(0.024f, 0.05f) * width, left = 0.07f * width, step = (width - (2 * left)) / 7, line = (slip.Height - (4 * cap)) / 7;
        LineStyle text = SheetFaces.Style(faces.Office(ref random), cap, random.Range(0.9f, 1.1f));
        (int year, int month, int _) = SceneText.Day(ref random);
        slip.Field("", SceneText.Invariant($"{year}.{month:00}"), null, text with { CapHeight = 1.6f * cap }, left, 2.6f * cap, ref random);
        if (random.Chance(0.5f))
        {
            slip.Field("", SceneText.Invariant($"{year}{month:00}01"), RivalKind.Date, text, 0.65f * width, 2.6f * cap, ref random);
        }

        string days = "日一二三年月中";
        for (int i = 0; i < 7; i++)
        {
            slip.Text(days[i..(i + 1)], text, left + (i * step), (4 * cap) + (0.5f * line), ref random);
        }

        int first = random.Below(7);
        for (int day = 1; day <= 30; day++)
        {
            int cell = first + day - 1;
            slip.Text(SceneText.Invariant($"{day:00}"), text, left + (cell % 7 * step), (4 * cap) + (((cell / 7) + 1.5f) * line), ref random);
        }

        slip.Press(random.Chance(0.6f) ? new SheetInk(0.15f, 0.15f, 0.18f) : ThreePartForm.FormInk(ref random), 1, cap, 0.5f * severity, ref random);
        return slip;
    }
}
