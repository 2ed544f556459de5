namespace MlNetInvoice.Segmentation.Finding;

/// <summary>How much a line looks like the invoice number by its shape: the count of glyphs, how even their pitch and height are, how wide and how solid they are.</summary>
internal static class LineScore
{
    /// <summary>The score of a measured line, 0 to 1; 0 where it cannot be a number.</summary>
    public static float Of(GlyphLine line)
    {
        int count = line.Members.Count;
        if (line.Aspect is < 0.28f or > 1.1f || line.Height < 8 || line.Fill > 0.8f)
        {
            return 0;
        }

        // Eight digits, two letters and a dash; some may be missed at the ends.
        float number = count switch { < 5 => 0.35f, 5 => 0.5f, 6 => 0.65f, 7 => 0.85f, <= 12 => 1f, <= 14 => 0.7f, _ => 0.5f };
        return number * MathF.Exp(-4 * line.PitchSpread) * MathF.Exp(-6 * line.HeightSpread);
    }
}
