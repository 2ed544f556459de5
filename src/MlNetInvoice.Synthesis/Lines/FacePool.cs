using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Lines;

/// <summary>The faces to draw from, weighted by machine. Immutable; shared between threads.</summary>
internal sealed class FacePool
{
    private static readonly (PrintFaceKind Kind, float Weight)[] s_weights =
    [
        (PrintFaceKind.NumberingMachine, 0.26f),
        (PrintFaceKind.DotMatrix, 0.13f),
        (PrintFaceKind.Thermal, 0.14f),
        (PrintFaceKind.Receipt, 0.2f),
        (PrintFaceKind.Ocr, 0.04f),
        (PrintFaceKind.Font, 0.23f),
    ];

    private static readonly string[] s_serifNames =
        ["serif", "roman", "times", "tinos", "bookman", "c059", "p052", "century", "palatino", "garamond", "bonum", "pagella", "schola", "termes", "caladea", "cambria", "slab"];

    private readonly PrintFace[][] _groups;
    private readonly float[] _cumulated;
    private readonly PrintFace[] _letters;
    private readonly PrintFace[] _serifs;
    private readonly PrintFace[] _ideographs;

    public FacePool(IEnumerable<PrintFace> fonts, IEnumerable<PrintFace>? ideographs = null)
        : this([.. PrintFaces.All, .. fonts], [.. ideographs ?? []])
    {
    }

    private FacePool(PrintFace[] all, PrintFace[] ideographs)
    {
        _ideographs = ideographs;
        var groups = new List<PrintFace[]>();
        var cumulated = new List<float>();
        float sum = 0;
        foreach ((PrintFaceKind kind, float weight) in s_weights)
        {
            PrintFace[] group = [.. all.Where(face => face.Kind == kind)];
            if (group.Length > 0)
            {
                groups.Add(group);
                cumulated.Add(sum += weight);
            }
        }

        _groups = [.. groups];
        _cumulated = [.. cumulated.Select(value => value / sum)];
        _letters = [.. all.Where(face => face.Kind is PrintFaceKind.Receipt or PrintFaceKind.Font)];
        _serifs = [.. _letters.Where(HasSerifs)];
    }

    /// <summary>A pool of one face alone: a till's or a font, which has letters, too.</summary>
    public static FacePool Only(PrintFace face) => new([face], []);

    /// <summary>A face of any machine.</summary>
    public PrintFace Pick(ref SampleRandom random)
    {
        float at = random.NextFloat();
        int group = 0;
        while (group < _groups.Length - 1 && at >= _cumulated[group])
        {
            group++;
        }

        return _groups[group][random.Below(_groups[group].Length)];
    }

    /// <summary>A face as forms are printed in: two of five have serifs, as far as there are such faces.</summary>
    public PrintFace PickLetters(ref SampleRandom random)
    {
        PrintFace[] faces = random.Chance(0.4f) && _serifs.Length > 0 ? _serifs : _letters;
        return faces[random.Below(faces.Length)];
    }

    /// <summary>A face of ideographs, as a machine prints them; half of them of the fonts, if there are any.</summary>
    public PrintFace PickIdeographs(ref SampleRandom random, PrintFaceKind machine)
    {
        IReadOnlyList<PrintFace> own = machine is PrintFaceKind.DotMatrix or PrintFaceKind.Thermal && random.Chance(0.7f) ? CaptionFaces.Matrix : CaptionFaces.Smooth;
        IReadOnlyList<PrintFace> faces = _ideographs.Length > 0 && random.Chance(0.5f) ? _ideographs : own;
        return faces[random.Below(faces.Count)];
    }

    // Font files do not say it reliably, their names do.
    private static bool HasSerifs(PrintFace face) => s_serifNames.Any(name => face.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
}
