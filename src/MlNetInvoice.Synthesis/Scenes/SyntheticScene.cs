using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Scenes.Photo;
using MlNetInvoice.Synthesis.Scenes.Slips;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>
/// A picture of slips, forms, screens or papers that never were, with every invoice number it shows and every row that could be taken for one.
/// Scene i depends on the seed, i and the options only, and is the same on every machine where no fonts are given.
/// </summary>
/// <param name="Image">The picture.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Note">What it shows in a few words.</param>
/// <param name="Numbers">The invoice numbers, legible or not; none on a negative.</param>
/// <param name="Rivals">The other rows that could be taken for a number, as far as they are in view and uncovered.</param>
/// <param name="Severity">How bad print, light and optics are, 0 to 1.</param>
public sealed record SyntheticScene(
    RgbImage Image, SceneKind Kind, string Note, IReadOnlyList<SceneNumber> Numbers, IReadOnlyList<SceneRival> Rivals, float Severity)
{
    /// <summary>Whether it belongs to the mild half: severity below 0.5.</summary>
    public bool IsMild => Severity < 0.5f;

    /// <summary>The printed fields of its certificates and slips.</summary>
    public IReadOnlyList<SceneField> Fields { get; init; } = [];

    /// <summary>The codes of its certificates.</summary>
    public IReadOnlyList<SceneCode> Codes { get; init; } = [];

    /// <summary>Draws one scene.</summary>
    /// <param name="seed">The seed; <see cref="SceneSeeds"/> says which are for what.</param>
    /// <param name="options">What to draw; null: the defaults.</param>
    /// <param name="index">Which scene of the seed, from 0.</param>
    /// <exception cref="ArgumentException">Severities or sides are crossed.</exception>
    public static SyntheticScene Generate(long seed, SceneOptions? options = null, long index = 0)
    {
        options ??= new SceneOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        SyntheticScenes.Validate(options);
        var random = new SampleRandom(seed, index);
        float severity = random.Range(options.MinimumSeverity, options.MaximumSeverity);
        SceneKind kind = DrawKind(ref random, options);
        var faces = new SceneFaces(options);
        SampleRandom print = random.Fork(), place = random.Fork(), light = random.Fork();
        SceneContent content = SceneContent.Draw(ref print, faces, kind, severity);
        bool screenshot = content.IsScreen && random.Chance(0.55f);
        (int width, int height) = screenshot ? (content.Slips[0].Width, content.Slips[0].Height) : Size(ref random, options, content.Slips);
        var layout = new SceneLayout(options, width, height, severity);
        if (screenshot)
        {
            layout.LayFlat(content.Slips[0]);
        }
        else
        {
            foreach (Slip slip in content.Slips)
            {
                layout.Lay(ref place, slip, content.Slips.Count);
            }
        }

        var camera = new SceneCamera();
        RgbImage image = screenshot ? camera.Copy(ref light, content.Slips[0].Sheet) : camera.Take(ref light, layout.Laid, width, height, severity, content.IsScreen);
        string note = content.Note ?? SceneText.Invariant($"{layout.Laid.Count} slips");
        return new SyntheticScene(image, kind, note + (screenshot ? ", screenshot" : ""), SceneTruth.Numbers(image, layout.Laid), SceneTruth.Rivals(image, layout.Laid), severity)
        {
            Fields = SceneTruth.Fields(image, layout.Laid),
            Codes = SceneTruth.Codes(image, layout.Laid),
        };
    }

    private static SceneKind DrawKind(ref SampleRandom random, SceneOptions options)
    {
        float which = random.NextFloat(), share = random.NextFloat();
        return options.Kind ?? (share < options.NegativeShare ? SceneKind.Negative
            : which < 0.1f ? SceneKind.Certificate
            : which < 0.24f ? SceneKind.Register
            : which < 0.42f ? SceneKind.Form
            : which < 0.55f ? SceneKind.Office
            : which < 0.76f ? SceneKind.Several
            : which < 0.86f ? SceneKind.Pair
            : SceneKind.List);
    }

    /// <summary>A picture's size: the longer side on a logarithmic scale, the shape as telephones and scanners have it, broad or tall as what it shows.</summary>
    private static (int Width, int Height) Size(ref SampleRandom random, SceneOptions options, List<Slip> slips)
    {
        float share = random.NextFloat(), side = options.MinimumSide * MathF.Pow((float)options.MaximumSide / options.MinimumSide, share * share);
        float shape = random.Below(5) switch { 0 => 0.5625f, 1 => 0.6667f, 2 => 0.85f, _ => 0.75f };
        bool broad = slips.Count > 1 ? random.Chance(0.5f) : slips[0].Width > slips[0].Height;
        broad ^= slips.Count == 1 && slips[0].Numbers.Count < 2 && random.Chance(0.12f);
        (int longer, int shorter) = ((int)side, (int)(side * shape));
        return broad ? (longer, shorter) : (shorter, longer);
    }
}
