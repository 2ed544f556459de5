using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// Where the modules of a QR code lie in a picture: a perspective mapping through the middles of the corner marks and a fourth point, bent along both sides as curled paper is. Fitted
/// by making the sampled modules as light and dark as they can be. Belongs to one call.
/// </summary>
internal sealed class ModuleGrid
{
    /// <summary>Fourth point and two bends, two coordinates each, then the three marks.</summary>
    private const int Parameters = 12;

    private readonly GrayImage _image;
    private readonly float[] _parameters = new float[Parameters];
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
            _parameters[0] += 1.15f * (target.X - now.X);
            _parameters[1] += 1.15f * (target.Y - now.Y);
            if (!TryMap())
            {
                Array.Clear(_parameters);
                TryMap();
                return;
            }
        }
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

    /// <summary>Improves the grid step by step: the fourth point, then the bends of paper too.</summary>
    /// <param name="bends">Whether to bend it and to move the marks.</param>
    /// <param name="rounds">How often each parameter is tried.</param>
    public void Climb(bool bends, int rounds)
    {
        float best = Contrast();
        float step = (bends ? 0.5f : 0.7f) * Module;
        for (int round = 0; round < rounds; round++)
        {
            bool improved = false;
            for (int i = 0; i < (bends ? Parameters : 2); i++)
            {
                float before = _parameters[i];
                foreach (float way in (ReadOnlySpan<float>)[step, -step])
                {
                    _parameters[i] = before + way;
                    if (TryMap() && Contrast() is var contrast && contrast > best)
                    {
                        (best, before, improved) = (contrast, _parameters[i], true);
                        break;
                    }
                }

                _parameters[i] = before;
            }

            step *= improved ? 1 : 0.5f;
            if (step < 0.07f * Module)
            {
                break;
            }
        }

        TryMap();
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
        var quad = new Quad(
            Moved(_topLeft, 6), Moved(_topRight, 8), new PixelPoint(_affine.X + _parameters[0], _affine.Y + _parameters[1]), Moved(_bottomLeft, 10));
        if (Math.Abs(Cross(quad.TopRight, quad.BottomRight, quad.BottomLeft)) < 1 || Math.Abs(Cross(quad.TopLeft, quad.TopRight, quad.BottomRight)) < 1)
        {
            return false;
        }

        _map = ProjectiveTransform.FromRectangle(quad, Dimension - 7, Dimension - 7);
        return true;
    }

    private PixelPoint Moved(PixelPoint point, int parameter) => new(point.X + _parameters[parameter], point.Y + _parameters[parameter + 1]);

    private static float Cross(PixelPoint a, PixelPoint b, PixelPoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));

    private PixelPoint At(float x, float y)
    {
        PixelPoint flat = _map.Map(new PixelPoint(x - 3.5f, y - 3.5f));
        float s = (x - 3.5f) / (Dimension - 7), t = (y - 3.5f) / (Dimension - 7), across = 4 * s * (1 - s), down = 4 * t * (1 - t);
        return new PixelPoint(flat.X + (across * _parameters[2]) + (down * _parameters[4]), flat.Y + (across * _parameters[3]) + (down * _parameters[5]));
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

                sum += Math.Abs(_values[(y * n) + x] - (mean / of));
                count++;
            }
        }

        return sum / count;
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
