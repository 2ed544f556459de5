namespace MlNetInvoice.Reports.Sheets;

/// <summary>A colour of a sheet, 8 bits a channel.</summary>
internal readonly record struct SheetColor(byte R, byte G, byte B)
{
    public static SheetColor FromHex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>This colour at part 0, the other at part 1, and between them in proportion.</summary>
    public SheetColor Towards(SheetColor other, float part)
    {
        part = float.IsNaN(part) ? 0 : Math.Clamp(part, 0, 1);
        return new(Mix(R, other.R, part), Mix(G, other.G, part), Mix(B, other.B, part));
    }

    private static byte Mix(byte from, byte to, float part) => (byte)MathF.Round(from + ((to - from) * part));
}
