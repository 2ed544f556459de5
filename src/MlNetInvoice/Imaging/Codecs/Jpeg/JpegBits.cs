using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// A 64-bit window on entropy-coded bytes from which the stuffing has been removed. Four fields, so that the compiler keeps a local copy in
/// registers: block decoders copy it, work, and write it back.
/// </summary>
/// <remarks>The refill without branches is Fabian Giesen's ("Reading bits in far too many ways", part 2, variant 4). Reads past the end meet the padding of <see cref="JpegEntropyReader"/>.</remarks>
internal ref struct JpegBits(ref byte data)
{
    private readonly ref byte _data = ref data;
    private nint _position;
    private int _count;

    /// <summary>The bits to come, from the highest down.</summary>
    public ulong Buffer { get; private set; }

    /// <summary>Whole bytes consumed; beyond the number of bytes there are, the data were cut off.</summary>
    public readonly int ConsumedBytes => (int)_position - (_count >> 3);

    /// <summary>Makes at least 56 bits available.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        ulong next = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _data, _position));
        if (BitConverter.IsLittleEndian)
        {
            next = BinaryPrimitives.ReverseEndianness(next);
        }

        Buffer |= next >> _count;
        _position += (63 - _count) >> 3;
        _count |= 56;
    }

    /// <summary>Moves on.</summary>
    /// <param name="bits">Bits to drop, at most as many as are available.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(int bits)
    {
        Buffer <<= bits;
        _count -= bits;
    }

    /// <summary>Takes bits as an unsigned number, refilling first.</summary>
    /// <param name="bits">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(int bits)
    {
        Refill();
        int value = (int)(Buffer >> 1 >> (63 - bits));
        Drop(bits);
        return value;
    }

    /// <summary>Takes one bit, refilling only when none is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeBit()
    {
        if (_count < 1)
        {
            Refill();
        }

        int value = (int)(Buffer >> 63);
        Drop(1);
        return value;
    }

    /// <summary>The magnitude that follows a code, with its sign (T.81, F.2.2.1, procedure EXTEND).</summary>
    /// <param name="bits">The bits from the magnitude on.</param>
    /// <param name="size">Bits of the magnitude, 0 to 15.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Extend(ulong bits, int size)
    {
        int value = (int)(bits >> 1 >> (63 - size));
        int whenPositive = (int)((long)bits >> 63);
        return value + (~whenPositive & (1 - (1 << size)));
    }
}
