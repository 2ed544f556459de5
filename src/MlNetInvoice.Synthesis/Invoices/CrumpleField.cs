namespace MlNetInvoice.Synthesis.Invoices;

/// <summary>Folds and waves of a slip: how far each place of the sheet is pulled aside and how bright it stands to the light, on a coarse grid.</summary>
internal sealed class CrumpleField
{
    private const int Cell = 8;
    private readonly float[] _values;
    private readonly int _columns;
    private readonly int _rows;

    public CrumpleField(ref SampleRandom random, int width, int height, float severity)
    {
        _columns = (width / Cell) + 2;
        _rows = (height / Cell) + 2;
        _values = new float[_columns * _rows * 3];
        AddWave(ref random, width, severity);
        int folds = random.Below(1 + (int)(9 * severity));
        for (int i = 0; i < folds; i++)
        {
            AddFold(ref random, width, height, severity);
        }
    }

    /// <summary>Displacement in sheet pixels and factor of light at a place of the sheet.</summary>
    public (float X, float Y, float Light) At(float x, float y)
    {
        float gx = Math.Clamp(x / Cell, 0, _columns - 1.001f), gy = Math.Clamp(y / Cell, 0, _rows - 1.001f);
        int i = (int)gx, j = (int)gy;
        float fx = gx - i, fy = gy - j;
        ReadOnlySpan<float> a = _values.AsSpan(((j * _columns) + i) * 3, 6), b = _values.AsSpan((((j + 1) * _columns) + i) * 3, 6);
        float Mix(ReadOnlySpan<float> top, ReadOnlySpan<float> bottom, int k)
        {
            float upper = top[k] + (fx * (top[k + 3] - top[k])), lower = bottom[k] + (fx * (bottom[k + 3] - bottom[k]));
            return upper + (fy * (lower - upper));
        }

        return (Mix(a, b, 0), Mix(a, b, 1), 1 + Mix(a, b, 2));
    }

    /// <summary>The slow wave of paper that was rolled up.</summary>
    private void AddWave(ref SampleRandom random, int width, float severity)
    {
        float amplitude = random.Range(0, 0.012f) * width * severity, length = random.Range(0.6f, 2.5f) * width, phase = random.Range(0, 6.28f), tilt = random.Normal() * 0.4f;
        float shade = random.Range(0, 0.1f) * severity;
        for (int j = 0; j < _rows; j++)
        {
            for (int i = 0; i < _columns; i++)
            {
                float t = (((j * Cell) + (tilt * i * Cell)) * 6.2832f / length) + phase;
                Add(i, j, 0.3f * amplitude * MathF.Sin(t), amplitude * MathF.Sin(t), shade * MathF.Cos(t));
            }
        }
    }

    /// <summary>A crease: the paper on either side leans to or from the light, most near the crease.</summary>
    private void AddFold(ref SampleRandom random, int width, int height, float severity)
    {
        (float sin, float cos) = MathF.SinCos(random.Range(0, MathF.PI));
        float px = random.NextFloat() * width, py = random.NextFloat() * height;
        float strength = random.Normal() * 0.09f * severity, reach = random.LogRange(0.06f, 0.4f) * width, shift = random.Normal() * 0.004f * width * severity;
        float sharp = random.LogRange(2, 20), length = random.Range(0.3f, 1.5f) * width;
        for (int j = 0; j < _rows; j++)
        {
            for (int i = 0; i < _columns; i++)
            {
                float dx = (i * Cell) - px, dy = (j * Cell) - py, off = (sin * dx) + (cos * dy), along = (cos * dx) - (sin * dy);
                float near = MathF.Exp(-MathF.Abs(off) / reach) * MathF.Exp(-along * along / (length * length));
                float side = MathF.Tanh(off / sharp);
                Add(i, j, sin * shift * near, cos * shift * near, strength * side * near);
            }
        }
    }

    private void Add(int i, int j, float x, float y, float light)
    {
        int at = ((j * _columns) + i) * 3;
        _values[at] += x;
        _values[at + 1] += y;
        _values[at + 2] += light;
    }
}
