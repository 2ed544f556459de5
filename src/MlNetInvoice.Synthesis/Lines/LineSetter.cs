using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Degradation;
using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>Sets text: measures a line, draws its ink into a plane and says where each character lies. Belongs to one thread.</summary>
internal sealed class LineSetter
{
    // Where radicals and ideographs begin in the basic plane.
    private const char FirstIdeograph = '\u2E80';

    private readonly CoverageRasterizer _rasterizer = new();

    /// <summary>Width of a text in heights of a capital of the digits.</summary>
    public static float Measure(string text, LineStyle style)
    {
        float width = 0;
        for (int i = 0; i < text.Length; i++)
        {
            width += Advance(text, i, style);
        }

        return width;
    }

    /// <summary>Draws a text whose pen starts at a point of the baseline.</summary>
    public void Set(Plane ink, string text, LineStyle style, float startX, float baseline, ref SampleRandom random, List<PrintedCharacter>? truth, float density = 1)
    {
        float pen = 0, length = style.Growth == 0 ? 1 : MathF.Max(1, Measure(text, style));
        (float sin, float cos) = MathF.SinCos(style.Angle);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool apart = style.LettersApart && char.IsAsciiLetter(character);
            GlyphOutline outline = FaceOf(character, apart, style).Outline(character);
            float advance = Advance(text, i, style);
            // Growth is linear about the middle; places are its integral.
            float along = (pen + (advance / 2)) / length, grown = 1 + (style.Growth * (along - 0.5f));
            float cell = (pen + (advance / 2)) * (1 + (style.Growth * 0.5f * (along - 1)));
            pen += advance;
            if (outline.IsEmpty)
            {
                continue;
            }

            float cap = style.CapHeight * grown * (apart ? style.LetterScale : 1) * (1 + (style.SizeJitter * random.Normal()));
            float shift = style.BaselineJitter * random.Normal() * style.CapHeight;
            float turn = style.Angle + (style.TurnJitter * random.Normal());
            // The glyph stands in the middle of its cell; a fixed pitch centres the ink, a proportional one the advance.
            float middle = style.Pitch > 0 || apart ? (outline.Left + outline.Right) / 2 : outline.Advance / 2;
            float originX = (cell * style.CapHeight) - (middle * style.Stretch * cap);
            float x = startX + (cos * originX) - (sin * shift), y = baseline + (sin * originX) + (cos * shift);
            var map = AffineMap.Place(cap * style.Stretch, cap, style.Slant / style.Stretch, turn, x, y);
            float ink1 = Math.Clamp(density * (apart ? style.LetterDensity : 1) * (1 + (style.DensityJitter * random.Normal())), 0.1f, 1);
            _rasterizer.Draw(outline, map, ink.Values, ink.Width, ink.Height, ink1);
            if (truth is null)
            {
                continue;
            }

            (float centerX, float centerY) = map.Apply((outline.Left + outline.Right) / 2, -0.5f);
            float cellX = startX + (cos * cell * style.CapHeight) + (sin * 0.5f * cap) + (style.Slant * 0.5f * cap);
            float cellY = baseline + (sin * cell * style.CapHeight) - (cos * 0.5f * cap);
            truth.Add(new PrintedCharacter(
                character,
                new PixelPoint(centerX, centerY),
                cap,
                (outline.Right - outline.Left) * cap * style.Stretch,
                advance * style.CapHeight * grown,
                new PixelPoint(cellX, cellY),
                turn));
        }
    }

    /// <summary>Takes as many random numbers as a text does when it is set.</summary>
    public static void Skip(string text, LineStyle style, ref SampleRandom random)
    {
        foreach (char character in text)
        {
            for (int i = 0; i < 4 && !FaceOf(character, style.LettersApart && char.IsAsciiLetter(character), style).Outline(character).IsEmpty; i++)
            {
                random.Normal();
            }
        }
    }

    private static PrintFace FaceOf(char character, bool apart, LineStyle style) =>
        apart ? style.LetterFace : character >= FirstIdeograph && style.IdeographFace is { } ideographs ? ideographs : style.Face;

    private static float Advance(string text, int index, LineStyle style)
    {
        char character = text[index];
        bool apart = style.LettersApart && char.IsAsciiLetter(character);
        GlyphOutline outline = FaceOf(character, apart, style).Outline(character);
        if (apart)
        {
            return ((outline.Advance * style.Stretch) + 0.08f) * style.LetterScale;
        }

        if (style.Pitch > 0 && character < 0x2000)
        {
            return character == ' ' ? style.Pitch * 0.6f : MathF.Max(style.Pitch, (outline.Right - outline.Left) * style.Stretch);
        }

        return MathF.Max((outline.Advance * style.Stretch) + style.Tracking, (outline.Right - outline.Left) * style.Stretch * 0.96f);
    }
}
