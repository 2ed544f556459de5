using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

/// <summary>Blobs that stand side by side on one line, between a common top and a common bottom.</summary>
internal sealed class GlyphLine
{
    /// <summary>Most glyphs that one line takes.</summary>
    public const int Capacity = 24;

    private readonly float[] _along = new float[Capacity];
    private readonly float[] _top = new float[Capacity];
    private readonly float[] _bottom = new float[Capacity];

    private float _cos;
    private float _sin;
    private float _topSlope;
    private float _bottomSlope;

    /// <summary>The blobs from left to right.</summary>
    public List<int> Members { get; } = new(Capacity);

    /// <summary>Direction of reading in radians, between −π/2 and π/2.</summary>
    public float Angle { get; private set; }

    /// <summary>Mean height of the glyphs.</summary>
    public float Height { get; private set; }

    /// <summary>Median distance between neighbours.</summary>
    public float Pitch { get; private set; }

    /// <summary>Where the line's middle passes.</summary>
    public float X { get; private set; }

    /// <inheritdoc cref="X"/>
    public float Y { get; private set; }

    /// <summary>Standard deviation of the glyphs' heights, as a share of the height.</summary>
    public float HeightSpread { get; private set; }

    /// <summary>Mean deviation of the distances from the pitch, as a share of it.</summary>
    public float PitchSpread { get; private set; }

    /// <summary>Mean width of the glyphs, as a share of the height.</summary>
    public float Aspect { get; private set; }

    /// <summary>Mean share of ink in the glyphs' rectangles: about a half for characters, nearly 1 for bars.</summary>
    public float Fill { get; private set; }

    /// <summary>Ends of the line along its direction, from (X, Y).</summary>
    public float Left { get; private set; }

    /// <inheritdoc cref="Left"/>
    public float Right { get; private set; }

    /// <summary>The top and bottom of the row, across its direction, from (X, Y), and their slopes along it.</summary>
    public float Top { get; private set; }

    /// <inheritdoc cref="Top"/>
    public float Bottom { get; private set; }

    /// <summary>Starts the line anew with two neighbours, the left one first.</summary>
    public void Reset(ReadOnlySpan<InkBlob> blobs, int left, int right)
    {
        Members.Clear();
        Members.Add(left);
        Members.Add(right);
        Angle = MathF.Atan2(blobs[right].Y - blobs[left].Y, blobs[right].X - blobs[left].X);
        Fit(blobs, turns: 1);
    }

    /// <summary>Adds a blob at one end.</summary>
    public void Add(ReadOnlySpan<InkBlob> blobs, int blob, bool atRight)
    {
        Members.Insert(atRight ? Members.Count : 0, blob);
        if (Members.Count <= 8 || Members.Count % 4 == 0)
        {
            Fit(blobs, turns: 1);
        }
    }

    /// <summary>The right or left end.</summary>
    public LineEnd End(ReadOnlySpan<InkBlob> blobs, bool atRight)
    {
        ref readonly InkBlob last = ref blobs[Members[atRight ? Members.Count - 1 : 0]];
        return new LineEnd(last.X, last.Y, atRight ? _cos : -_cos, atRight ? _sin : -_sin);
    }

    /// <summary>Where a blob stands on this line.</summary>
    public GlyphPlace Locate(in InkBlob blob)
    {
        float across = ((blob.Y - Y) * _cos) - ((blob.X - X) * _sin);
        (float top, float bottom) = blob.Project(Angle + (MathF.PI / 2));
        (float low, float high) = blob.Project(Angle);
        float mismatch = Math.Max(Math.Abs(across + top - Top), Math.Abs(across + bottom - Bottom)) / Height;
        return new GlyphPlace(across + top, across + bottom, high - low, mismatch);
    }

    /// <summary>Fits direction, height and pitch to the members.</summary>
    public void Fit(ReadOnlySpan<InkBlob> blobs, int turns)
    {
        int count = Members.Count;
        X = 0;
        Y = 0;
        foreach (int member in Members)
        {
            X += blobs[member].X;
            Y += blobs[member].Y;
        }

        X /= count;
        Y /= count;
        for (int turn = 0; turn <= turns; turn++)
        {
            float cos = MathF.Cos(Angle);
            float sin = MathF.Sin(Angle);
            float products = 0;
            float squares = 0;
            float top = 0;
            float bottom = 0;
            for (int i = 0; i < count; i++)
            {
                ref readonly InkBlob blob = ref blobs[Members[i]];
                float dx = blob.X - X;
                float dy = blob.Y - Y;
                float along = (dx * cos) + (dy * sin);
                float across = (dy * cos) - (dx * sin);
                (float low, float high) = blob.Project(Angle + (MathF.PI / 2));
                _along[i] = along;
                _top[i] = across + low;
                _bottom[i] = across + high;
                products += along * (_top[i] + _bottom[i]) * 0.5f;
                squares += along * along;
                top += _top[i];
                bottom += _bottom[i];
            }

            Top = top / count;
            Bottom = bottom / count;
            Height = Bottom - Top;
            if (turn == turns)
            {
                break;
            }

            Angle += MathF.Atan2(products, squares);
        }

        _cos = MathF.Cos(Angle);
        _sin = MathF.Sin(Angle);
        Span<float> gaps = stackalloc float[count - 1];
        for (int i = 1; i < count; i++)
        {
            gaps[i - 1] = _along[i] - _along[i - 1];
        }

        gaps.Sort();
        Pitch = gaps[(count - 1) / 2];
    }

    /// <summary>Measures how even the line is, and fits its edges.</summary>
    public void Measure(ReadOnlySpan<InkBlob> blobs)
    {
        int count = Members.Count;
        float heights = 0;
        float deviation = 0;
        float widths = 0;
        float fill = 0;
        for (int i = 0; i < count; i++)
        {
            float height = _bottom[i] - _top[i];
            heights += MathF.Abs(height - Height);
            (float low, float high) = blobs[Members[i]].Project(Angle);
            widths += high - low;
            fill += blobs[Members[i]].Area / ((high - low) * height);
            if (i == 0)
            {
                Left = _along[0] + low;
            }

            if (i == count - 1)
            {
                Right = _along[i] + high;
            }

            if (i > 0)
            {
                float gap = (_along[i] - _along[i - 1]) / Pitch;
                deviation += MathF.Min(0.5f, MathF.Abs(gap - MathF.Max(1, MathF.Round(gap))));
            }
        }

        HeightSpread = heights / count / Height;
        PitchSpread = deviation / (count - 1);
        Aspect = widths / count / Height;
        Fill = fill / count;
        FitEdges(count);
    }

    /// <summary>The row in the scale's pixels times a factor; its upper and lower edge may run together a little, as perspective has it.</summary>
    public Quad ToQuad(float factor)
    {
        float cos = MathF.Cos(Angle);
        float sin = MathF.Sin(Angle);
        float x = X;
        float y = Y;
        PixelPoint At(float along, float across) => new((x + (along * cos) - (across * sin)) * factor, (y + (along * sin) + (across * cos)) * factor);
        return new Quad(
            At(Left, Top + (_topSlope * Left)),
            At(Right, Top + (_topSlope * Right)),
            At(Right, Bottom + (_bottomSlope * Right)),
            At(Left, Bottom + (_bottomSlope * Left)));
    }

    // Straight lines through the tops and through the bottoms; what lies far off (a comma, a stroke of the background) loses weight in
    // the second and third turn. Few glyphs say little about perspective, so the two slopes are drawn together the more the fewer there are.
    private void FitEdges(int count)
    {
        (Top, _topSlope) = FitEdge(_top.AsSpan(0, count));
        (Bottom, _bottomSlope) = FitEdge(_bottom.AsSpan(0, count));
        float mean = (_topSlope + _bottomSlope) * 0.5f;
        float trust = Math.Clamp((count - 5) / 5f, 0, 1);
        float length = Math.Max(1, Right - Left);
        float difference = Math.Clamp(_topSlope - mean, -0.1f * Height / length, 0.1f * Height / length) * trust;
        _topSlope = mean + difference;
        _bottomSlope = mean - difference;
        Height = Bottom - Top;
    }

    private (float Offset, float Slope) FitEdge(ReadOnlySpan<float> edge)
    {
        float offset = 0;
        float slope = 0;
        for (int turn = 0; turn < 3; turn++)
        {
            double weights = 0, x = 0, y = 0, xx = 0, xy = 0;
            for (int i = 0; i < edge.Length; i++)
            {
                float error = MathF.Abs(edge[i] - offset - (slope * _along[i])) / Height;
                double weight = turn == 0 ? 1 : 1 / (1 + (error * error * 400));
                weights += weight;
                x += weight * _along[i];
                y += weight * edge[i];
                xx += weight * _along[i] * _along[i];
                xy += weight * _along[i] * edge[i];
            }

            double variance = (xx * weights) - (x * x);
            slope = variance > 1e-6 ? (float)(((xy * weights) - (x * y)) / variance) : 0;
            offset = (float)((y - (slope * x)) / weights);
        }

        return (offset, slope);
    }
}
