using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>A list of cloud invoices on a screen: a table of a web page or the cards of an app, light or dark.</summary>
internal static class ScreenList
{
    public static Slip Draw(ref SampleRandom random, SceneFaces faces)
    {
        bool dark = random.Chance(0.3f), web = random.Chance(0.5f);
        ScreenColors colors = ScreenColors.Draw(ref random, dark);
        int width = web ? 1000 + random.Below(900) : 600 + random.Below(500);
        float cap = web ? random.Range(0.0095f, 0.0155f) * 1400 : random.Range(0.02f, 0.028f) * width, line = cap * random.Range(3, 5);
        int rows = 2 + random.Below(web ? 8 : 6);
        int height = web ? (int)((4.5f * line) + (rows * line)) + random.Below(300) : (int)(width * random.Range(1.5f, 2.16f));
        var slip = new Slip(width, height, colors.Paper, SlipKind.List);
        LineStyle text = SheetFaces.Style(faces.Screen(ref random), cap);
        if (web)
        {
            Table(slip, ref random, text, colors, rows, line);
        }
        else
        {
            Cards(slip, ref random, text, colors, rows);
        }

        return slip;
    }

    private static void Table(Slip slip, ref SampleRandom random, LineStyle text, ScreenColors colors, int rows, float line)
    {
        float width = slip.Width, left = random.Range(0.02f, 0.06f) * width, y = 1.4f * line;
        slip.Text($"查詢結果 ({SceneText.Date(ref random)} ~ {SceneText.Date(ref random)})", text with { CapHeight = 1.1f * text.CapHeight }, left, 0.7f * line, ref random);
        slip.Sheet.Paint(colors.Text);
        slip.Sheet.Box(0, y - (0.6f * line), width, y + (0.4f * line));
        slip.Sheet.Paint(colors.Band);
        float[] places = [left, left + (0.09f * width), left + (0.36f * width), left + (0.6f * width), left + (0.76f * width)];
        string[] heads = ["序號", "名稱", "發票號碼", "金額", "日期"];
        for (int i = 0; i < 5; i++)
        {
            slip.Text(heads[i], text, places[i], y, ref random);
        }

        string between = random.Below(3) switch { 0 => "-", _ => "" }, name = random.Chance(0.5f) ? "手機條碼" : SceneText.Words(ref random, 4);
        bool link = random.Chance(0.5f), striped = random.Chance(0.3f);
        slip.Sheet.Paint(colors.Text);
        for (int row = 1; row <= rows; row++)
        {
            y += line;
            if (striped && (row & 1) == 0)
            {
                slip.Sheet.Box(0, y - (0.6f * line), width, y + (0.4f * line));
                slip.Sheet.Paint(colors.Band);
            }

            slip.Number(SceneText.Number(ref random), between, text, places[2], y, ref random);
            slip.Sheet.Paint(link ? colors.Accent : colors.Text);
            slip.Text(SceneText.Invariant($"{row}"), text, places[0] + (0.5f * text.CapHeight), y, ref random);
            slip.Text(name, text, places[1], y, ref random);
            slip.Text(SceneText.Money(ref random), text, places[3], y, ref random);
            slip.Field("", SceneText.Date(ref random), RivalKind.Date, text, places[4], y, ref random);
            slip.Sheet.Paint(colors.Text);
        }
    }

    private static void Cards(Slip slip, ref SampleRandom random, LineStyle text, ScreenColors colors, int rows)
    {
        float width = slip.Width, cap = text.CapHeight, left = random.Range(0.04f, 0.08f) * width;
        slip.Sheet.Box(0, 0, width, 5 * cap);
        slip.Sheet.Paint(colors.Bar);
        string title = "雲端發票";
        slip.Text(title, text with { CapHeight = 1.2f * cap }, Slip.Middle(title, text, 0, width), 3.6f * cap, ref random);
        slip.Text(SceneText.Time(ref random)[..5], text with { CapHeight = 0.8f * cap }, left, 1.3f * cap, ref random);
        slip.Sheet.Paint(colors.OnBar);
        float y = 6 * cap, tall = random.Range(5.5f, 8) * cap;
        string between = random.Chance(0.5f) ? "-" : "";
        bool numberFirst = random.Chance(0.5f), seller = random.Chance(0.4f);
        for (int row = 0; row < rows && y + tall < slip.Height; row++, y += tall)
        {
            slip.Sheet.Box(0.4f * left, y, width - (0.4f * left), y + tall - (0.5f * cap));
            slip.Sheet.Paint(colors.Card);
            float first = y + (2 * cap), second = y + (4.1f * cap);
            slip.Number(SceneText.Number(ref random), between, text, left, numberFirst ? first : second, ref random);
            slip.Text(SceneText.Words(ref random, 4 + random.Below(4)), text, left, numberFirst ? second : first, ref random);
            slip.Sheet.Paint(colors.Text);
            string money = $"${SceneText.Money(ref random)}";
            LineStyle strong = text with { CapHeight = 1.15f * cap };
            slip.Text(money, strong, Slip.Before(money, strong, width - left), first, ref random);
            slip.Sheet.Paint(colors.Accent);
            string date = SceneText.Date(ref random);
            LineStyle faint = text with { CapHeight = 0.82f * cap };
            slip.Field("", date, RivalKind.Date, faint, Slip.Before(date, faint, width - left), second, ref random);
            if (seller && tall > 6.5f * cap)
            {
                slip.Field("統編 ", SceneText.TaxNumber(ref random), RivalKind.TaxNumber, faint, left, y + (5.7f * cap), ref random);
            }

            slip.Sheet.Paint(colors.Faint);
        }
    }
}
