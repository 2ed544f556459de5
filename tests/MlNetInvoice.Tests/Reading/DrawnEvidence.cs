using MlNetInvoice.Imaging;

namespace MlNetInvoice.Reading;

/// <summary>Evidence of numbers at known places.</summary>
internal static class DrawnEvidence
{
    public static NumberEvidence Number(
        string digits, float confidence, float belief = 1, float y = 100, string? letters = null, float lettersConfidence = 0, ReadingReason doubt = ReadingReason.DigitNotSure) => new()
        {
            Digits = digits,
            Glyphs = [.. digits.Select((digit, i) => new GlyphReading(digit, 0.9f, '0', 0.05f, Box(10 + (i * 20), y, 18)))],
            Box = Box(10, y, 160),
            DigitsConfidence = confidence,
            Belief = belief,
            Letters = letters,
            LettersConfidence = lettersConfidence,
            Doubt = doubt,
        };

    public static PictureLook Look(params NumberEvidence[] numbers) => new(numbers);

    private static Quad Box(float x, float y, float width) => new(new(x, y), new(x + width, y), new(x + width, y + 30), new(x, y + 30));
}
