using MlNetInvoice.Networks;

namespace MlNetInvoice.Training;

/// <summary>
/// Distorts images as <see cref="AugmentationOptions"/> say: output pixel (x, y) is the input at an affine image of (x, y) plus a smooth random displacement,
/// bilinear. The displacement is a window, at a random place, of a field of Gaussian-smoothed noise made once, which wraps round. One instance a thread.
/// </summary>
internal sealed unsafe class ImageDistorter
{
    private readonly AugmentationOptions _options;
    private readonly DisplacementField? _field;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _stride;
    private readonly byte[] _padded;
    private readonly SeededRandom _random = new(0, 0);

    public ImageDistorter(AugmentationOptions options, DisplacementField? field, int rows, int columns)
    {
        _options = options;
        _field = field;
        _rows = rows;
        _columns = columns;
        _stride = columns + 8;
        _padded = new byte[((rows + 3) * _stride) + 8];
    }

    /// <summary>Distorts one image of one channel.</summary>
    /// <param name="source">Rows × columns bytes.</param>
    /// <param name="target">As many bytes.</param>
    /// <param name="key">Decides the distortion.</param>
    public void Distort(ReadOnlySpan<byte> source, Span<byte> target, ulong key)
    {
        for (int y = 0; y < _rows; y++)
        {
            source.Slice(y * _columns, _columns).CopyTo(_padded.AsSpan(((y + 1) * _stride) + 1));
        }

        _random.Restart(key, 0xA06);
        AffineMap map = DrawMap();
        int fieldX = _field is null ? 0 : _random.NextInt(DisplacementField.Size);
        int fieldY = _field is null ? 0 : _random.NextInt(DisplacementField.Size);
        fixed (byte* padded = _padded)
        {
            for (int y = 0; y < _rows; y++)
            {
                ReadOnlySpan<float> dx = _field is null ? default : _field.RowX(fieldY + y, fieldX, _columns);
                ReadOnlySpan<float> dy = _field is null ? default : _field.RowY(fieldY + y, fieldX, _columns);
                SampleRow(padded, map, y, dx, dy, target.Slice(y * _columns, _columns));
            }
        }
    }

    private AffineMap DrawMap()
    {
        float angle = _random.NextSymmetric(_options.RotationDegrees) * (MathF.PI / 180);
        float scaleX = 1 / (1 + _random.NextSymmetric(_options.Scale));
        float scaleY = 1 / (1 + _random.NextSymmetric(_options.Scale));
        float shear = _random.NextSymmetric(_options.Shear);
        float shiftX = _random.NextSymmetric(_options.ShiftPixels);
        float shiftY = _random.NextSymmetric(_options.ShiftPixels);
        float cos = MathF.Cos(angle);
        float sin = MathF.Sin(angle);
        float centreX = (_columns - 1) * 0.5f;
        float centreY = (_rows - 1) * 0.5f;
        float xx = cos * scaleX;
        float xy = ((cos * shear) - sin) * scaleX;
        float yx = sin * scaleY;
        float yy = ((sin * shear) + cos) * scaleY;
        return new AffineMap(
            xx, xy, centreX + shiftX - (xx * centreX) - (xy * centreY), yx, yy, centreY + shiftY - (yx * centreX) - (yy * centreY));
    }

    private void SampleRow(byte* padded, AffineMap map, int y, ReadOnlySpan<float> dx, ReadOnlySpan<float> dy, Span<byte> target)
    {
        for (int x = 0; x < target.Length; x++)
        {
            float sourceX = (map.XX * x) + (map.XY * y) + map.X0;
            float sourceY = (map.YX * x) + (map.YY * y) + map.Y0;
            if (dx.Length > 0)
            {
                sourceX += dx[x] * _options.ElasticPixels;
                sourceY += dy[x] * _options.ElasticPixels;
            }

            sourceX = Math.Clamp(sourceX + 1, 0, _columns + 1);
            sourceY = Math.Clamp(sourceY + 1, 0, _rows + 1);
            int column = (int)sourceX;
            int row = (int)sourceY;
            float right = sourceX - column;
            float below = sourceY - row;
            byte* place = padded + (row * _stride) + column;
            float upper = place[0] + (right * (place[1] - place[0]));
            float lower = place[_stride] + (right * (place[_stride + 1] - place[_stride]));
            target[x] = (byte)(upper + (below * (lower - upper)) + 0.5f);
        }
    }

    /// <summary>x' = XX·x + XY·y + X0; y' = YX·x + YY·y + Y0.</summary>
    private readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0);
}
