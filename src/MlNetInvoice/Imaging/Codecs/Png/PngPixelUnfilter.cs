using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>
/// The three filters that look to the left, backwards, for pixels of three and four bytes: the channels of a pixel are worked out side by side, for only they do not depend on each
/// other. Gives byte for byte what <see cref="PngUnfilter"/> gives without it.
/// </summary>
internal static class PngPixelUnfilter
{
    /// <summary>Restores a row.</summary>
    /// <param name="filter">1 sub, 3 average, 4 Paeth.</param>
    /// <param name="row">Filtered bytes, at least four; restored in place.</param>
    /// <param name="above">The row above, restored, of the same length.</param>
    /// <param name="pixelBytes">3 or 4.</param>
    public static void Run(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        Vector128<short> left = Vector128<short>.Zero;
        Vector128<short> corner = Vector128<short>.Zero;
        int whole = row.Length - sizeof(uint);
        int i = 0;
        for (; i <= whole; i += pixelBytes)
        {
            Vector128<short> up = Load(above, i);
            left = Restore(filter, Load(row, i), left, up, corner);
            corner = up;
            uint restored = Vector128.Narrow(left.AsUInt16(), left.AsUInt16()).AsUInt32().ToScalar();
            ref byte target = ref row[i];
            if (pixelBytes == 4)
            {
                Unsafe.WriteUnaligned(ref target, restored);
            }
            else
            {
                // The fourth byte is the next pixel's, still filtered.
                Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian
                    ? (restored & 0xFFFFFFu) | (Unsafe.ReadUnaligned<uint>(ref target) & 0xFF000000u)
                    : (restored & 0xFFFFFF00u) | (Unsafe.ReadUnaligned<uint>(ref target) & 0xFFu));
            }
        }

        for (; i < row.Length; i++)
        {
            int before = i >= pixelBytes ? row[i - pixelBytes] : 0;
            row[i] += (byte)(filter switch
            {
                1 => before,
                3 => (before + above[i]) >> 1,
                _ => PngPredictor.Paeth(before, above[i], i >= pixelBytes ? above[i - pixelBytes] : 0),
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Restore(int filter, Vector128<short> filtered, Vector128<short> left, Vector128<short> up, Vector128<short> corner)
    {
        Vector128<short> prediction = filter switch
        {
            1 => left,
            3 => Vector128.ShiftRightLogical(left + up, 1),
            _ => Paeth(left, up, corner),
        };
        return (filtered + prediction) & Vector128.Create((short)0xFF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Paeth(Vector128<short> left, Vector128<short> up, Vector128<short> corner)
    {
        Vector128<short> p = up - corner;
        Vector128<short> q = left - corner;
        Vector128<short> toLeft = Vector128.Abs(p);
        Vector128<short> toUp = Vector128.Abs(q);
        Vector128<short> toCorner = Vector128.Abs(p + q);
        Vector128<short> nearest = Vector128.Min(toCorner, Vector128.Min(toLeft, toUp));
        return Vector128.ConditionalSelect(
            Vector128.Equals(nearest, toLeft), left, Vector128.ConditionalSelect(Vector128.Equals(nearest, toUp), up, corner));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Load(ReadOnlySpan<byte> bytes, int at) =>
        Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<uint>(bytes[at..])).AsByte()).AsInt16();
}
