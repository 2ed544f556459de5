using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>Chooses faces for slips and screens: Latin of a kind, paired with ideographs of an installed font or of our own strokes.</summary>
internal sealed class SceneFaces(SceneOptions options)
{
    private static readonly PrintFace[] s_thermal =
    [
        .. PrintFaces.Of(PrintFaceKind.Thermal),
        .. Named("gothic-medium", "gothic-heavy", "gothic-wide", "roman", "roman-heavy", "pen-square", "office", "terminal"),
    ];

    private static readonly PrintFace[] s_form = [.. Named("roman", "gothic-medium", "pen-round", "wheel-light", "roman-heavy", "slab", "pen-bold", "office"), .. CaptionFaces.Latin];
    private static readonly PrintFace[] s_till = [.. PrintFaces.Of(PrintFaceKind.DotMatrix), .. Named("pen-square", "gothic-condensed", "thermal-12x24-light", "thermal-9x17")];
    private static readonly PrintFace[] s_screen = [.. CaptionFaces.Latin.Take(4), .. Named("gothic-medium", "office", "gothic-condensed", "terminal")];
    private static readonly PrintFace[] s_office = [.. CaptionFaces.Latin, .. Named("roman", "slab", "gothic-medium", "office", "terminal", "ocr-b-like")];
    private static readonly PrintFace[] s_hand = [.. Named("pen-round", "pen-square", "wheel-oval", "wheel-stadium")];
    private static readonly PrintFace[] s_wheel = [.. PrintFaces.Of(PrintFaceKind.NumberingMachine)];
    private readonly PrintFace[] _fonts = [.. options.Fonts];
    private readonly PrintFace[] _ideographs = [.. options.Ideographs];

    public PrintFace Thermal(ref SampleRandom random) => Pair(s_thermal, CaptionFaces.Smooth, ref random);

    public PrintFace Form(ref SampleRandom random) => Pair(s_form, CaptionFaces.Smooth, ref random);

    public PrintFace Screen(ref SampleRandom random) => Pair(s_screen, CaptionFaces.Smooth, ref random);

    public PrintFace Office(ref SampleRandom random) => Pair(s_office, CaptionFaces.Smooth, ref random);

    /// <summary>Needles or small cells; installed fonts are never printed so.</summary>
    public static PrintFace Till(ref SampleRandom random) => new PairedFace(Any(s_till, ref random), Any(CaptionFaces.Matrix, ref random));

    public static PrintFace Wheel(ref SampleRandom random) => Any(s_wheel, ref random);

    /// <summary>A pen's even strokes, which the writer's jitter makes handwriting.</summary>
    public static PrintFace Hand(ref SampleRandom random) => new PairedFace(Any(s_hand, ref random), CaptionFaces.Smooth[3]);

    private PairedFace Pair(PrintFace[] latin, IReadOnlyList<PrintFace> own, ref SampleRandom random)
    {
        PrintFace chosen = _fonts.Length > 0 && random.Chance(0.4f) ? Any(_fonts, ref random) : Any(latin, ref random);
        PrintFace ideographs = Any(own, ref random);
        return new PairedFace(chosen, _ideographs.Length > 0 && random.Chance(0.7f) ? Any(_ideographs, ref random) : ideographs);
    }

    private static PrintFace Any(IReadOnlyList<PrintFace> faces, ref SampleRandom random) => faces[random.Below(faces.Count)];

    private static IEnumerable<PrintFace> Named(params string[] names) => names.Select(name => PrintFaces.All.Single(face => face.Name == name));
}
