using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Where the modules of a QR code lie in a picture: a perspective mapping through the middles of the corner marks and a fourth point, and a mesh of displacements for curled and folded
/// paper. Fitted by making the sampled modules as light and dark as they can be, and those that every code has as they must be. Belongs to one call.
/// </summary>
internal sealed class ModuleGrid
{
    /// <summary>Points of the mesh along a side.</summary>
    private const int Nodes = 5;

    /// <summary>Farthest that a point of the mesh is moved, in modules.</summary>
    private const float MostBend = 1.6f;

    private readonly GrayImage _image;
    private readonly float[] _fourth = new float[2];
    private readonly float[] _aligned = new float[2];
    private readonly float[] _mesh = new float[2 * Nodes * Nodes];
    private bool _isBent;
    private float[] _values = [];
    private float[] _sums = [];
    private readonly PixelPoint _topLeft;
    private readonly PixelPoint _topRight;
    private readonly PixelPoint _bottomLeft;
    private readonly PixelPoint _affine;
    private ProjectiveTransform _map;

    /// <summary>Lays a grid.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="corners">The corner marks.</param>
    /// <param name="dimension">Modules a side.</param>
    public ModuleGrid(GrayImage image, CodeCorners corners, int dimension)
    {
        _image = image;
        Dimension = dimension;
        _topLeft = new PixelPoint(corners.TopLeft.X, corners.TopLeft.Y);
        _topRight = new PixelPoint(corners.TopRight.X, corners.TopRight.Y);
        _bottomLeft = new PixelPoint(corners.BottomLeft.X, corners.BottomLeft.Y);
        _affine = new PixelPoint(_topRight.X + _bottomLeft.X - _topLeft.X, _topRight.Y + _bottomLeft.Y - _topLeft.Y);
        float dx = _topRight.X - _topLeft.X, dy = _topRight.Y - _topLeft.Y;
        Module = MathF.Sqrt((dx * dx) + (dy * dy)) / (dimension - 7);
        IsPossible = TryMap();
    }

    /// <summary>Modules a side.</summary>
    public int Dimension { get; }

    /// <summary>A module's side in pixels, along the upper edge.</summary>
    public float Module { get; }

    /// <summary>Whether the corners span an area.</summary>
    public bool IsPossible { get; private set; }

    /// <summary>The outline of all modules.</summary>
    public Quad Outline() => new(At(0, 0), At(Dimension, 0), At(Dimension, Dimension), At(0, Dimension));

    /// <summary>How well the upper and left rows of alternating modules show, about 1 perfect, 0 by chance.</summary>
    public float Timing()
    {
        float even = 0, odd = 0, least = 255, most = 0;
        int count = 0;
        for (int i = 8; i < Dimension - 8; i++)
        {
            float across = Sample(At(i + 0.5f, 6.5f)), down = Sample(At(6.5f, i + 0.5f));
            least = Math.Min(least, Math.Min(across, down));
            most = Math.Max(most, Math.Max(across, down));
            if ((i & 1) == 0)
            {
                even += across + down;
                count += 2;
            }
            else
            {
                odd += across + down;
            }
        }

        return most - least < 8 ? 0 : ((odd / Math.Max(1, count - 2)) - (even / Math.Max(1, count))) / (0.8f * (most - least));
    }

    /// <summary>How well the worst of the three marks shows in the grid's own direction: a correlation, 1 perfect.</summary>
    public float Marks() => Math.Min(CornerMark(0, 0), Math.Min(CornerMark(Dimension - 7, 0), CornerMark(0, Dimension - 7)));

    /// <summary>Moves the fourth point so that the last alignment mark stands where one shows best.</summary>
    public void Align()
    {
        if (Dimension < 25)
        {
            return;
        }

        float place = Dimension - 6.5f, reach = 2.5f + (0.07f * Dimension), best = float.NegativeInfinity, bestX = 0, bestY = 0;
        for (float dy = -reach; dy <= reach; dy += 0.5f)
        {
            for (float dx = -reach; dx <= reach; dx += 0.5f)
            {
                float score = Mark(place + dx, place + dy) - (0.03f * (Math.Abs(dx) + Math.Abs(dy)));
                if (score > best)
                {
                    (best, bestX, bestY) = (score, dx, dy);
                }
            }
        }

        PixelPoint target = At(place + bestX, place + bestY);
        for (int turn = 0; turn < 4; turn++)
        {
            PixelPoint now = At(place, place);
            _fourth[0] += 1.15f * (target.X - now.X);
            _fourth[1] += 1.15f * (target.Y - now.Y);
            if (!TryMap())
            {
                Array.Clear(_fourth);
                TryMap();
                return;
            }
        }

        _fourth.CopyTo(_aligned, 0);
    }

    /// <summary>Share of the grid that shows no modules: covered or torn off. Error correction makes up for little more than a tenth.</summary>
    public float Covered()
    {
        Fill(step: 2, fine: false);
        int n = Dimension, count = 0, covered = 0;
        float sum = 0, squares = 0;
        for (int y = 0; y < n; y += 2)
        {
            for (int x = 0; x < n; x += 2)
            {
                float value = _values[(y * n) + x];
                sum += value;
                squares += value * value;
                count++;
            }
        }

        float deviation = MathF.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
        for (int y = 0; y < n; y += 2)
        {
            for (int x = 0; x < n; x += 2)
            {
                float least = 255, most = 0;
                for (int j = Math.Max(0, y - 4); j <= Math.Min(n - 1, y + 4); j += 2)
                {
                    for (int i = Math.Max(0, x - 4); i <= Math.Min(n - 1, x + 4); i += 2)
                    {
                        least = Math.Min(least, _values[(j * n) + i]);
                        most = Math.Max(most, _values[(j * n) + i]);
                    }
                }

                covered += most - least < deviation ? 1 : 0;
            }
        }

        return (float)covered / count;
    }

    /// <summary>Takes the fourth point back to where <see cref="Align"/> put it.</summary>
    public void Realign()
    {
        _aligned.CopyTo(_fourth, 0);
        TryMap();
    }

    /// <summary>Improves the fourth point step by step.</summary>
    public void Climb()
    {
        float best = Contrast(), step = 0.7f * Module;
        while (step > 0.07f * Module)
        {
            bool improved = false;
            for (int i = 0; i < 2; i++)
            {
                float before = _fourth[i];
                foreach (float way in (ReadOnlySpan<float>)[step, -step])
                {
                    _fourth[i] = before + way;
                    if (TryMap() && Contrast() is var contrast && contrast > best)
                    {
                        (best, before, improved) = (contrast, _fourth[i], true);
                        break;
                    }
                }

                _fourth[i] = before;
            }

            step *= improved ? 1 : 0.5f;
        }

        TryMap();
    }

    /// <summary>Bends the grid step by step, first as a whole, then point by point.</summary>
    public void Bend()
    {
        _isBent = true;
        float best = Contrast();
        foreach ((int reach, float share) in (ReadOnlySpan<(int, float)>)[(3, 0.5f), (2, 0.4f), (2, 0.2f), (1, 0.35f), (1, 0.2f)])
        {
            for (int node = 0; node < Nodes * Nodes; node++)
            {
                for (int axis = 0; axis < 2; axis++)
                {
                    float step = share * Module;
                    if (!TryMove(node, axis, reach, step, ref best))
                    {
                        TryMove(node, axis, reach, -step, ref best);
                    }
                }
            }
        }
    }

    private bool TryMove(int node, int axis, int reach, float step, ref float best)
    {
        Move(node, axis, reach, step);
        float contrast = Math.Abs(_mesh[(2 * node) + axis]) > MostBend * Module ? float.NegativeInfinity : Contrast();
        if (contrast > best)
        {
            best = contrast;
            return true;
        }

        Move(node, axis, reach, -step);
        return false;
    }

    // Points near by go along, the farther the less.
    private void Move(int node, int axis, int reach, float step)
    {
        int column = node % Nodes, row = node / Nodes;
        for (int y = 0; y < Nodes; y++)
        {
            for (int x = 0; x < Nodes; x++)
            {
                float near = Math.Max(0, 1 - (Math.Abs(x - column) / (float)reach)) * Math.Max(0, 1 - (Math.Abs(y - row) / (float)reach));
                _mesh[(2 * ((y * Nodes) + x)) + axis] += near * step;
            }
        }
    }

    /// <summary>Samples the modules.</summary>
    /// <param name="modules">Receives true for dark, row by row.</param>
    /// <param name="sharpen">How much of the neighbours' light is taken out of a module, for modules of a pixel or two.</param>
    /// <param name="radius">Modules either side that light and dark are told apart by.</param>
    public void Read(Span<bool> modules, float sharpen, int radius)
    {
        Fill(step: 1, fine: true);
        int n = Dimension;
        float[] values = _values;
        if (sharpen > 0)
        {
            values = new float[n * n];
            for (int y = 0; y < n; y++)
            {
                for (int x = 0; x < n; x++)
                {
                    float own = _values[(y * n) + x];
                    float left = x > 0 ? _values[(y * n) + x - 1] : own, right = x + 1 < n ? _values[(y * n) + x + 1] : own;
                    float above = y > 0 ? _values[((y - 1) * n) + x] : own, below = y + 1 < n ? _values[((y + 1) * n) + x] : own;
                    values[(y * n) + x] = own + (sharpen * (own - (0.25f * (left + right + above + below))));
                }
            }
        }

        Integrate(values);
        for (int y = 0; y < n; y++)
        {
            for (int x = 0; x < n; x++)
            {
                modules[(y * n) + x] = values[(y * n) + x] < Mean(x, y, radius);
            }
        }
    }

    private bool TryMap()
    {
        var quad = new Quad(_topLeft, _topRight, new PixelPoint(_affine.X + _fourth[0], _affine.Y + _fourth[1]), _bottomLeft);
        if (Math.Abs(Cross(quad.TopRight, quad.BottomRight, quad.BottomLeft)) < 1 || Math.Abs(Cross(quad.TopLeft, quad.TopRight, quad.BottomRight)) < 1)
        {
            return false;
        }

        _map = ProjectiveTransform.FromRectangle(quad, Dimension - 7, Dimension - 7);
        return true;
    }

    private static float Cross(PixelPoint a, PixelPoint b, PixelPoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    private PixelPoint At(float x, float y)
    {
        PixelPoint flat = _map.Map(new PixelPoint(x - 3.5f, y - 3.5f));
        if (!_isBent)
        {
            return flat;
        }

        float u = Math.Clamp(x / Dimension, 0, 0.9999f) * (Nodes - 1), v = Math.Clamp(y / Dimension, 0, 0.9999f) * (Nodes - 1);
        int column = (int)u, row = (int)v, i = 2 * ((row * Nodes) + column), below = i + (2 * Nodes);
        float fx = u - column, fy = v - row, a = (1 - fx) * (1 - fy), b = fx * (1 - fy), c = (1 - fx) * fy, d = fx * fy;
        return new PixelPoint(
            flat.X + (a * _mesh[i]) + (b * _mesh[i + 2]) + (c * _mesh[below]) + (d * _mesh[below + 2]),
            flat.Y + (a * _mesh[i + 1]) + (b * _mesh[i + 3]) + (c * _mesh[below + 1]) + (d * _mesh[below + 3]));
    }

    private float CornerMark(int left, int top)
    {
        float sum = 0, squares = 0, dark = 0;
        const int count = 49, darkCount = 33;
        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 7; x++)
            {
                float value = Sample(At(left + x + 0.5f, top + y + 0.5f));
                sum += value;
                squares += value * value;
                dark += Math.Max(Math.Abs(x - 3), Math.Abs(y - 3)) != 2 ? value : 0;
            }
        }

        float mean = sum / count, deviation = MathF.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
        float difference = ((sum - dark) / (count - darkCount)) - (dark / darkCount);
        return deviation < 3 ? 0 : difference / deviation * MathF.Sqrt(darkCount * (count - darkCount)) / count;
    }

    // How much a place looks like an alignment mark: a dark ring, a light one, a dark middle.
    private float Mark(float x, float y)
    {
        float ring = 0, light = 0;
        for (int j = -2; j <= 2; j++)
        {
            for (int i = -2; i <= 2; i++)
            {
                float value = Sample(At(x + i, y + j));
                int far = Math.Max(Math.Abs(i), Math.Abs(j));
                if (far == 1)
                {
                    light += value;
                }
                else
                {
                    ring += value;
                }
            }
        }

        return ((light / 8) - (ring / 17)) / 64f;
    }

    // Mean distance of the modules from the threshold of their surroundings; every second module is enough to climb by.
    private float Contrast()
    {
        Fill(step: 2, fine: false);
        int n = Dimension, count = 0;
        float sum = 0;
        for (int y = 0; y < n; y += 2)
        {
            for (int x = 0; x < n; x += 2)
            {
                float mean = 0;
                int of = 0;
                for (int j = Math.Max(0, y - 4); j <= Math.Min(n - 1, y + 4); j += 4)
                {
                    for (int i = Math.Max(0, x - 4); i <= Math.Min(n - 1, x + 4); i += 4)
                    {
                        mean += _values[(j * n) + i];
                        of++;
                    }
                }

                // What is known to be dark or light must be that: one module off, a code has as much contrast.
                float darker = (mean / of) - _values[(y * n) + x];
                int known = Known(x, y);
                sum += known == 0 ? Math.Abs(darker) : 2 * known * darker;
                count++;
            }
        }

        return sum / count;
    }

    // 1 for a module that is dark in every code, -1 for a light one, 0 for all others: marks with the light round them, and the alternating rows.
    private int Known(int x, int y)
    {
        int n = Dimension, right = n - 8, left = x < 8 ? x : x >= right ? n - 1 - x : -1, top = y < 8 ? y : y >= right ? n - 1 - y : -1;
        if (left >= 0 && top >= 0 && !(x >= right && y >= right))
        {
            int ring = Math.Max(Math.Abs(left - 3), Math.Abs(top - 3));
            return ring is 2 or 4 ? -1 : 1;
        }

        int mark = Math.Max(FromAlignment(x), FromAlignment(y));
        return mark <= 2 ? (mark == 1 ? -1 : 1) : x == 6 || y == 6 ? (((x + y) & 1) == 0 ? 1 : -1) : 0;
    }

    // Distance from the nearest middle of an alignment mark; those between first and last are placed evenly in versions 7 to 13, and left aside in larger ones.
    private int FromAlignment(int at)
    {
        int n = Dimension, last = n - 7, nearest = n < 25 ? int.MaxValue : Math.Abs(at - last);
        if (n is >= 45 and <= 69)
        {
            nearest = Math.Min(nearest, Math.Min(Math.Abs(at - ((last + 6) / 2)), Math.Abs(at - 6)));
        }

        return nearest;
    }

    private void Fill(int step, bool fine)
    {
        int n = Dimension;
        if (_values.Length == 0)
        {
            _values = new float[n * n];
            _sums = new float[(n + 1) * (n + 1)];
        }

        bool several = fine && Module > 2.6f;
        for (int y = 0; y < n; y += step)
        {
            for (int x = 0; x < n; x += step)
            {
                float value = Sample(At(x + 0.5f, y + 0.5f));
                if (several)
                {
                    value = 0.28f * (value + (0.643f * (Sample(At(x + 0.28f, y + 0.28f)) + Sample(At(x + 0.72f, y + 0.28f)) + Sample(At(x + 0.28f, y + 0.72f)) + Sample(At(x + 0.72f, y + 0.72f)))));
                }

                _values[(y * n) + x] = value;
            }
        }
    }

    private void Integrate(float[] values)
    {
        int n = Dimension;
        for (int y = 0; y < n; y++)
        {
            float sum = 0;
            for (int x = 0; x < n; x++)
            {
                sum += values[(y * n) + x];
                _sums[((y + 1) * (n + 1)) + x + 1] = _sums[(y * (n + 1)) + x + 1] + sum;
            }
        }
    }

    private float Mean(int x, int y, int radius)
    {
        int n = Dimension, left = Math.Max(0, x - radius), right = Math.Min(n, x + radius + 1), top = Math.Max(0, y - radius), bottom = Math.Min(n, y + radius + 1);
        float sum = _sums[(bottom * (n + 1)) + right] - _sums[(top * (n + 1)) + right] - _sums[(bottom * (n + 1)) + left] + _sums[(top * (n + 1)) + left];
        return sum / ((right - left) * (bottom - top));
    }

    private float Sample(PixelPoint point)
    {
        float x = Math.Clamp(point.X - 0.5f, 0, _image.Width - 1.001f), y = Math.Clamp(point.Y - 0.5f, 0, _image.Height - 1.001f);
        int column = (int)x, row = (int)y, i = (row * _image.Width) + column;
        ReadOnlySpan<byte> pixels = _image.Pixels;
        float fx = x - column, fy = y - row;
        int right = column + 1 < _image.Width ? 1 : 0, below = row + 1 < _image.Height ? _image.Width : 0;
        float upper = pixels[i] + ((pixels[i + right] - pixels[i]) * fx), lower = pixels[i + below] + ((pixels[i + below + right] - pixels[i + below]) * fx);
        return upper + ((lower - upper) * fy);
    }
}
