using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;

namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Chooses faces for sheets: Latin of a kind, paired with ideographs of an installed font or with our own likenesses.</summary>
internal sealed class SheetFaces(SyntheticInvoiceOptions options)
{
    private static readonly PrintFace[] s_thermal =
    [
        .. PrintFaces.Of(PrintFaceKind.Thermal),
        .. PrintFaces.All.Where(face => face.Name is "gothic-medium" or "gothic-heavy" or "gothic-wide" or "roman" or "roman-heavy" or "pen-square" or "office" or "terminal"),
    ];

    private static readonly PrintFace[] s_form = [.. PrintFaces.All.Where(face => face.Name is "roman" or "gothic-medium" or "pen-round" or "wheel-light" or "roman-heavy")];
    private static readonly PrintFace[] s_till = [.. PrintFaces.Of(PrintFaceKind.DotMatrix), .. PrintFaces.All.Where(face => face.Name is "pen-square" or "gothic-condensed" or "thermal-12x24-light")];
    private readonly PrintFace[] _fonts = [.. options.Fonts];

    public PrintFace Thermal(ref SampleRandom random) => Pair(_fonts.Length > 0 && random.Chance(0.4f) ? Any(_fonts, ref random) : Any(s_thermal, ref random), "gothic-medium");

    public PrintFace Form(ref SampleRandom random) => Pair(_fonts.Length > 0 && random.Chance(0.4f) ? Any(_fonts, ref random) : Any(s_form, ref random), "pen-round");

    public PrintFace Till(ref SampleRandom random) => Pair(Any(s_till, ref random), "dots-9x16");

    public static PrintFace Wheel(ref SampleRandom random) => Any([.. PrintFaces.Of(PrintFaceKind.NumberingMachine)], ref random);

    /// <summary>A plain style of a face.</summary>
    public static LineStyle Style(PrintFace face, float cap, float stretch = 1, float tracking = 0) =>
        new() { Face = face, LetterFace = face, CapHeight = cap, Stretch = stretch, Tracking = tracking };

    private static PrintFace Any(PrintFace[] faces, ref SampleRandom random) => faces[random.Below(faces.Length)];

    private PairedFace Pair(PrintFace latin, string own) =>
        new(latin, options.Ideographs ?? PrintFaces.All.Single(face => face.Name == own));
}
