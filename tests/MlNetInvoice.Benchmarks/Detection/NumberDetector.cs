using MlNetInvoice.Imaging;
using MlNetInvoice.Networks;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Benchmarks.Detection;

/// <summary>Runs the detector over all levels of a picture and gathers its hits; or says how much rows that were found otherwise look like a number to it. Belongs to one thread.</summary>
internal sealed class NumberDetector(Network network) : IDisposable
{
    // A number's middle is never at the picture's edge, so half a window of margin is not needed.
    private const int Margin = 12;
    private const int Step = 8;
    private const float LeastProbability = 0.02f;
    private readonly DetectorStages _stages = new(network);
    private float[] _padded = [];

    /// <summary>The places that look most like a number, best first, and how much given rows look like one, 0 to 1.</summary>
    public List<DetectorHit> Find(GrayImage image, int most, IReadOnlyList<NumberLineCandidate> rows, out float[] scores)
    {
        var pyramid = new DetectorPyramid(image);
        HeatMap[] maps = [.. pyramid.Levels.Select(Run)];
        scores = [.. rows.Select(row => ScoreOf(row, pyramid, maps))];
        return Gather(pyramid, maps, most);
    }

    public void Dispose() => _stages.Dispose();

    private static float ColumnOf(float x) => (x - (DetectorWindows.Columns / 2f) + Margin) / Step;

    private static float RowOf(float y) => (y - (DetectorWindows.Rows / 2f) + Margin) / Step;

    private HeatMap Run(GrayImage level)
    {
        int rows = level.Height + (2 * Margin), columns = level.Width + (2 * Margin);
        if (_padded.Length < rows * columns)
        {
            _padded = new float[rows * columns];
        }

        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> source = level.GetRow(Math.Clamp(y - Margin, 0, level.Height - 1));
            Span<float> target = _padded.AsSpan(y * columns, columns);
            target[..Margin].Fill(source[0] * (1f / 255));
            target[^Margin..].Fill(source[^1] * (1f / 255));
            for (int x = 0; x < source.Length; x++)
            {
                target[x + Margin] = source[x] * (1f / 255);
            }
        }

        return _stages.Run(_padded, rows, columns);
    }

    // The greatest probability along a row at the two or three levels that fit its height.
    private static float ScoreOf(NumberLineCandidate row, DetectorPyramid pyramid, HeatMap[] maps)
    {
        var place = new NumberPlace(row.Quad);
        (float sin, float cos) = MathF.SinCos(place.Angle);
        float most = 0;
        for (int level = 0; level < maps.Length; level++)
        {
            float scale = pyramid.Scales[level];
            if (maps[level].Rows == 0 || row.CapHeight * scale < DetectorWindows.LeastCap * 0.7f || row.CapHeight * scale > DetectorWindows.MostCap * 1.4f)
            {
                continue;
            }

            for (float along = -place.Length / 2; along <= place.Length / 2; along += Step / scale)
            {
                most = Math.Max(most, maps[level].Near(ColumnOf((place.X + (along * cos)) * scale), RowOf((place.Y + (along * sin)) * scale)));
            }
        }

        return most;
    }

    private static List<DetectorHit> Gather(DetectorPyramid pyramid, HeatMap[] maps, int most)
    {
        var hits = new List<DetectorHit>();
        for (int level = 0; level < maps.Length; level++)
        {
            HeatMap map = maps[level];
            float scale = pyramid.Scales[level];
            for (int y = 0; y < map.Rows; y++)
            {
                for (int x = 0; x < map.Columns; x++)
                {
                    float p = map[y, x];
                    if (p > LeastProbability && IsPeak(map, y, x, p))
                    {
                        hits.Add(Describe(map, y, x, p, level, scale, maps, pyramid));
                    }
                }
            }
        }

        hits.Sort((a, b) => b.Score.CompareTo(a.Score));
        var kept = new List<DetectorHit>();
        foreach (DetectorHit hit in hits)
        {
            if (kept.Count < most && !kept.Exists(other => QuadOverlap.Share(other.Quad, hit.Quad)))
            {
                kept.Add(hit);
            }
        }

        return kept;
    }

    private static bool IsPeak(HeatMap map, int y, int x, float p)
    {
        for (int v = Math.Max(0, y - 1); v <= Math.Min(map.Rows - 1, y + 1); v++)
        {
            for (int u = Math.Max(0, x - 1); u <= Math.Min(map.Columns - 1, x + 1); u++)
            {
                if (map[v, u] > p)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Place and angle are means over the neighbours; between the levels the neighbours' answers tell the size.
    private static DetectorHit Describe(HeatMap map, int y, int x, float p, int level, float scale, HeatMap[] maps, DetectorPyramid pyramid)
    {
        float weight = 0, sumX = 0, sumY = 0, degrees = 0, reversed = 0;
        for (int v = Math.Max(0, y - 1); v <= Math.Min(map.Rows - 1, y + 1); v++)
        {
            for (int u = Math.Max(0, x - 1); u <= Math.Min(map.Columns - 1, x + 1); u++)
            {
                float w = map[v, u];
                (weight, sumX, sumY) = (weight + w, sumX + (w * u), sumY + (w * v));
                for (int c = 1; c < DetectorWindows.ClassCount; c++)
                {
                    degrees += map.At(v, u, c) * DetectorWindows.AngleOf(c);
                    reversed += DetectorWindows.IsReversed(c) ? map.At(v, u, c) : 0;
                }
            }
        }

        float middleX = (sumX / weight * Step) + (DetectorWindows.Columns / 2f) - Margin, middleY = (sumY / weight * Step) + (DetectorWindows.Rows / 2f) - Margin;
        float whole = p, size = 0;
        for (int l = Math.Max(0, level - 1); l <= Math.Min(maps.Length - 1, level + 1); l++)
        {
            if (l != level && maps[l].Rows > 0)
            {
                float ratio = pyramid.Scales[l] / scale;
                float other = maps[l].Near(ColumnOf(middleX * ratio), RowOf(middleY * ratio));
                (whole, size) = (whole + other, size + (other * MathF.Log(ratio)));
            }
        }

        float angle = ((degrees / weight) + (reversed > weight / 2 ? 180 : 0)) * MathF.PI / 180;
        return DetectorHit.At(middleX / scale, middleY / scale, angle, DetectorWindows.MiddleCap / (scale * MathF.Exp(size / whole)), p);
    }
}
