using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
        // Coordinates in the padded picture, whose first pixel is the paper before the first.
        float startX = (map.XY * y) + map.X0 + 1;
        float startY = (map.YY * y) + map.Y0 + 1;
        int x = Avx2.IsSupported && target.Length >= 8 ? SampleVectors(padded, map, startX, startY, dx, dy, target) : 0;
        for (; x < target.Length; x++)
        {
            float sourceX = (map.XX * x) + startX + (dx.Length > 0 ? dx[x] * _options.ElasticPixels : 0);
            float sourceY = (map.YX * x) + startY + (dy.Length > 0 ? dy[x] * _options.ElasticPixels : 0);
            target[x] = Sample(padded, Math.Clamp(sourceX, 0, _columns + 1), Math.Clamp(sourceY, 0, _rows + 1));
        }
    }

    private byte Sample(byte* padded, float x, float y)
    {
        int column = (int)x;
        int row = (int)y;
        float right = x - column;
        float below = y - row;
        byte* place = padded + (row * _stride) + column;
        float upper = place[0] + (right * (place[1] - place[0]));
        float lower = place[_stride] + (right * (place[_stride + 1] - place[_stride]));
        return (byte)(upper + (below * (lower - upper)) + 0.5f);
    }

    /// <summary>
    /// Eight pixels at once: a gather fetches four bytes from each place, of which the first two are the pixel and its right neighbour. The last eight of a row may
    /// overlap those before. Returns the columns done.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SampleVectors(byte* padded, AffineMap map, float startX, float startY, ReadOnlySpan<float> dx, ReadOnlySpan<float> dy, Span<byte> target)
    {
        Vector256<float> indices = Vector256<float>.Indices;
        Vector256<float> mostX = Vector256.Create(_columns + 1f);
        Vector256<float> mostY = Vector256.Create(_rows + 1f);
        Vector256<int> stride = Vector256.Create(_stride);
        Vector256<int> low = Vector256.Create(255);
        Vector256<float> strength = Vector256.Create(_options.ElasticPixels);
        Vector256<float> half = Vector256.Create(0.5f);
        for (int x = 0; x < target.Length; x += 8)
        {
            int first = Math.Min(x, target.Length - 8);
            Vector256<float> column = indices + Vector256.Create((float)first);
            Vector256<float> sourceX = (column * map.XX) + Vector256.Create(startX);
            Vector256<float> sourceY = (column * map.YX) + Vector256.Create(startY);
            if (dx.Length > 0)
            {
                sourceX += Vector256.Create(dx.Slice(first, 8)) * strength;
                sourceY += Vector256.Create(dy.Slice(first, 8)) * strength;
            }

            sourceX = Vector256.MinNative(Vector256.MaxNative(sourceX, Vector256<float>.Zero), mostX);
            sourceY = Vector256.MinNative(Vector256.MaxNative(sourceY, Vector256<float>.Zero), mostY);
            Vector256<int> wholeX = Vector256.ConvertToInt32Native(sourceX);
            Vector256<int> wholeY = Vector256.ConvertToInt32Native(sourceY);
            Vector256<float> right = sourceX - Vector256.ConvertToSingle(wholeX);
            Vector256<float> below = sourceY - Vector256.ConvertToSingle(wholeY);
            Vector256<int> place = (wholeY * stride) + wholeX;
            Vector256<int> upper = Avx2.GatherVector256((int*)padded, place, 1);
            Vector256<int> lower = Avx2.GatherVector256((int*)(padded + _stride), place, 1);
            Vector256<float> upperValue = Between(upper, low, right);
            Vector256<float> value = upperValue + (below * (Between(lower, low, right) - upperValue)) + half;
            Vector256<int> whole = Vector256.ConvertToInt32Native(value);
            Vector128<short> words = Vector128.NarrowWithSaturation(whole.GetLower(), whole.GetUpper());
            Sse2.PackUnsignedSaturate(words, words).GetLower().CopyTo(target[first..]);
        }

        return target.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Between(Vector256<int> pixels, Vector256<int> low, Vector256<float> right)
    {
        Vector256<float> left = Vector256.ConvertToSingle(pixels & low);
        return left + (right * (Vector256.ConvertToSingle((pixels >>> 8) & low) - left));
    }

    /// <summary>x' = XX·x + XY·y + X0; y' = YX·x + YY·y + Y0.</summary>
    private readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0);
}
