using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// Inverse transforms that yield 4×4 or 2×2 means of the 8×8 samples without making those first: the 8-point step is replaced by one that gives
/// the averages of adjacent outputs (the method of libjpeg's reduced transforms, with its roundings).
/// </summary>
internal static class JpegReducedTransform
{
    private const int ConstantBits = 13;
    private const int KeptBits = 2;

    /// <summary>Transforms 64 coefficients into 4×4 samples, each the mean of 2×2.</summary>
    /// <param name="block">Dequantised coefficients in natural order.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    public static void Transform4(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int firstShift = ConstantBits - KeptBits + 1;
        const int secondShift = ConstantBits + KeptBits + 3 + 1;
        if (Sse41.IsSupported)
        {
            RowsToFour(block[..64], target, stride, firstShift, secondShift);
            return;
        }

        Span<int> work = stackalloc int[32];
        (Vector256<int> r0, Vector256<int> r1, Vector256<int> r2, Vector256<int> r3) = ColumnsToFour(block[..64], firstShift);
        r0.CopyTo(work);
        r1.CopyTo(work[8..]);
        r2.CopyTo(work[16..]);
        r3.CopyTo(work[24..]);
        for (int row = 0; row < 4; row++)
        {
            // The cosine of coefficient 4 averages to nothing.
            Span<int> line = work.Slice(row * 8, 8);
            (int s0, int s1, int s2, int s3) = StepToFour(line[0], line[1], line[2], line[3], line[5], line[6], line[7], (1 << (secondShift - 1)) + (128 << secondShift));
            Span<byte> samples = target.Slice(row * stride, 4);
            samples[0] = (byte)Math.Clamp(s0 >> secondShift, 0, 255);
            samples[1] = (byte)Math.Clamp(s1 >> secondShift, 0, 255);
            samples[2] = (byte)Math.Clamp(s2 >> secondShift, 0, 255);
            samples[3] = (byte)Math.Clamp(s3 >> secondShift, 0, 255);
        }
    }

    /// <summary>Transforms 64 coefficients into 2×2 samples, each the mean of 4×4.</summary>
    /// <param name="block">Dequantised coefficients in natural order.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    public static void Transform2(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        const int firstShift = ConstantBits - KeptBits + 2;
        const int secondShift = ConstantBits + KeptBits + 3 + 2;
        Span<int> work = stackalloc int[16];
        ColumnsToTwo(block[..64], work, firstShift);
        for (int row = 0; row < 2; row++)
        {
            // The cosines of coefficients 2, 4 and 6 average to nothing.
            Span<int> line = work.Slice(row * 8, 8);
            (int s0, int s1) = StepToTwo(line[0], line[1], line[3], line[5], line[7], (1 << (secondShift - 1)) + (128 << secondShift));
            target[row * stride] = (byte)Math.Clamp(s0 >> secondShift, 0, 255);
            target[(row * stride) + 1] = (byte)Math.Clamp(s1 >> secondShift, 0, 255);
        }
    }

    /// <summary>The first pass to four rows, all eight columns at once.</summary>
    private static (Vector256<int> R0, Vector256<int> R1, Vector256<int> R2, Vector256<int> R3) ColumnsToFour(ReadOnlySpan<short> block, int shift)
    {
        Vector256<int> x2 = Row(block, 2);
        Vector256<int> x6 = Row(block, 6);
        Vector256<int> x1 = Row(block, 1);
        Vector256<int> x3 = Row(block, 3);
        Vector256<int> x5 = Row(block, 5);
        Vector256<int> x7 = Row(block, 7);
        Vector256<int> mean = (Row(block, 0) << (ConstantBits + 1)) + Vector256.Create(1 << (shift - 1));
        Vector256<int> even = (x2 * 15137) - (x6 * 6270);
        Vector256<int> inner = (x5 * 11893) + (x1 * 8697) - (x7 * 1730) - (x3 * 17799);
        Vector256<int> outer = (x3 * 7373) + (x1 * 20995) - (x7 * 4176) - (x5 * 4926);
        return ((mean + even + outer) >> shift, (mean - even + inner) >> shift, (mean - even - inner) >> shift, (mean + even - outer) >> shift);
    }

    /// <summary>Both passes to four in registers: after the first, a lane becomes a row by transposing two squares of 4×4.</summary>
    private static void RowsToFour(ReadOnlySpan<short> block, Span<byte> target, int stride, int firstShift, int secondShift)
    {
        (Vector256<int> r0, Vector256<int> r1, Vector256<int> r2, Vector256<int> r3) = ColumnsToFour(block, firstShift);
        (Vector128<int> x0, Vector128<int> x1, Vector128<int> x2, Vector128<int> x3) = Transpose(r0.GetLower(), r1.GetLower(), r2.GetLower(), r3.GetLower());
        (_, Vector128<int> x5, Vector128<int> x6, Vector128<int> x7) = Transpose(r0.GetUpper(), r1.GetUpper(), r2.GetUpper(), r3.GetUpper());
        Vector128<int> mean = (x0 << (ConstantBits + 1)) + Vector128.Create((1 << (secondShift - 1)) + (128 << secondShift));
        Vector128<int> even = (x2 * 15137) - (x6 * 6270);
        Vector128<int> inner = (x5 * 11893) + (x1 * 8697) - (x7 * 1730) - (x3 * 17799);
        Vector128<int> outer = (x3 * 7373) + (x1 * 20995) - (x7 * 4176) - (x5 * 4926);
        Vector128<short> left = Sse2.PackSignedSaturate((mean + even + outer) >> secondShift, (mean - even + inner) >> secondShift);
        Vector128<short> right = Sse2.PackSignedSaturate((mean - even - inner) >> secondShift, (mean + even - outer) >> secondShift);
        Vector128<byte> columns = Sse2.PackUnsignedSaturate(left, right);
        Vector128<uint> rows = Vector128.Shuffle(columns, Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsUInt32();
        ref byte start = ref MemoryMarshal.GetReference(target[..((stride * 3) + 4)]);
        Unsafe.WriteUnaligned(ref start, rows.GetElement(0));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, (nint)stride), rows.GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, (nint)stride * 2), rows.GetElement(2));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, (nint)stride * 3), rows.GetElement(3));
    }

    private static (Vector128<int> C0, Vector128<int> C1, Vector128<int> C2, Vector128<int> C3) Transpose(
        Vector128<int> r0, Vector128<int> r1, Vector128<int> r2, Vector128<int> r3)
    {
        Vector128<long> a = Sse2.UnpackLow(r0, r1).AsInt64();
        Vector128<long> b = Sse2.UnpackLow(r2, r3).AsInt64();
        Vector128<long> c = Sse2.UnpackHigh(r0, r1).AsInt64();
        Vector128<long> d = Sse2.UnpackHigh(r2, r3).AsInt64();
        return (Sse2.UnpackLow(a, b).AsInt32(), Sse2.UnpackHigh(a, b).AsInt32(), Sse2.UnpackLow(c, d).AsInt32(), Sse2.UnpackHigh(c, d).AsInt32());
    }

    /// <summary>The first pass to two rows, all eight columns at once.</summary>
    private static void ColumnsToTwo(ReadOnlySpan<short> block, Span<int> work, int shift)
    {
        Vector256<int> mean = (Row(block, 0) << (ConstantBits + 2)) + Vector256.Create(1 << (shift - 1));
        Vector256<int> odd = (Row(block, 5) * 6967) + (Row(block, 1) * 29692) - (Row(block, 7) * 5906) - (Row(block, 3) * 10426);
        ((mean + odd) >> shift).CopyTo(work);
        ((mean - odd) >> shift).CopyTo(work[8..]);
    }

    private static Vector256<int> Row(ReadOnlySpan<short> block, int row)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(Vector128.Create(block.Slice(row * 8, 8)));
        return Vector256.Create(low, high);
    }

    private static (int S0, int S1, int S2, int S3) StepToFour(int x0, int x1, int x2, int x3, int x5, int x6, int x7, int bias)
    {
        int mean = (x0 << (ConstantBits + 1)) + bias;
        int even = (x2 * 15137) - (x6 * 6270);
        int inner = (x7 * -1730) + (x5 * 11893) - (x3 * 17799) + (x1 * 8697);
        int outer = (x7 * -4176) - (x5 * 4926) + (x3 * 7373) + (x1 * 20995);
        return (mean + even + outer, mean - even + inner, mean - even - inner, mean + even - outer);
    }

    private static (int S0, int S1) StepToTwo(int x0, int x1, int x3, int x5, int x7, int bias)
    {
        int mean = (x0 << (ConstantBits + 2)) + bias;
        int odd = (x7 * -5906) + (x5 * 6967) - (x3 * 10426) + (x1 * 29692);
        return (mean + odd, mean - odd);
    }
}
