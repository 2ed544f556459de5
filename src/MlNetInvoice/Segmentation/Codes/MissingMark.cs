using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Completes two corner marks to a code: folds, shadows and wear hide the third one from <see cref="FinderPatternScan"/>, whose edges must be whole; about where it must be, it is looked
/// for as the place that correlates best with a mark.
/// </summary>
internal static class MissingMark
{
    /// <summary>Pairs that are completed, at most, those seen most often first.</summary>
    private const int MostPairs = 16;

    // Modules between two marks' middles along a side: versions 3 to 12.
    private const float LeastSide = 20;
    private const float MostSide = 60;
    private const float Diagonal = 1.4142f;

    /// <summary>Correlation from which a place is a mark; three in all are judged again on the code's own grid.</summary>
    private const float LeastCorrelation = 0.55f;

    /// <summary>How far from its place in a square the third mark may be, in sides: perspective and folds.</summary>
    private const float Reach = 0.11f;
    private const int MarkModules = 49;
    private const int DarkModules = 33;

    /// <summary>The groups of three that pairs of marks are completed to, the clearest first.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="marks">Marks that belong to no code that was read.</param>
    public static List<CodeCorners> Complete(GrayImage image, IReadOnlyList<FinderPattern> marks)
    {
        var pairs = new List<(FinderPattern A, FinderPattern B)>();
        for (int i = 0; i < marks.Count; i++)
        {
            for (int j = i + 1; j < marks.Count; j++)
            {
                if (MayBelongTogether(marks[i], marks[j]))
                {
                    pairs.Add((marks[i], marks[j]));
                }
            }
        }

        pairs.Sort((a, b) => (b.A.Hits + b.B.Hits).CompareTo(a.A.Hits + a.B.Hits));
        return [.. pairs.Take(MostPairs).Select(pair => Complete(image, pair.A, pair.B)).OfType<(CodeCorners Corners, float Correlation)>().OrderByDescending(found => found.Correlation).Select(found => found.Corners)];
    }

    private static bool MayBelongTogether(FinderPattern a, FinderPattern b)
    {
        float dx = a.X - b.X, dy = a.Y - b.Y, distance = MathF.Sqrt((dx * dx) + (dy * dy)), modules = distance / TrueModule(a, b, distance);
        return a.Module / b.Module is > 0.75f and < 1.33f && modules > LeastSide && modules < MostSide * Diagonal;
    }

    // Rows and columns cut a turned mark at a slant.
    private static float TrueModule(FinderPattern a, FinderPattern b, float distance) => 0.5f * (a.Module + b.Module) * Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)) / distance;

    // Two marks span a side, and the third one stands at either end of it to either side, or the diagonal.
    private static (CodeCorners Corners, float Correlation)? Complete(GrayImage image, FinderPattern a, FinderPattern b)
    {
        float ux = b.X - a.X, uy = b.Y - a.Y, distance = MathF.Sqrt((ux * ux) + (uy * uy)), best = LeastCorrelation;
        CodeCorners? corners = null;
        float module = TrueModule(a, b, distance);
        if (distance / module < MostSide)
        {
            foreach (int way in (ReadOnlySpan<int>)[1, -1])
            {
                Try(a, b, new PixelPoint(a.X - (uy * way), a.Y + (ux * way)), (module * ux / distance, module * uy / distance), distance);
                Try(b, a, new PixelPoint(b.X - (uy * way), b.Y + (ux * way)), (module * ux / distance, module * uy / distance), distance);
            }
        }

        // Across a diagonal the module follows from the direction of the sides.
        float side = distance / Diagonal, sx = (ux + uy) / distance / Diagonal, sy = (uy - ux) / distance / Diagonal;
        module = 0.5f * (a.Module + b.Module) * Math.Max(Math.Abs(sx), Math.Abs(sy));
        if (side / module is > LeastSide and < MostSide)
        {
            foreach (int way in (ReadOnlySpan<int>)[1, -1])
            {
                Try(null, a, new PixelPoint((a.X + b.X - (uy * way)) / 2, (a.Y + b.Y + (ux * way)) / 2), (module * sx, module * sy), side);
            }
        }

        return corners is null ? null : (corners, best);

        void Try(FinderPattern? corner, FinderPattern arm, PixelPoint place, (float X, float Y) step, float length)
        {
            if (Search(image, place, step, length, best) is { } found)
            {
                var mark = new FinderPattern(found.X, found.Y, 0.5f * (a.Module + b.Module), 1);
                CodeCorners? whole = corner is { } known ? CodeCorners.TryMake(known, arm, mark) : CodeCorners.TryMake(mark, a, b);
                (corners, best) = whole is null ? (corners, best) : (whole, found.Correlation);
            }
        }
    }

    // Half a module at a time; where the cross through the middle shows no mark, nothing more is sampled.
    private static (float X, float Y, float Correlation)? Search(GrayImage image, PixelPoint place, (float X, float Y) module, float side, float least)
    {
        float size = MathF.Sqrt((module.X * module.X) + (module.Y * module.Y)), reach = Math.Max(2.5f * size, Reach * side);
        (float X, float Y, float Correlation) best = (0, 0, least);
        int steps = (int)(reach / (0.5f * size));
        for (int j = -steps; j <= steps; j++)
        {
            for (int i = -steps; i <= steps; i++)
            {
                float px = place.X + (0.5f * ((i * module.X) - (j * module.Y))), py = place.Y + (0.5f * ((i * module.Y) + (j * module.X)));
                if (ShowsCross(image, px, py, module) && Correlate(image, px, py, module) is var correlation && correlation > best.Correlation)
                {
                    best = (px, py, correlation);
                }
            }
        }

        if (best.Correlation <= least)
        {
            return null;
        }

        (float x0, float y0) = (best.X, best.Y);
        foreach ((int i, int j) in (ReadOnlySpan<(int, int)>)[(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)])
        {
            float px = x0 + (0.25f * ((i * module.X) - (j * module.Y))), py = y0 + (0.25f * ((i * module.Y) + (j * module.X)));
            best = Correlate(image, px, py, module) is var correlation && correlation > best.Correlation ? (px, py, correlation) : best;
        }

        return best;
    }

    private static bool ShowsCross(GrayImage image, float x, float y, (float X, float Y) module)
    {
        int middle = At(image, x, y), light = 0, dark = 0;
        foreach ((int i, int j) in (ReadOnlySpan<(int, int)>)[(1, 0), (-1, 0), (0, 1), (0, -1)])
        {
            float dx = (i * module.X) - (j * module.Y), dy = (i * module.Y) + (j * module.X);
            light += At(image, x + (2 * dx), y + (2 * dy));
            dark += At(image, x + (3 * dx), y + (3 * dy));
        }

        return light > dark + 16 && light > (4 * middle) + 16;
    }

    private static float Correlate(GrayImage image, float x, float y, (float X, float Y) module)
    {
        float sum = 0, squares = 0, dark = 0;
        for (int j = -3; j <= 3; j++)
        {
            for (int i = -3; i <= 3; i++)
            {
                float value = At(image, x + (i * module.X) - (j * module.Y), y + (i * module.Y) + (j * module.X));
                sum += value;
                squares += value * value;
                dark += Math.Max(Math.Abs(i), Math.Abs(j)) != 2 ? value : 0;
            }
        }

        float mean = sum / MarkModules, deviation = MathF.Sqrt(Math.Max(0, (squares / MarkModules) - (mean * mean)));
        float difference = ((sum - dark) / (MarkModules - DarkModules)) - (dark / DarkModules);
        return deviation < 3 ? 0 : difference / deviation * MathF.Sqrt(DarkModules * (MarkModules - DarkModules)) / MarkModules;
    }

    private static int At(GrayImage image, float x, float y) => x >= 0 && y >= 0 && x < image.Width && y < image.Height ? image.Pixels[((int)y * image.Width) + (int)x] : 0;
}
