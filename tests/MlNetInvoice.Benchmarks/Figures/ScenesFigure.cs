using MlNetInvoice.Reports.Charts;
using MlNetInvoice.Synthesis.Scenes;

namespace MlNetInvoice.Benchmarks.Figures;

/// <summary>A scene of every kind, its invoice numbers framed.</summary>
internal static class ScenesFigure
{
    private const long Seed = SceneSeeds.Free + 7;
    private const double Side = 196;

    private static readonly SceneOptions s_options = new() { MinimumSide = 900, MaximumSide = 1000, MaximumSeverity = 0.35f };

    public static SvgChart Draw()
    {
        var svg = new SvgText();
        svg.Label(20, 32, "A scene of every kind", "h1");
        SceneKind[] kinds = Enum.GetValues<SceneKind>();
        for (int i = 0; i < kinds.Length; i++)
        {
            SyntheticScene scene = SyntheticScene.Generate(Seed, s_options with { Kind = kinds[i] }, i);
            double scale = Side / Math.Max(scene.Image.Width, scene.Image.Height), width = scene.Image.Width * scale, height = scene.Image.Height * scale;
            double x = 20 + (i % 4 * (Side + 12)), y = 68 + (i / 4 * (Side + 36));
            string name = kinds[i].ToString();
            svg.Label(x, y - 8, char.ToLowerInvariant(name[0]) + name[1..], "strong");
            double left = x + ((Side - width) / 2), top = y + ((Side - height) / 2);
            svg.Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Side:0.#}\" height=\"{Side:0.#}\" rx=\"4\" class=\"empty\"/>");
            svg.Add($"{new Raw(EmbeddedPicture.Element(scene.Image, left, top, width, 60))}");
            foreach (SceneNumber number in scene.Numbers)
            {
                svg.Add($"{new Raw(Frame.Of(number.DigitsQuad, left, top, scale, "#e0592a"))}");
            }
        }

        return new SvgChart("A scene of every kind", $"{kinds.Length} generated scenes with their numbers framed: {string.Join(", ", kinds)}.", 20 + (4 * 208) + 8, 68 + (2 * 232) - 16, svg.ToString());
    }
}
