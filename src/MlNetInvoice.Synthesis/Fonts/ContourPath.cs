using System.Diagnostics;
using MlNetInvoice.Synthesis.Faces;
using SkiaSharp;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Closed contours in font units, y downwards, with curves flattened as they are added.</summary>
internal sealed class ContourPath
{
    private const int MaximumPoints = 20_000;
    private readonly List<float> _points = [];
    private readonly List<int> _ends = [];
    private int _start;
    private float _x;
    private float _y;

    public ContourPath(SKPath path)
    {
        using SKPath.RawIterator steps = path.CreateRawIterator();
        Span<SKPoint> p = stackalloc SKPoint[4];
        for (SKPathVerb verb = steps.Next(p); verb != SKPathVerb.Done; verb = steps.Next(p))
        {
            switch (verb)
            {
                case SKPathVerb.Move:
                    Close();
                    LineTo(p[0].X, p[0].Y);
                    break;
                case SKPathVerb.Line:
                    LineTo(p[1].X, p[1].Y);
                    break;
                case SKPathVerb.Quad:
                    QuadraticTo(p[1], p[2]);
                    break;
                case SKPathVerb.Cubic:
                    CubicTo(p[1], p[2], p[3]);
                    break;
                case SKPathVerb.Close:
                    break;
                default:
                    throw new UnreachableException($"Fonts hold lines, quadratic and cubic curves; this outline holds {verb}.");
            }
        }

        Close();
    }

    public float Top { get; private set; } = float.PositiveInfinity;

    public GlyphOutline ToOutline(float scale, float advance) => new([.. _points.Select(value => value * scale)], [.. _ends], advance);

    private void LineTo(float x, float y)
    {
        if (_points.Count > 2 * MaximumPoints)
        {
            throw new InvalidDataSetException($"A glyph of the font has more than {MaximumPoints} points.");
        }

        _points.Add(x);
        _points.Add(y);
        (_x, _y) = (x, y);
        Top = MathF.Min(Top, y);
    }

    private void QuadraticTo(SKPoint control, SKPoint end)
    {
        (float x0, float y0) = (_x, _y);
        const int Steps = 4;
        for (int i = 1; i <= Steps; i++)
        {
            float t = i / (float)Steps, s = 1 - t;
            LineTo((s * s * x0) + (2 * s * t * control.X) + (t * t * end.X), (s * s * y0) + (2 * s * t * control.Y) + (t * t * end.Y));
        }
    }

    private void CubicTo(SKPoint a, SKPoint b, SKPoint end)
    {
        (float x0, float y0) = (_x, _y);
        const int Steps = 6;
        for (int i = 1; i <= Steps; i++)
        {
            float t = i / (float)Steps, s = 1 - t;
            float w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
            LineTo((w0 * x0) + (w1 * a.X) + (w2 * b.X) + (w3 * end.X), (w0 * y0) + (w1 * a.Y) + (w2 * b.Y) + (w3 * end.Y));
        }
    }

    /// <summary>Ends the current contour: without its first point repeated at the end, and dropped if it spans no area.</summary>
    private void Close()
    {
        int first = 2 * _start;
        if (_points.Count - first > 2 && _points[first] == _points[^2] && _points[first + 1] == _points[^1])
        {
            _points.RemoveRange(_points.Count - 2, 2);
        }

        if ((_points.Count / 2) - _start >= 3)
        {
            _ends.Add(_points.Count / 2);
        }
        else
        {
            _points.RemoveRange(first, _points.Count - first);
        }

        _start = _points.Count / 2;
    }
}
