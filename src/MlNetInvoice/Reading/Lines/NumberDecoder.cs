using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

/// <summary>
/// Finds the best path through the segmentation graph of a strip. Nodes are the windows, an arc from one window to a later one says that they hold neighbouring digits; its
/// penalty is what the network thinks of the second window, of the windows between (which must hold no character) and how far the distance is off the pitch. All arcs are searched by
/// dynamic programming for each of a range of pitches (LeCun, Bottou, Bengio and Haffner 1998, sections IV to VI). Holds the buffers of one call at a time.
/// </summary>
internal sealed class NumberDecoder
{
    // Half of it off the pitch costs a digit 0.01.
    private const float PitchStep = 1.06f;

    private const float LeastDigit = -8f;
    private const float LeastGap = -3.5f;
    private const float GapWeight = 0.35f;
    private const float SideWeight = 0.35f;
    private const float PitchPenalty = 14f;
    private const float Hopeless = -5.5f;
    private const float Impossible = -1e9f;
    private const int Classes = PrintedClasses.Count;

    private readonly NumberPath _alternative = new();
    private float[] _digits = [];
    private float[] _best = [];
    private float[] _gap = [];
    private float[] _side = [];
    private float[] _raw = [];
    private float[] _path = [];
    private short[] _back = [];
    private short[] _nodes = [];
    private float[] _gaps = [];
    private int _longest;
    private int _nodeCount;
    private int _positions;

    /// <summary>Finds the best path.</summary>
    /// <param name="scores">37 logarithms of probability a window.</param>
    /// <param name="positions">Number of windows.</param>
    /// <param name="minDigits">Fewest digits, at least 1.</param>
    /// <param name="maxDigits">Most digits, at most <see cref="NumberPath.MaxDigits"/>.</param>
    /// <param name="minPitch">Smallest pitch, in windows.</param>
    /// <param name="maxPitch">Largest pitch, in windows.</param>
    /// <param name="path">Receives the path; its count is 0 where there is none.</param>
    /// <param name="isProbe">Whether every second pitch will do; else those beside the best one are tried too.</param>
    /// <param name="firstWindow">Windows before it hold no digit, because letters are known to stand there.</param>
    public void Decode(ReadOnlySpan<float> scores, int positions, int minDigits, int maxDigits, float minPitch, float maxPitch, NumberPath path, bool isProbe = false, int firstWindow = 0)
    {
        Prepare(scores, positions, maxDigits, firstWindow);
        MeasureGaps((int)MathF.Ceiling(1.32f * maxPitch * PitchStep));
        path.Count = 0;
        path.Score = float.NegativeInfinity;
        path.Margin = float.PositiveInfinity;
        for (float pitch = minPitch; pitch <= maxPitch; pitch *= PitchStep * PitchStep)
        {
            Search(pitch, minDigits, maxDigits, path);
        }

        if (path.Count > 0 && !isProbe)
        {
            float about = path.Pitch;
            Search(about / PitchStep, minDigits, maxDigits, path);
            Search(about * PitchStep, minDigits, maxDigits, path);
        }

        if (path.Count > 0)
        {
            Measure(path);
        }
    }

    private void Prepare(ReadOnlySpan<float> scores, int positions, int maxDigits, int firstWindow)
    {
        _positions = positions;
        if (_best.Length < positions + 1)
        {
            int size = positions + 64;
            _digits = new float[size * 10];
            _raw = new float[size * 10];
            _best = new float[size];
            _nodes = new short[size];
            _gap = new float[size + 1];
            _side = new float[size + 1];
        }

        if (_path.Length < maxDigits * _best.Length)
        {
            _path = new float[maxDigits * _best.Length];
            _back = new short[_path.Length];
        }

        _gap[0] = 0;
        _side[0] = 0;
        firstWindow = Math.Min(firstWindow, positions);
        _raw.AsSpan(0, firstWindow * 10).Fill(LeastDigit);
        _gap.AsSpan(0, firstWindow + 1).Clear();
        _side.AsSpan(0, firstWindow + 1).Clear();
        for (int t = firstWindow; t < positions; t++)
        {
            ReadOnlySpan<float> row = scores.Slice(t * Classes, Classes);
            float digits = 0;
            for (int d = 0; d < 10; d++)
            {
                digits += MathF.Exp(row[d]);
            }

            float none = MathF.Exp(row[PrintedClasses.None]);
            float known = MathF.Log(digits + none + 1e-6f);
            for (int d = 0; d < 10; d++)
            {
                // Letters that look like digits (O, I, S, B, Z) share the probability: at a digit's place most of it is given back.
                _raw[(t * 10) + d] = Math.Max(LeastDigit, row[d] - (0.8f * known));
            }

            _gap[t + 1] = _gap[t] + Math.Max(LeastGap, MathF.Log(none + 1e-4f));
            _side[t + 1] = _side[t] + Math.Max(LeastGap, MathF.Log(1f - Math.Min(digits, 1f) + 1e-4f));
        }

        for (int t = 0; t < positions; t++)
        {
            int before = Math.Max(0, t - 1) * 10;
            int after = Math.Min(positions - 1, t + 1) * 10;
            float best = float.NegativeInfinity;
            for (int d = 0; d < 10; d++)
            {
                // A digit shows in two windows at least; the third may already lie between digits.
                float value = (0.6f * _raw[(t * 10) + d]) + (0.4f * Math.Max(_raw[before + d], _raw[after + d]));
                _digits[(t * 10) + d] = value;
                best = Math.Max(best, value);
            }

            _best[t] = best;
        }

        FindNodes();
    }

    // Windows where a digit shows as well as in the neighbouring ones, or nearly: the nodes of the graph.
    private void FindNodes()
    {
        _nodeCount = 0;
        for (int t = 0; t < _positions; t++)
        {
            float around = Math.Max(t > 0 ? _best[t - 1] : Impossible, t + 1 < _positions ? _best[t + 1] : Impossible);
            if (_best[t] >= Hopeless && _best[t] >= around - 0.25f)
            {
                _nodes[_nodeCount++] = (short)t;
            }
        }
    }

    // What lies between two nodes does not depend on the pitch: it is added up once for all of them.
    private void MeasureGaps(int longest)
    {
        _longest = longest;
        if (_gaps.Length < _nodeCount * (longest + 1))
        {
            _gaps = new float[(_nodeCount + 64) * (longest + 1)];
        }

        for (int node = 1; node < _nodeCount; node++)
        {
            int t = _nodes[node];
            for (int before = node - 1; before >= 0 && t - _nodes[before] <= longest; before--)
            {
                int s = t - _nodes[before];
                _gaps[(node * (longest + 1)) + s] = Gap(_nodes[before], s);
            }
        }
    }

    private void Search(float pitch, int minDigits, int maxDigits, NumberPath path)
    {
        int stride = _best.Length;
        int spans = _longest + 1;
        int shortest = Math.Max(2, (int)MathF.Floor(0.72f * pitch));
        int longest = (int)MathF.Ceiling(1.32f * pitch);
        Span<float> arcs = stackalloc float[longest - shortest + 1];
        for (int s = shortest; s <= longest; s++)
        {
            float off = (s - pitch) / pitch;
            arcs[s - shortest] = -PitchPenalty * off * off;
        }

        for (int k = 0; k < maxDigits; k++)
        {
            bool any = false;
            for (int node = 0; node < _nodeCount; node++)
            {
                int t = _nodes[node];
                int at = (k * stride) + node;
                if (k == 0)
                {
                    _path[at] = _best[t] + SideBefore(t, pitch, maxDigits > minDigits);
                    any = true;
                    continue;
                }

                float best = Impossible;
                int from = -1;
                for (int before = node - 1; before >= 0 && t - _nodes[before] <= longest; before--)
                {
                    int s = t - _nodes[before];
                    float score = _path[at - stride - node + before];
                    if (s < shortest || score <= Impossible)
                    {
                        continue;
                    }

                    score += arcs[s - shortest] + _gaps[(node * spans) + s];
                    if (score > best)
                    {
                        best = score;
                        from = before;
                    }
                }

                _path[at] = from < 0 ? Impossible : best + _best[t];
                _back[at] = (short)from;
                any |= from >= 0;
            }

            if (!any)
            {
                break;
            }

            if (k + 1 >= minDigits)
            {
                Conclude(k, pitch, maxDigits > minDigits, path);
            }
        }
    }

    // The windows between two digits, without those that may still show either.
    private float Gap(int from, int distance)
    {
        int skip = Math.Max(1, (int)MathF.Round(0.39f * distance));
        int start = from + skip;
        int end = from + distance - skip + 1;
        return end > start ? GapWeight * (_gap[end] - _gap[start]) : 0;
    }

    private float SideBefore(int first, float pitch, bool whole)
    {
        int end = Math.Max(0, first - (int)MathF.Round(0.6f * pitch) + 1);
        int start = whole ? 0 : Math.Max(0, first - (int)MathF.Round(2.2f * pitch));
        return end > start ? SideWeight * (_side[end] - _side[start]) : 0;
    }

    private float SideAfter(int last, float pitch, bool whole)
    {
        int start = Math.Min(_positions, last + (int)MathF.Round(0.6f * pitch));
        int end = whole ? _positions : Math.Min(_positions, last + (int)MathF.Round(2.2f * pitch) + 1);
        return end > start ? SideWeight * (_side[end] - _side[start]) : 0;
    }

    private void Conclude(int k, float pitch, bool whole, NumberPath path)
    {
        int stride = _best.Length;
        for (int node = 0; node < _nodeCount; node++)
        {
            float score = _path[(k * stride) + node];
            if (score <= Impossible)
            {
                continue;
            }

            score += SideAfter(_nodes[node], pitch, whole);
            // What cannot become the best nor come near it as another number needs no tracing.
            if (path.Count > 0 && score < path.Score - Math.Min(path.Margin, 12f))
            {
                continue;
            }

            Trace(k, node, pitch, score, _alternative);
            Offer(_alternative, path);
        }
    }

    private void Trace(int k, int node, float pitch, float score, NumberPath path)
    {
        int stride = _best.Length;
        path.Count = k + 1;
        path.Score = score;
        path.Pitch = pitch;
        for (int i = k; i >= 0; i--)
        {
            int t = _nodes[node];
            path.Positions[i] = t;
            _digits.AsSpan(t * 10, 10).CopyTo(path.DigitScores.AsSpan(i * 10));
            if (i > 0)
            {
                node = _back[(i * stride) + node];
            }
        }
    }

    private static void Offer(NumberPath found, NumberPath path)
    {
        if (path.Count == 0)
        {
            path.CopyFrom(found);
            path.Margin = float.PositiveInfinity;
            return;
        }

        bool same = SameNumber(found, path);
        if (found.Score > path.Score)
        {
            float margin = same ? path.Margin + (found.Score - path.Score) : found.Score - path.Score;
            path.CopyFrom(found);
            path.Margin = margin;
        }
        else if (!same)
        {
            path.Margin = Math.Min(path.Margin, path.Score - found.Score);
        }
    }

    /// <summary>Whether two paths read as the same digits.</summary>
    public static bool SameNumber(NumberPath a, NumberPath b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            if (ClassScores.IndexOfLargest(a.ScoresOf(i)) != ClassScores.IndexOfLargest(b.ScoresOf(i)))
            {
                return false;
            }
        }

        return true;
    }

    private void Measure(NumberPath path)
    {
        float sum = 0;
        float worst = 0;
        for (int i = 0; i < path.Count; i++)
        {
            ReadOnlySpan<float> scores = path.ScoresOf(i);
            int best = ClassScores.IndexOfLargest(scores);
            float second = float.NegativeInfinity;
            for (int d = 0; d < 10; d++)
            {
                second = d == best ? second : Math.Max(second, scores[d]);
            }

            path.Margin = Math.Min(path.Margin, scores[best] - second);
            sum += scores[best];
            worst = Math.Min(worst, scores[best]);
        }

        path.MeanDigit = sum / path.Count;
        path.WorstDigit = worst;
        float pitch = path.Count > 1 ? (path.Positions[path.Count - 1] - path.Positions[0]) / (path.Count - 1f) : path.Pitch;
        float deviation = 0;
        float gaps = 0;
        int gapWindows = 0;
        for (int i = 1; i < path.Count; i++)
        {
            int distance = path.Positions[i] - path.Positions[i - 1];
            deviation += (distance - pitch) * (distance - pitch);
            int skip = Math.Max(1, (int)MathF.Round(0.39f * distance));
            int start = path.Positions[i - 1] + skip;
            int end = path.Positions[i] - skip + 1;
            gaps += end > start ? _gap[end] - _gap[start] : 0;
            gapWindows += Math.Max(0, end - start);
        }

        path.Pitch = pitch;
        path.PitchDeviation = path.Count > 1 ? MathF.Sqrt(deviation / (path.Count - 1)) / pitch : 0;
        path.MeanGap = gapWindows > 0 ? gaps / gapWindows : 0;
        int before = path.Positions[0] - (int)MathF.Round(0.6f * pitch);
        float after = WorstSide(path.Positions[path.Count - 1] + (int)MathF.Round(0.6f * pitch), path.Positions[path.Count - 1] + (int)(2f * pitch));
        path.Isolation = Math.Min(WorstSide(path.Positions[0] - (int)(2f * pitch), before), after);
        path.IsolationAfter = after;
    }

    // The lowest mean of two neighbouring windows: one alone may be chance.
    private float WorstSide(int start, int end)
    {
        float worst = 0;
        for (int t = Math.Max(0, start); t + 1 < Math.Min(_positions, end + 1); t++)
        {
            worst = Math.Min(worst, 0.5f * (_side[t + 2] - _side[t]));
        }

        return worst;
    }
}
