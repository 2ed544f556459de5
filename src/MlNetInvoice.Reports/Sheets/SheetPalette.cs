namespace MlNetInvoice.Reports.Sheets;

/// <summary>The colours of a theme: the same blue and orange as the charts'.</summary>
internal sealed record SheetPalette(SheetColor Ground, SheetColor Tile, SheetColor Ink, SheetColor Text, SheetColor Quiet, SheetColor Edge, SheetColor Blue, SheetColor Orange)
{
    private static readonly SheetPalette Light = Create(0xfcfcfb, 0xf1f0ec, 0x0b0b0b, 0x2a2a28, 0x75736c, 0xe0ded7, 0x2a78d6, 0xe0592a);
    private static readonly SheetPalette Dark = Create(0x1a1a19, 0x262624, 0xf6f6f3, 0xe6e5df, 0x9a988f, 0x3a3a36, 0x4a95ec, 0xec7444);

    public static SheetPalette For(SheetTheme theme) => theme switch
    {
        SheetTheme.Light => Light,
        SheetTheme.Dark => Dark,
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "A sheet is drawn for a light or a dark ground."),
    };

    /// <summary>The colour of a value from 0 (paper) to 1 (ink).</summary>
    public SheetColor Sequential(float value) => Tile.Towards(Ink, value);

    /// <summary>The colour of a signed value from −1 (orange) through 0 (paper) to 1 (blue).</summary>
    public SheetColor Diverging(float value) => Tile.Towards(value < 0 ? Orange : Blue, MathF.Abs(value));

    private static SheetPalette Create(int ground, int tile, int ink, int text, int quiet, int edge, int blue, int orange) => new(
        SheetColor.FromHex(ground), SheetColor.FromHex(tile), SheetColor.FromHex(ink), SheetColor.FromHex(text), SheetColor.FromHex(quiet),
        SheetColor.FromHex(edge), SheetColor.FromHex(blue), SheetColor.FromHex(orange));
}
