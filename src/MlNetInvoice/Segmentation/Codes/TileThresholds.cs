using System.Buffers;
using System.Runtime.Intrinsics;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Segmentation.Codes;

/// <summary>
/// What is dark in a picture of codes: half way between the mean and the middle of the darkest and lightest of the tiles around. Tiles without contrast hold nothing dark, so
/// that paper and cloth give no edges. Belongs to one call.
/// </summary>
internal sealed class TileThresholds : IDisposable
{
    /// <summary>Pixels of a tile's side.</summary>
    public const int Side = 16;

    // Paper under a lamp varies by less within 48 pixels; codes in good light vary by more.
    private const int LeastContrast = 36;

    /// <summary>The same where a code is known to stand: the faintest that can be read varies by more.</summary>
    private const int LeastFaintContrast = 12;
    private const int Sampled = 2;

    private readonly byte[] _thresholds;
    private readonly int _columns;
    private readonly int _rows;

    /// <summary>Measures a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="isFaint">Whether faint and blurred codes count, at the cost of more that are none: light and dark are told apart by the mean alone.</param>
    public TileThresholds(PixelPlane image, bool isFaint)
    {
        _columns = (image.Width + Side - 1) / Side;
        _rows = (image.Height + Side - 1) / Side;
        int count = _columns * _rows;
        _thresholds = ArrayPool<byte>.Shared.Rent(count);
        byte[] darkest = ArrayPool<byte>.Shared.Rent(count), lightest = ArrayPool<byte>.Shared.Rent(count), means = ArrayPool<byte>.Shared.Rent(count);
        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _columns; column++)
            {
                int i = (row * _columns) + column;
                (darkest[i], lightest[i], means[i]) = Measure(image, column * Side, row * Side);
            }
        }

        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _columns; column++)
            {
                _thresholds[(row * _columns) + column] = Around(darkest, lightest, means, column, row, isFaint);
            }
        }

        ArrayPool<byte>.Shared.Return(darkest);
        ArrayPool<byte>.Shared.Return(lightest);
        ArrayPool<byte>.Shared.Return(means);
    }

    /// <summary>The threshold at a pixel: darker is ink; 0 where there is no contrast.</summary>
    public byte At(int x, int y) => _thresholds[(y / Side * _columns) + (x / Side)];

    /// <summary>The thresholds of a row's tiles.</summary>
    public ReadOnlySpan<byte> Row(int y) => _thresholds.AsSpan(y / Side * _columns, _columns);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_thresholds);

    private static (byte Darkest, byte Lightest, byte Mean) Measure(PixelPlane image, int left, int top)
    {
        int right = Math.Min(left + Side, image.Width), bottom = Math.Min(top + Side, image.Height);
        byte darkest = 255, lightest = 0;
        int sum = 0, count = 0;
        if (right - left == Side)
        {
            Vector128<byte> least = Vector128.Create((byte)255), most = Vector128<byte>.Zero;
            Vector128<ushort> sums = Vector128<ushort>.Zero;
            for (int y = top; y < bottom; y += Sampled)
            {
                Vector128<byte> row = Vector128.Create(image.GetRow(y)[left..]);
                least = Vector128.Min(least, row);
                most = Vector128.Max(most, row);
                sums += Vector128.WidenLower(row) + Vector128.WidenUpper(row);
                count += Side;
            }

            for (int i = 0; i < Side; i++)
            {
                darkest = Math.Min(darkest, least[i]);
                lightest = Math.Max(lightest, most[i]);
            }

            return (darkest, lightest, (byte)(Vector128.Sum(sums) / count));
        }

        for (int y = top; y < bottom; y += Sampled)
        {
            ReadOnlySpan<byte> row = image.GetRow(y);
            for (int x = left; x < right; x++)
            {
                darkest = Math.Min(darkest, row[x]);
                lightest = Math.Max(lightest, row[x]);
                sum += row[x];
                count++;
            }
        }

        return (darkest, lightest, (byte)(sum / count));
    }

    private byte Around(byte[] darkest, byte[] lightest, byte[] means, int column, int row, bool isFaint)
    {
        int least = 255, most = 0, sum = 0, count = 0;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(_rows - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(_columns - 1, column + 1); x++)
            {
                int i = (y * _columns) + x;
                least = Math.Min(least, darkest[i]);
                most = Math.Max(most, lightest[i]);
                sum += means[i];
                count++;
            }
        }

        int mean = sum / count;
        return isFaint
            ? most - least < LeastFaintContrast ? (byte)0 : (byte)mean
            : most - least < LeastContrast ? (byte)0 : (byte)((mean + ((least + most) / 2)) / 2);
    }
}
