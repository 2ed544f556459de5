namespace MlNetInvoice.Synthesis.Faces;

/// <summary>
/// The shape of one character: closed polygons whose inside (non-zero winding) is ink. The capital's height is 1, the baseline lies at y = 0,
/// y points down (the top of a capital is at −1) and x starts at the pen's origin. Immutable.
/// </summary>
internal sealed class GlyphOutline
{
    private readonly float[] _points;
    private readonly int[] _ends;

    /// <param name="points">x and y of all vertices, polygon after polygon.</param>
    /// <param name="ends">For each polygon the number of vertices up to and with its last.</param>
    /// <param name="advance">How far the pen moves on.</param>
    public GlyphOutline(float[] points, int[] ends, float advance)
    {
        _points = points;
        _ends = ends;
        Advance = advance;
        Left = Top = float.PositiveInfinity;
        Right = Bottom = float.NegativeInfinity;
        for (int i = 0; i < points.Length; i += 2)
        {
            Left = MathF.Min(Left, points[i]);
            Right = MathF.Max(Right, points[i]);
            Top = MathF.Min(Top, points[i + 1]);
            Bottom = MathF.Max(Bottom, points[i + 1]);
        }

        if (points.Length == 0)
        {
            Left = Top = Right = Bottom = 0;
        }
    }

    public ReadOnlySpan<float> Points => _points;

    public ReadOnlySpan<int> Ends => _ends;

    public float Advance { get; }

    public float Left { get; }

    public float Right { get; }

    public float Top { get; }

    public float Bottom { get; }

    public bool IsEmpty => _points.Length == 0;
}
