using System.Runtime.CompilerServices;

namespace MlNetInvoice.Synthesis.Faces;

/// <summary>
/// Fills outlines with exact area coverage: every edge adds its signed area to the pixels it crosses and a running sum along each row
/// turns that into coverage (the accumulation method of Levien's font-rs and stb_truetype 2). Polygons that overlap unite, being clamped at 1.
/// One rasteriser belongs to one thread; its buffer is reused.
/// </summary>
internal sealed class CoverageRasterizer
{
    private float[] _area = [];
    private int _left;
    private int _top;
    private int _width;
    private int _height;
    private int _stride;

    /// <summary>Draws a glyph under an affine map x' = a·x + b·y + c, y' = d·x + e·y + f into a coverage plane; where planes overlap the inks unite.</summary>
    /// <param name="outline">The glyph.</param>
    /// <param name="map">Six numbers a, b, c, d, e, f.</param>
    /// <param name="plane">Width × height coverages, 0 to 1.</param>
    /// <param name="width">Columns of the plane.</param>
    /// <param name="height">Rows of the plane.</param>
    /// <param name="density">Ink density, 0 to 1, which the coverage is multiplied by.</param>
    public void Draw(GlyphOutline outline, in AffineMap map, Span<float> plane, int width, int height, float density)
    {
        if (outline.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<float> points = outline.Points;
        float minX = float.MaxValue, minY = float.MaxValue, maxX = float.MinValue, maxY = float.MinValue;
        for (int i = 0; i < points.Length; i += 2)
        {
            (float x, float y) = map.Apply(points[i], points[i + 1]);
            minX = MathF.Min(minX, x);
            maxX = MathF.Max(maxX, x);
            minY = MathF.Min(minY, y);
            maxY = MathF.Max(maxY, y);
        }

        _left = (int)MathF.Floor(MathF.Max(minX, -4096));
        _top = Math.Max(0, (int)MathF.Floor(MathF.Max(minY, -4096)));
        int right = Math.Min(width, (int)MathF.Ceiling(MathF.Min(maxX, 65536)) + 1);
        int bottom = Math.Min(height, (int)MathF.Ceiling(MathF.Min(maxY, 65536)) + 1);
        _width = right - _left;
        _height = bottom - _top;
        if (_width <= 0 || _height <= 0)
        {
            return;
        }

        _stride = _width + 2;
        int length = _stride * _height;
        if (_area.Length < length)
        {
            _area = new float[length * 2];
        }

        Array.Clear(_area, 0, length);
        int start = 0;
        foreach (int end in outline.Ends)
        {
            (float px, float py) = map.Apply(points[(2 * end) - 2], points[(2 * end) - 1]);
            for (int i = start; i < end; i++)
            {
                (float x, float y) = map.Apply(points[2 * i], points[(2 * i) + 1]);
                AddEdge(px - _left, py - _top, x - _left, y - _top);
                (px, py) = (x, y);
            }

            start = end;
        }

        Blend(plane, width, density);
    }

    private void AddEdge(float x0, float y0, float x1, float y1)
    {
        if (y0 == y1)
        {
            return;
        }

        float sign = 1;
        if (y0 > y1)
        {
            (x0, x1, y0, y1) = (x1, x0, y1, y0);
            sign = -1;
        }

        if (y1 <= 0 || y0 >= _height)
        {
            return;
        }

        float slope = (x1 - x0) / (y1 - y0);
        float x = x0;
        if (y0 < 0)
        {
            x -= y0 * slope;
            y0 = 0;
        }

        int last = Math.Min(_height, (int)MathF.Ceiling(y1));
        for (int row = (int)y0; row < last; row++)
        {
            float dy = MathF.Min(row + 1, y1) - MathF.Max(row, y0);
            float next = x + (slope * dy);
            AddRow(_area.AsSpan(row * _stride, _stride), MathF.Min(x, next), MathF.Max(x, next), sign * dy);
            x = next;
        }
    }

    /// <summary>An edge piece within one row, from x0 to x1 ≥ x0, that covers <paramref name="d"/> of the row's height.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRow(Span<float> row, float x0, float x1, float d)
    {
        x0 = Math.Clamp(x0, 0, _width);
        x1 = Math.Clamp(x1, 0, _width);
        int i0 = (int)x0;
        int i1 = (int)MathF.Ceiling(x1);
        if (i1 <= i0 + 1)
        {
            float middle = (0.5f * (x0 + x1)) - i0;
            row[i0] += d * (1 - middle);
            row[i0 + 1] += d * middle;
            return;
        }

        float s = 1 / (x1 - x0);
        float x0f = x0 - i0;
        float a0 = 0.5f * s * (1 - x0f) * (1 - x0f);
        float x1f = x1 - i1 + 1;
        float am = 0.5f * s * x1f * x1f;
        row[i0] += d * a0;
        if (i1 == i0 + 2)
        {
            row[i0 + 1] += d * (1 - a0 - am);
        }
        else
        {
            float a1 = s * (1.5f - x0f);
            row[i0 + 1] += d * (a1 - a0);
            for (int i = i0 + 2; i < i1 - 1; i++)
            {
                row[i] += d * s;
            }

            float a2 = a1 + ((i1 - i0 - 3) * s);
            row[i1 - 1] += d * (1 - a2 - am);
        }

        row[i1] += d * am;
    }

    private void Blend(Span<float> plane, int width, float density)
    {
        for (int y = 0; y < _height; y++)
        {
            ReadOnlySpan<float> row = _area.AsSpan(y * _stride, _stride);
            Span<float> target = plane.Slice((_top + y) * width, width);
            float sum = 0;
            for (int x = 0; x < _width; x++)
            {
                sum += row[x];
                int at = _left + x;
                float coverage = MathF.Min(MathF.Abs(sum), 1) * density;
                if (at >= 0 && coverage > 0.002f)
                {
                    target[at] = 1 - ((1 - target[at]) * (1 - coverage));
                }
            }
        }
    }
}
