namespace MlNetInvoice.Synthesis.Faces;

/// <summary>
/// Turns a centre line into the outline of an elliptical pen's stroke: corners rounded off by cubics, smooth runs offset to both sides by
/// mitred normals, sharp corners joined by a mitre or a disc, ends cut square, rounded or given a serif.
/// </summary>
internal sealed class StrokePen(OutlineBuilder builder, float penX, float penY, bool round)
{
    private const float Kappa = 0.5523f;
    private readonly List<(float X, float Y, bool Sharp)> _line = [];

    public float Fillet { get; init; } = 1;

    public float MaxRadius { get; init; } = 10;

    public float Serif { get; init; }

    public float SerifPen { get; init; }

    /// <summary>Whether another stroke ends or turns at a point, so that a stroke that ends there needs no serif.</summary>
    public Func<float, float, bool> IsJoined { get; init; } = static (_, _) => false;

    /// <summary>Where centre lines touch the top of a capital: an end there, cut square, is drawn on to the full height.</summary>
    public float Top { get; init; } = float.NaN;

    /// <summary>Where centre lines touch the baseline.</summary>
    public float Bottom { get; init; } = float.NaN;

    public void Draw(float[] x, float[] y, bool[] rounded, bool closed)
    {
        Flatten(x, y, rounded, closed);
        int sharp = closed ? _line.FindIndex(point => point.Sharp) : -1;
        if (closed && sharp < 0)
        {
            Ring();
            return;
        }

        if (closed)
        {
            // A closed line with a corner is an open one that begins and ends there.
            (float X, float Y, bool Sharp)[] turned = [.. _line[sharp..], .. _line[..sharp], _line[sharp]];
            _line.Clear();
            _line.AddRange(turned);
        }

        int last = _line.Count - 1;
        if (!closed && !round && last > 0)
        {
            Extend(0, 1);
            Extend(last, last - 1);
        }

        for (int start = 0; start < last;)
        {
            int end = start + 1;
            while (end < last && !_line[end].Sharp)
            {
                end++;
            }

            Run(start, end);
            if (end < last)
            {
                Join(end - 1, end, end + 1);
            }

            start = end;
        }

        if (closed)
        {
            Join(last - 1, last, 1);
            return;
        }

        End(0, 1);
        End(last, last - 1);
    }

    private void Flatten(float[] x, float[] y, bool[] rounded, bool closed)
    {
        _line.Clear();
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            bool interior = closed || (i > 0 && i < n - 1);
            if (!rounded[i] || !interior)
            {
                _line.Add((x[i], y[i], true));
                continue;
            }

            int a = (i + n - 1) % n, b = (i + 1) % n;
            (float ux, float uy, float fromDistance) = Corner(x, y, i, a, rounded[a]);
            (float vx, float vy, float toDistance) = Corner(x, y, i, b, rounded[b]);
            (float sx, float sy) = (x[i] + (ux * fromDistance), y[i] + (uy * fromDistance));
            (float tx, float ty) = (x[i] + (vx * toDistance), y[i] + (vy * toDistance));
            const int Steps = 6;
            for (int step = 0; step <= Steps; step++)
            {
                float t = step / (float)Steps, s = 1 - t;
                float c1x = sx - (ux * fromDistance * Kappa), c1y = sy - (uy * fromDistance * Kappa);
                float c2x = tx - (vx * toDistance * Kappa), c2y = ty - (vy * toDistance * Kappa);
                Append(
                    (s * s * s * sx) + (3 * s * s * t * c1x) + (3 * s * t * t * c2x) + (t * t * t * tx),
                    (s * s * s * sy) + (3 * s * s * t * c1y) + (3 * s * t * t * c2y) + (t * t * t * ty));
            }
        }

        if (closed && _line.Count > 1 && Near(_line[0], _line[^1]))
        {
            _line.RemoveAt(_line.Count - 1);
        }
    }

    private void Append(float x, float y)
    {
        if (_line.Count == 0 || !Near(_line[^1], (x, y, false)))
        {
            _line.Add((x, y, false));
        }
    }

    private static bool Near((float X, float Y, bool Sharp) a, (float X, float Y, bool Sharp) b) =>
        MathF.Abs(a.X - b.X) + MathF.Abs(a.Y - b.Y) < 1e-4f;

    private (float X, float Y, float Distance) Corner(float[] x, float[] y, int i, int to, bool shared)
    {
        float dx = x[to] - x[i], dy = y[to] - y[i];
        float length = MathF.Max(1e-6f, MathF.Sqrt((dx * dx) + (dy * dy)));
        float budget = length * (shared ? 0.5f : 0.92f) * Fillet;
        return (dx / length, dy / length, MathF.Min(budget, MaxRadius));
    }

    /// <summary>The normal of a segment, as the pen's ellipse touches it.</summary>
    private (float X, float Y) Normal(int from, int to)
    {
        float dx = (_line[to].X - _line[from].X) / penX, dy = (_line[to].Y - _line[from].Y) / penY;
        float length = MathF.Max(1e-6f, MathF.Sqrt((dx * dx) + (dy * dy)));
        return (-dy / length, dx / length);
    }

    private (float X, float Y) Mitre((float X, float Y) a, (float X, float Y) b)
    {
        float scale = 1 / MathF.Max(0.35f, 1 + (a.X * b.X) + (a.Y * b.Y));
        return ((a.X + b.X) * scale * penX, (a.Y + b.Y) * scale * penY);
    }

    private void Run(int start, int end)
    {
        int count = end - start + 1;
        float[] polygon = new float[count * 4];
        for (int i = 0; i < count; i++)
        {
            int at = start + i;
            (float X, float Y) before = Normal(Math.Max(start, at - 1), Math.Max(start + 1, at));
            (float X, float Y) after = Normal(Math.Min(end - 1, at), Math.Min(end, at + 1));
            (float mx, float my) = Mitre(before, after);
            int back = (2 * count) - 1 - i;
            (polygon[2 * i], polygon[(2 * i) + 1]) = (_line[at].X + mx, _line[at].Y + my);
            (polygon[2 * back], polygon[(2 * back) + 1]) = (_line[at].X - mx, _line[at].Y - my);
        }

        builder.Add(polygon);
    }

    private void Ring()
    {
        int n = _line.Count;
        float[] one = new float[2 * n], other = new float[2 * n];
        for (int i = 0; i < n; i++)
        {
            (float mx, float my) = Mitre(Normal((i + n - 1) % n, i), Normal(i, (i + 1) % n));
            (one[2 * i], one[(2 * i) + 1]) = (_line[i].X + mx, _line[i].Y + my);
            (other[2 * i], other[(2 * i) + 1]) = (_line[i].X - mx, _line[i].Y - my);
        }

        builder.AddRing(one, other);
    }

    private void Join(int from, int at, int to)
    {
        if (round)
        {
            builder.AddDisc(_line[at].X, _line[at].Y, penX, penY);
            return;
        }

        (float X, float Y) a = Normal(from, at), b = Normal(at, to);
        float side = (a.X * b.Y) - (a.Y * b.X) > 0 ? -1 : 1;
        (a, b) = ((a.X * side, a.Y * side), (b.X * side, b.Y * side));
        float cosine = (a.X * b.X) + (a.Y * b.Y);
        (float x, float y) = (_line[at].X, _line[at].Y);
        // A very sharp corner is cut short, or an A would stand out of its line.
        float scale = 1 / MathF.Max(0.6f, 1 + cosine);
        builder.Add(
        [
            x, y,
            x + (a.X * penX), y + (a.Y * penY),
            x + ((a.X + b.X) * scale * penX), y + ((a.Y + b.Y) * scale * penY),
            x + (b.X * penX), y + (b.Y * penY),
        ]);
    }

    /// <summary>Without a round cap an upright end would stop half a pen short of the line it stands on.</summary>
    private void Extend(int at, int from)
    {
        (float x, float y, bool sharp) = _line[at];
        float dx = x - _line[from].X, dy = y - _line[from].Y;
        bool ends = dy > 0 ? MathF.Abs(y - Bottom) < 1e-3f : MathF.Abs(y - Top) < 1e-3f;
        if (ends && MathF.Abs(dy) > 0.7f * MathF.Abs(dx))
        {
            float more = penY / MathF.Abs(dy);
            _line[at] = (x + (dx * more), y + (dy * more), sharp);
        }
    }

    private void End(int at, int from)
    {
        (float x, float y) = (_line[at].X, _line[at].Y);
        if (round)
        {
            builder.AddDisc(x, y, penX, penY);
        }

        float dx = x - _line[from].X, dy = y - _line[from].Y;
        bool low = y > Bottom - (1.01f * penY) && y < Bottom + (1.01f * penY), high = y > Top - (1.01f * penY) && y < Top + (1.01f * penY);
        if (Serif <= 0 || (!low && !high))
        {
            return;
        }

        if (MathF.Abs(dy) > 0.7f * MathF.Abs(dx))
        {
            // A level bar across the end of an upright or slanting stroke.
            float edge = low ? Bottom + penY : Top - penY, inner = low ? edge - (2 * SerifPen) : edge + (2 * SerifPen);
            builder.AddBox(x - Serif, MathF.Min(edge, inner), x + Serif, MathF.Max(edge, inner));
            builder.AddBox(x - penX, MathF.Min(y, edge), x + penX, MathF.Max(y, edge));
        }
        else if (!IsJoined(x, y))
        {
            // A tick at the end of a level stroke, towards the middle of the glyph.
            float inner = dx > 0 ? x - (2 * SerifPen) : x, reach = (low ? -1.4f : 1.4f) * Serif, edge = low ? Bottom + penY : Top - penY;
            builder.AddBox(inner, MathF.Min(edge, edge + reach), inner + (2 * SerifPen), MathF.Max(edge, edge + reach));
        }
    }
}
