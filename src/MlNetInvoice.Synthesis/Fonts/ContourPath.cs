using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Closed contours in font units, y upwards, with curves flattened as they are added.</summary>
internal sealed class ContourPath
{
    private const int MaximumPoints = 20_000;
    private readonly List<float> _points = [];
    private readonly List<int> _ends = [];
    private int _start;
    private float _x;
    private float _y;

    public float MaximumY { get; private set; } = float.NegativeInfinity;

    public void MoveTo(float x, float y)
    {
        Close();
        LineTo(x, y);
    }

    public void LineTo(float x, float y)
    {
        if (_points.Count > 2 * MaximumPoints)
        {
            throw new InvalidDataSetException($"A glyph of the font has more than {MaximumPoints} points.");
        }

        _points.Add(x);
        _points.Add(y);
        (_x, _y) = (x, y);
        MaximumY = MathF.Max(MaximumY, y);
    }

    /// <summary>A quadratic curve from the current point.</summary>
    public void QuadraticTo(float controlX, float controlY, float x, float y)
    {
        (float x0, float y0) = (_x, _y);
        const int Steps = 4;
        for (int i = 1; i <= Steps; i++)
        {
            float t = i / (float)Steps, s = 1 - t;
            LineTo((s * s * x0) + (2 * s * t * controlX) + (t * t * x), (s * s * y0) + (2 * s * t * controlY) + (t * t * y));
        }
    }

    /// <summary>A cubic curve from the current point.</summary>
    public void CubicTo(float ax, float ay, float bx, float by, float x, float y)
    {
        (float x0, float y0) = (_x, _y);
        const int Steps = 6;
        for (int i = 1; i <= Steps; i++)
        {
            float t = i / (float)Steps, s = 1 - t;
            float w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
            LineTo((w0 * x0) + (w1 * ax) + (w2 * bx) + (w3 * x), (w0 * y0) + (w1 * ay) + (w2 * by) + (w3 * y));
        }
    }

    /// <summary>Ends the current contour.</summary>
    public void Close()
    {
        if ((_points.Count / 2) - _start >= 3)
        {
            _ends.Add(_points.Count / 2);
        }
        else
        {
            _points.RemoveRange(2 * _start, _points.Count - (2 * _start));
        }

        _start = _points.Count / 2;
    }

    /// <summary>Adds the contours of another glyph under an affine map.</summary>
    public void Append(ContourPath other, in AffineMap map)
    {
        Close();
        int first = 0;
        foreach (int end in other._ends)
        {
            for (int i = first; i < end; i++)
            {
                (float x, float y) = map.Apply(other._points[2 * i], other._points[(2 * i) + 1]);
                LineTo(x, y);
            }

            first = end;
            Close();
        }
    }

    /// <summary>As an outline whose y points down.</summary>
    public GlyphOutline ToOutline(float scale, float advance)
    {
        Close();
        float[] points = new float[_points.Count];
        for (int i = 0; i < points.Length; i += 2)
        {
            points[i] = _points[i] * scale;
            points[i + 1] = -_points[i + 1] * scale;
        }

        return new GlyphOutline(points, [.. _ends], advance);
    }
}
