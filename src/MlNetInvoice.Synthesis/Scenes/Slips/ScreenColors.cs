using MlNetInvoice.Synthesis.Invoices;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>The colours of a page or app.</summary>
internal sealed record ScreenColors(SheetInk Paper, SheetInk Card, SheetInk Band, SheetInk Bar, SheetInk OnBar, SheetInk Text, SheetInk Faint, SheetInk Accent)
{
    public static ScreenColors Draw(ref SampleRandom random, bool dark)
    {
        var accent = random.Below(4) switch
        {
            0 => new SheetInk(0.15f, 0.45f, 0.75f),
            1 => new SheetInk(0.85f, 0.35f, 0.2f),
            2 => new SheetInk(0.1f, 0.55f, 0.4f),
            _ => new SheetInk(0.45f, 0.3f, 0.75f),
        };
        if (dark)
        {
            float black = random.Range(0.02f, 0.12f);
            var white = new SheetInk(0.9f, 0.9f, 0.92f);
            return new ScreenColors(
                Gray(black), Gray(black + 0.08f), Gray(black + 0.1f), Gray(black + 0.06f), white, Gray(random.Range(0.75f, 0.95f)), Gray(random.Range(0.5f, 0.65f)), accent.Mix(new SheetInk(1, 1, 1), 0.45f));
        }

        float ink = random.Range(0.05f, 0.35f);
        bool coloredBar = random.Chance(0.6f);
        return new ScreenColors(
            Gray(random.Range(0.93f, 1)), Gray(1), new SheetInk(0.93f, 0.94f, 0.96f), coloredBar ? accent : Gray(0.97f), coloredBar ? Gray(0.99f) : Gray(0.2f), Gray(ink), Gray(ink + 0.25f), accent);
    }

    private static SheetInk Gray(float level) => new(level, level, level);
}
