using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>Reads the QR codes of a picture: corner marks, groups of three, a grid of modules, several ways to tell light from dark.</summary>
internal static class SquareCodeReader
{
    /// <summary>Share of the alternating modules below which three marks are no code.</summary>
    private const float LeastTiming = 0.33f;

    /// <summary>Correlation with a corner mark below which three marks are no code.</summary>
    private const float LeastMarks = 0.5f;

    /// <summary>Share of a code that may be covered before no more is tried.</summary>
    private const float MostCovered = 0.16f;

    /// <summary>Regions narrower or lower than this hold no code, in pixels.</summary>
    private const int LeastRegion = 40;

    /// <summary>Numbers shorter than this have codes of small modules: they are looked at enlarged.</summary>
    private const float SmallLength = 320;

    /// <summary>Numbers longer than this have codes so large that the first look does not miss them.</summary>
    private const float MostLength = 900;

    /// <summary>Groups whose grid is fitted and that are not decoded, at most: covered or torn codes.</summary>
    private const int MostFailures = 14;

    private static readonly (float Sharpen, int Radius)[] _ways = [(0, 4), (0.4f, 5), (0.9f, 6), (0, 9)];

    /// <summary>The codes of a picture, decoded or located alone.</summary>
    public static List<LocatedCode> Read(GrayImage image, ICodeDecoder decoder) => Read(image, FinderPatternScan.Find(image), decoder);

    /// <summary>The codes of a certificate whose number is known: fainter and more blurred ones than in a whole picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="digits">Where the number's digits stand.</param>
    /// <param name="decoder">Decodes modules.</param>
    public static List<LocatedCode> ReadBelow(GrayImage image, Quad digits, ICodeDecoder decoder)
    {
        var row = new LineGeometry(digits);
        // In lengths of the eight digits: codes begin two thirds of one below them and end before two, and reach less than one beyond either side.
        float down = row.Length / Math.Max(1f, row.Height);
        PixelBox box = LineNormalizer.Bounds(new Quad(row.At(-1f, 0.4f * down), row.At(1.6f, 0.4f * down), row.At(1.6f, 2.4f * down), row.At(-1f, 2.4f * down)));
        int left = Math.Max(0, box.X), top = Math.Max(0, box.Y), right = Math.Min(image.Width, box.Right), bottom = Math.Min(image.Height, box.Bottom);
        if (right - left < LeastRegion || bottom - top < LeastRegion || row.Length > MostLength)
        {
            return [];
        }

        int scale = row.Length < SmallLength ? 2 : 1;
        GrayImage region = image.Crop(new PixelBox(left, top, right - left, bottom - top));
        region = scale == 1 ? region : Resampling.Resize(region, region.Width * scale, region.Height * scale, ResamplingFilter.Bicubic);
        PixelPoint Back(PixelPoint point) => new((point.X / scale) + left, (point.Y / scale) + top);
        return
        [
            .. Read(region, FinderPatternScan.Find(region, isFaint: true), decoder).Select(code => code with
            {
                Place = new Quad(Back(code.Place.TopLeft), Back(code.Place.TopRight), Back(code.Place.BottomRight), Back(code.Place.BottomLeft)),
            }),
        ];
    }

    private static List<LocatedCode> Read(GrayImage image, List<FinderPattern> marks, ICodeDecoder decoder)
    {
        var codes = new List<LocatedCode>();
        HashSet<FinderPattern> taken = [], located = [];
        int failures = 0;
        ReadGroups(CodeCorners.Group(marks));
        // Marks of codes whose third one does not show its edges.
        ReadGroups(MissingMark.Complete(image, [.. marks.Where(mark => !taken.Contains(mark) && !located.Contains(mark))]));
        codes.RemoveAll(code => code.Text is null && codes.Exists(other => other.Text is not null && QuadOverlap.Share(code.Place, other.Place)));
        return codes;

        void ReadGroups(List<CodeCorners> groups)
        {
            foreach (CodeCorners corners in groups)
            {
                if (failures < MostFailures && !taken.Contains(corners.TopLeft) && !taken.Contains(corners.TopRight) && !taken.Contains(corners.BottomLeft)
                    && TryRead(image, corners, decoder, ref failures) is { } code)
                {
                    codes.Add(code);
                    (code.Text is null ? located : taken).UnionWith([corners.TopLeft, corners.TopRight, corners.BottomLeft]);
                }
            }
        }
    }

    private static LocatedCode? TryRead(GrayImage image, CodeCorners corners, ICodeDecoder decoder, ref int failures)
    {
        ModuleGrid? best = null;
        float timing = 0;
        foreach (int dimension in Dimensions(corners))
        {
            var grid = new ModuleGrid(image, corners, dimension);
            if (grid.IsPossible && grid.Timing() is var shows && shows > timing)
            {
                (best, timing) = (grid, shows);
            }
        }

        if (best is null || timing < LeastTiming || best.Marks() < LeastMarks)
        {
            return null;
        }

        bool[] modules = new bool[best.Dimension * best.Dimension];
        best.Align();
        string? text = Decode(best, modules, decoder, 2);
        if (text is null)
        {
            best.Climb();
            text = Decode(best, modules, decoder, 3);
        }

        if (text is null && best.Covered() < MostCovered)
        {
            best.Realign();
            best.Bend();
            text = Decode(best, modules, decoder, _ways.Length);
        }

        failures += text is null ? 1 : 0;
        return new LocatedCode(text, best.Outline(), best.Dimension);
    }

    private static string? Decode(ModuleGrid grid, bool[] modules, ICodeDecoder decoder, int ways)
    {
        foreach ((float sharpen, int radius) in _ways.AsSpan(0, ways))
        {
            grid.Read(modules, sharpen, radius);
            if (decoder.DecodeSquare(modules, grid.Dimension) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    private static IEnumerable<int> Dimensions(CodeCorners corners)
    {
        float dx = corners.TopRight.X - corners.TopLeft.X, dy = corners.TopRight.Y - corners.TopLeft.Y;
        float modules = (MathF.Sqrt((dx * dx) + (dy * dy)) / corners.Module) + 7;
        int nearest = 17 + (4 * (int)MathF.Round((modules - 17) / 4));
        int reach = Math.Max(4, (int)(0.16f * nearest) / 4 * 4);
        for (int dimension = nearest - reach; dimension <= nearest + reach; dimension += 4)
        {
            if (dimension is >= 21 and <= 117)
            {
                yield return dimension;
            }
        }
    }
}
