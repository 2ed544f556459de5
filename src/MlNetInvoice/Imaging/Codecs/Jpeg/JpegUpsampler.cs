using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// Brings a subsampled component to full size, row by row. Factors of two are interpolated with a triangle (weights 3/4 and 1/4, libjpeg's
/// "fancy upsampling", same roundings), others repeated.
/// </summary>
internal sealed class JpegUpsampler
{
    private readonly JpegComponent _component;
    private readonly int _horizontalNumerator;
    private readonly int _horizontalDenominator;
    private readonly int _verticalNumerator;
    private readonly int _verticalDenominator;
    private readonly bool _doublesColumns;
    private readonly bool _doublesRows;
    private readonly ushort[] _line;

    /// <summary>Prepares the enlargement of one component.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="component">The component, decoded.</param>
    public JpegUpsampler(JpegFrame frame, JpegComponent component)
    {
        _component = component;
        int smallest = int.MaxValue;
        foreach (JpegComponent other in frame.Components)
        {
            smallest = Math.Min(smallest, other.BlockSize);
        }

        _horizontalNumerator = component.HorizontalFactor * component.BlockSize;
        _horizontalDenominator = frame.MaxHorizontalFactor * smallest;
        _verticalNumerator = component.VerticalFactor * component.BlockSize;
        _verticalDenominator = frame.MaxVerticalFactor * smallest;
        bool interpolates = smallest > 1;
        bool sameRows = _verticalNumerator == _verticalDenominator;
        bool sameColumns = _horizontalNumerator == _horizontalDenominator;
        bool twiceColumns = _horizontalNumerator * 2 == _horizontalDenominator;
        bool twiceRows = _verticalNumerator * 2 == _verticalDenominator;
        _doublesColumns = interpolates && twiceColumns && (sameRows || twiceRows) && component.PlaneWidth > 2;
        _doublesRows = interpolates && twiceRows && (sameColumns || _doublesColumns);
        _line = _doublesColumns ? new ushort[component.PlaneWidth + 2] : [];
    }

    /// <summary>Whether the component has full size as it is.</summary>
    private bool IsFull => _horizontalNumerator == _horizontalDenominator && _verticalNumerator == _verticalDenominator;

    /// <summary>A row at full size: of the plane itself where that is full, else made in the buffer.</summary>
    /// <param name="y">Row of the result.</param>
    /// <param name="buffer">At least two samples more than the result has columns.</param>
    public ReadOnlySpan<byte> GetRow(int y, Span<byte> buffer)
    {
        int row = Math.Min((int)((long)y * _verticalNumerator / _verticalDenominator), _component.PlaneHeight - 1);
        ReadOnlySpan<byte> near = PlaneRow(row);
        if (IsFull)
        {
            return near;
        }

        ReadOnlySpan<byte> far = PlaneRow(Math.Clamp((y & 1) == 0 ? row - 1 : row + 1, 0, _component.PlaneHeight - 1));
        if (_doublesColumns)
        {
            DoubleColumns(near, far, buffer);
        }
        else if (_doublesRows)
        {
            int bias = (y & 1) == 0 ? 1 : 2;
            for (int x = 0; x < near.Length; x++)
            {
                buffer[x] = (byte)(((near[x] * 3) + far[x] + bias) >> 2);
            }
        }
        else
        {
            Repeat(near, buffer);
        }

        return buffer;
    }

    private ReadOnlySpan<byte> PlaneRow(int row) => _component.Plane.AsSpan(row * _component.PlaneWidth, _component.PlaneWidth);

    private void Repeat(ReadOnlySpan<byte> near, Span<byte> buffer)
    {
        for (int x = 0; x < buffer.Length; x++)
        {
            buffer[x] = near[Math.Min((int)((long)x * _horizontalNumerator / _horizontalDenominator), near.Length - 1)];
        }
    }

    private void DoubleColumns(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> buffer)
    {
        int width = near.Length;
        Span<ushort> line = _line.AsSpan(1, width);
        MixRows(near, far, line);
        _line[0] = line[0];
        _line[width + 1] = line[width - 1];
        int shift = _doublesRows ? 4 : 2;
        int evenBias = _doublesRows ? 8 : 1;
        int oddBias = _doublesRows ? 7 : 2;
        int x = 0;
        if (BitConverter.IsLittleEndian)
        {
            Span<ushort> pairs = MemoryMarshal.Cast<byte, ushort>(buffer);
            int last = Math.Min(width, pairs.Length) - Vector256<ushort>.Count;
            for (; x <= last; x += Vector256<ushort>.Count)
            {
                Vector256<ushort> before = Vector256.Create<ushort>(_line.AsSpan(x));
                Vector256<ushort> here = Vector256.Create<ushort>(_line.AsSpan(x + 1)) * 3;
                Vector256<ushort> after = Vector256.Create<ushort>(_line.AsSpan(x + 2));
                Vector256<ushort> even = (here + before + Vector256.Create((ushort)evenBias)) >>> shift;
                Vector256<ushort> odd = (here + after + Vector256.Create((ushort)oddBias)) >>> shift;
                (even | (odd << 8)).CopyTo(pairs[x..]);
            }
        }

        for (; x < width; x++)
        {
            int here = line[x] * 3;
            buffer[x * 2] = (byte)((here + _line[x] + evenBias) >> shift);
            if ((x * 2) + 1 < buffer.Length)
            {
                buffer[(x * 2) + 1] = (byte)((here + _line[x + 2] + oddBias) >> shift);
            }
        }
    }

    /// <summary>Three parts of the near row and one of the far, or the near row alone when only columns are doubled.</summary>
    private void MixRows(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<ushort> line)
    {
        int x = 0;
        for (; x <= near.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(near[x..]));
            if (_doublesRows)
            {
                (Vector128<ushort> farLow, Vector128<ushort> farHigh) = Vector128.Widen(Vector128.Create(far[x..]));
                low = (low * 3) + farLow;
                high = (high * 3) + farHigh;
            }

            low.CopyTo(line[x..]);
            high.CopyTo(line[(x + 8)..]);
        }

        for (; x < near.Length; x++)
        {
            line[x] = (ushort)(_doublesRows ? (near[x] * 3) + far[x] : near[x]);
        }
    }
}
