namespace MlNetInvoice.Synthesis.Faces;

/// <summary>Collects polygons of one glyph, all turned the same way so that overlapping ones unite.</summary>
internal sealed class OutlineBuilder
{
    private readonly List<float> _points = [];
    private readonly List<int> _ends = [];

    /// <summary>A polygon whose inside is ink.</summary>
    public void Add(ReadOnlySpan<float> polygon) => Append(polygon, SignedArea(polygon) < 0);

    /// <summary>Two polygons with ink between them; the larger is the outer one.</summary>
    public void AddRing(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float first = SignedArea(one), second = SignedArea(other);
        bool firstIsOuter = MathF.Abs(first) >= MathF.Abs(second);
        Append(one, firstIsOuter == (first < 0));
        Append(other, firstIsOuter != (second < 0));
    }

    private static float SignedArea(ReadOnlySpan<float> polygon)
    {
        float area = 0;
        int n = polygon.Length / 2;
        for (int i = 0, j = n - 1; i < n; j = i++)
        {
            area += (polygon[2 * j] * polygon[(2 * i) + 1]) - (polygon[2 * i] * polygon[(2 * j) + 1]);
        }

        return area;
    }

    private void Append(ReadOnlySpan<float> polygon, bool reversed)
    {
        int n = polygon.Length / 2;
        for (int i = 0; i < n; i++)
        {
            int k = reversed ? n - 1 - i : i;
            _points.Add(polygon[2 * k]);
            _points.Add(polygon[(2 * k) + 1]);
        }

        _ends.Add(_points.Count / 2);
    }

    public void AddBox(float left, float top, float right, float bottom) => Add([left, top, right, top, right, bottom, left, bottom]);

    /// <summary>A disc or ellipse as a polygon of twelve corners with the same area.</summary>
    public void AddDisc(float x, float y, float radiusX, float radiusY)
    {
        Span<float> polygon = stackalloc float[24];
        for (int i = 0; i < 12; i++)
        {
            (float sin, float cos) = MathF.SinCos(MathF.PI * i / 6);
            polygon[2 * i] = x + (radiusX * 1.023f * cos);
            polygon[(2 * i) + 1] = y + (radiusY * 1.023f * sin);
        }

        Add(polygon);
    }

    public GlyphOutline Build(float advance) => new([.. _points], [.. _ends], advance);
}
