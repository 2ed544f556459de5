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

    /// <summary>Groups whose grid is fitted and that are not decoded, at most: covered or torn codes.</summary>
    private const int MostFailures = 14;

    private static readonly (float Sharpen, int Radius)[] _ways = [(0, 4), (0.4f, 5), (0.9f, 6), (0, 9)];

    /// <summary>The codes, decoded or located alone.</summary>
    public static List<LocatedCode> Read(GrayImage image, ICodeDecoder decoder)
    {
        List<FinderPattern> marks = FinderPatternScan.Find(image);
        var codes = new List<LocatedCode>();
        var taken = new HashSet<FinderPattern>();
        int failures = 0;
        foreach (CodeCorners corners in CodeCorners.Group(marks))
        {
            if (failures < MostFailures && !taken.Contains(corners.TopLeft) && !taken.Contains(corners.TopRight) && !taken.Contains(corners.BottomLeft)
                && TryRead(image, corners, decoder, ref failures) is { } code)
            {
                codes.Add(code);
                if (code.Text is not null)
                {
                    taken.UnionWith([corners.TopLeft, corners.TopRight, corners.BottomLeft]);
                }
            }
        }

        codes.RemoveAll(code => code.Text is null && codes.Exists(other => other.Text is not null && QuadOverlap.Share(code.Place, other.Place)));
        return codes;
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
            best.Climb(bends: false, rounds: 8);
            text = Decode(best, modules, decoder, 3);
        }

        if (text is null && best.Covered() < MostCovered)
        {
            best.Climb(bends: true, rounds: 9);
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
