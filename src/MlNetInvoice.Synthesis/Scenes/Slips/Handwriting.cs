using MlNetInvoice.Synthesis.Invoices;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Scenes.Slips;

/// <summary>What people write on forms with a ball pen: digits, words, a signature.</summary>
internal static class Handwriting
{
    /// <summary>A hand: slanted, uneven strokes.</summary>
    public static LineStyle Style(ref SampleRandom random, float cap) => SheetFaces.Style(SceneFaces.Hand(ref random), cap, random.Range(0.8f, 1.1f), random.Range(-0.05f, 0.1f)) with
    {
        Slant = random.Range(0, 0.3f),
        BaselineJitter = random.Range(0.03f, 0.09f),
        TurnJitter = random.Range(0.03f, 0.1f),
        SizeJitter = random.Range(0.04f, 0.12f),
        Angle = random.Normal() * 0.02f,
    };

    public static SheetInk Ink(ref SampleRandom random) => random.Chance(0.65f) ? new SheetInk(0.13f, 0.18f, random.Range(0.45f, 0.65f)) : new SheetInk(0.13f, 0.12f, 0.14f);

    /// <summary>Loops of a pen, as signatures are.</summary>
    public static void Signature(Sheet sheet, ref SampleRandom random, float x, float y, float cap)
    {
        float wide = random.Range(0.6f, 1.3f) * cap, phase = random.Range(0, 6.3f), beat = random.Range(1.1f, 2.3f), pen = MathF.Max(0.8f, 0.05f * cap);
        for (float t = 0; t < 14; t += 0.03f)
        {
            float dx = (t * 0.22f * cap) + (wide * 0.4f * MathF.Sin((beat * t) + phase)), dy = wide * MathF.Sin(t * 1.7f) * MathF.Cos((0.6f * t) + phase);
            sheet.Box(x + dx - pen, y + dy - pen, x + dx + pen, y + dy + pen);
        }
    }
}
