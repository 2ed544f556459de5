using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Scenes.Photo;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>Reads off a finished picture where the rows of its slips are, and whether they can be seen.</summary>
internal static class SceneTruth
{
    public static IReadOnlyList<SceneNumber> Numbers(RgbImage image, IReadOnlyList<LaidSlip> slips)
    {
        var numbers = new List<SceneNumber>();
        for (int i = 0; i < slips.Count; i++)
        {
            foreach (SlipNumber number in slips[i].Slip.Numbers)
            {
                Quad digits = slips[i].ToPicture(number.DigitsQuad), letters = slips[i].ToPicture(number.LettersQuad);
                (float contrast, float clearness) = Legibility.Measure(image, slips[i], number.DigitRow, number.DigitCharacters);
                (float letterContrast, float letterClearness) = Legibility.Measure(image, slips[i], number.LetterRow, number.LetterCharacters);
                float cap = CapHeight(digits), letterCap = CapHeight(letters);
                bool seen = IsSeen(image, slips, i, digits), lettersSeen = IsSeen(image, slips, i, letters);
                numbers.Add(new SceneNumber(
                    number.Letters,
                    number.Digits,
                    digits,
                    letters,
                    seen && cap >= SceneNumber.LeastCapHeight && contrast >= Legibility.LeastContrast && clearness >= Legibility.LeastClearness,
                    lettersSeen && letterCap >= SceneNumber.LeastCapHeight && letterContrast >= Legibility.LeastContrast && letterClearness >= Legibility.LeastClearness,
                    cap,
                    contrast,
                    clearness,
                    i,
                    slips[i].Slip.Kind));
            }
        }

        return numbers;
    }

    public static IReadOnlyList<SceneRival> Rivals(RgbImage image, IReadOnlyList<LaidSlip> slips) =>
    [
        .. slips.SelectMany((slip, i) => slip.Slip.Rivals.Select(rival => new SceneRival(rival.Text, slip.ToPicture(rival.Quad), rival.Kind, i)))
            .Where(rival => IsSeen(image, slips, rival.Slip, rival.Quad)),
    ];

    public static IReadOnlyList<SceneField> Fields(RgbImage image, IReadOnlyList<LaidSlip> slips)
    {
        var fields = new List<SceneField>();
        for (int i = 0; i < slips.Count; i++)
        {
            foreach (SlipField field in slips[i].Slip.Fields)
            {
                Quad quad = slips[i].ToPicture(field.Row.Quad());
                (float contrast, float clearness) = Legibility.Measure(image, slips[i], field.Row, field.Row.Characters.Where(c => char.IsAsciiDigit(c.Character)));
                bool isLegible = IsSeen(image, slips, i, quad) && CapHeight(quad) >= SceneNumber.LeastCapHeight && contrast >= Legibility.LeastContrast && clearness >= Legibility.LeastClearness;
                fields.Add(new SceneField(field.Name, field.Row.Text, quad, isLegible, i));
            }
        }

        return fields;
    }

    public static IReadOnlyList<SceneCode> Codes(RgbImage image, IReadOnlyList<LaidSlip> slips)
    {
        var codes = new List<SceneCode>();
        for (int i = 0; i < slips.Count; i++)
        {
            foreach (SlipCode code in slips[i].Slip.Codes)
            {
                Quad quad = slips[i].ToPicture(code.Quad);
                float across = (Distance(quad.TopLeft, quad.TopRight) + Distance(quad.BottomLeft, quad.BottomRight)) / 2;
                float width = code.Kind == SceneCodeKind.Bars ? across : MathF.Min(across, CapHeight(quad));
                bool isSeen = IsSeen(image, slips, i, quad);
                codes.Add(new SceneCode(code.Kind, code.Text, quad, width / code.Columns, isSeen, i) { IsLegible = isSeen && CodeLegibility.IsLegible(image, slips[i], code) });
            }
        }

        return codes;
    }

    private static bool IsSeen(RgbImage image, IReadOnlyList<LaidSlip> slips, int index, Quad quad)
    {
        bool inView = ((PixelPoint[])[quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft]).All(p => p.X >= 0 && p.Y >= 0 && p.X <= image.Width && p.Y <= image.Height);
        return inView && slips.Skip(index + 1).All(slip => slip.Hides(quad) == 0);
    }

    /// <summary>Mean length of the two upright sides.</summary>
    private static float CapHeight(Quad quad) => (Distance(quad.TopLeft, quad.BottomLeft) + Distance(quad.TopRight, quad.BottomRight)) / 2;

    private static float Distance(PixelPoint a, PixelPoint b) => MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
