using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// The inverse 8×8 cosine transform in 13-bit fixed point: the same steps and roundings as libjpeg's accurate integer method, so the samples agree with it
/// bit for bit.
/// </summary>
/// <remarks>
/// C. Loeffler, A. Ligtenberg and G. Moschytz, "Practical Fast 1-D DCT Algorithms with 11 Multiplications", Proc. ICASSP 1989, pp. 988–991.
/// One vector holds one row, a lane a column: the first pass runs down the columns, a transposition, the second along the rows.
/// </remarks>
internal static class JpegInverseTransform
{
    private const int Fix0298 = 2446;
    private const int Fix0390 = 3196;
    private const int Fix0541 = 4433;
    private const int Fix0765 = 6270;
    private const int Fix0899 = 7373;
    private const int Fix1175 = 9633;
    private const int Fix1501 = 12299;
    private const int Fix1847 = 15137;
    private const int Fix1961 = 16069;
    private const int Fix2053 = 16819;
    private const int Fix2562 = 20995;
    private const int Fix3072 = 25172;

    /// <summary>Bits below the point of the constants.</summary>
    private const int ConstantBits = 13;

    /// <summary>Bits below the point that the first pass keeps.</summary>
    private const int KeptBits = 2;

    private const int FirstShift = ConstantBits - KeptBits;
    private const int SecondShift = ConstantBits + KeptBits + 3;

    /// <summary>Writes a block whose samples are all alike.</summary>
    /// <param name="dc">The dequantised first coefficient.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    /// <param name="size">Rows and columns to write.</param>
    public static void Fill(short dc, Span<byte> target, int stride, int size)
    {
        byte sample = (byte)Math.Clamp(((dc + 4) >> 3) + 128, 0, 255);
        if (size == 8)
        {
            ulong row = sample * 0x0101010101010101UL;
            ref byte start = ref MemoryMarshal.GetReference(target[..((stride * 7) + 8)]);
            for (nint i = 0; i < 8; i++)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, i * stride), row);
            }

            return;
        }

        for (int i = 0; i < size; i++)
        {
            target.Slice(i * stride, size).Fill(sample);
        }
    }

    /// <summary>Transforms 64 coefficients into 8×8 samples.</summary>
    /// <param name="block">Dequantised coefficients in natural order.</param>
    /// <param name="target">From the block's first sample on.</param>
    /// <param name="stride">Samples from row to row of the target.</param>
    public static void Transform8(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        if (Avx2.IsSupported)
        {
            TransformVector(ref MemoryMarshal.GetReference(block[..64]), ref MemoryMarshal.GetReference(target[..((stride * 7) + 8)]), stride);
        }
        else
        {
            TransformScalar(block, target, stride);
        }
    }

    /// <summary>The plain form of <see cref="Transform8"/>, the truth that the vector form is tested against.</summary>
    internal static void TransformScalar(ReadOnlySpan<short> block, Span<byte> target, int stride)
    {
        Span<int> work = stackalloc int[64];
        Span<int> line = stackalloc int[8];
        for (int column = 0; column < 8; column++)
        {
            for (int i = 0; i < 8; i++)
            {
                line[i] = block[(i * 8) + column];
            }

            Step(line, 1 << (FirstShift - 1));
            for (int i = 0; i < 8; i++)
            {
                work[(i * 8) + column] = line[i] >> FirstShift;
            }
        }

        for (int row = 0; row < 8; row++)
        {
            work.Slice(row * 8, 8).CopyTo(line);
            Step(line, (1 << (SecondShift - 1)) + (128 << SecondShift));
            for (int i = 0; i < 8; i++)
            {
                target[(row * stride) + i] = (byte)Math.Clamp(line[i] >> SecondShift, 0, 255);
            }
        }
    }

    /// <summary>One 8-point transform in place; the bias carries the rounding (and the level shift) to all outputs.</summary>
    private static void Step(Span<int> x, int bias)
    {
        int shared = (x[2] + x[6]) * Fix0541;
        int even2 = shared - (x[6] * Fix1847);
        int even3 = shared + (x[2] * Fix0765);
        int even0 = ((x[0] + x[4]) << ConstantBits) + bias;
        int even1 = ((x[0] - x[4]) << ConstantBits) + bias;
        int a0 = even0 + even3;
        int a3 = even0 - even3;
        int a1 = even1 + even2;
        int a2 = even1 - even2;

        int z3 = x[7] + x[3];
        int z4 = x[5] + x[1];
        int z5 = (z3 + z4) * Fix1175;
        int z1 = -(x[7] + x[1]) * Fix0899;
        int z2 = -(x[5] + x[3]) * Fix2562;
        z3 = z5 - (z3 * Fix1961);
        z4 = z5 - (z4 * Fix0390);
        int b0 = (x[7] * Fix0298) + z1 + z3;
        int b1 = (x[5] * Fix2053) + z2 + z4;
        int b2 = (x[3] * Fix3072) + z2 + z3;
        int b3 = (x[1] * Fix1501) + z1 + z4;

        x[0] = a0 + b3;
        x[7] = a0 - b3;
        x[1] = a1 + b2;
        x[6] = a1 - b2;
        x[2] = a2 + b1;
        x[5] = a2 - b1;
        x[3] = a3 + b0;
        x[4] = a3 - b0;
    }

    private static void TransformVector(ref short block, ref byte target, nint stride)
    {
        Vector256<int> x0 = LoadRow(ref block, 0);
        Vector256<int> x1 = LoadRow(ref block, 1);
        Vector256<int> x2 = LoadRow(ref block, 2);
        Vector256<int> x3 = LoadRow(ref block, 3);
        Vector256<int> x4 = LoadRow(ref block, 4);
        Vector256<int> x5 = LoadRow(ref block, 5);
        Vector256<int> x6 = LoadRow(ref block, 6);
        Vector256<int> x7 = LoadRow(ref block, 7);

        Step(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, ref x6, ref x7, Vector256.Create(1 << (FirstShift - 1)));
        x0 >>= FirstShift;
        x1 >>= FirstShift;
        x2 >>= FirstShift;
        x3 >>= FirstShift;
        x4 >>= FirstShift;
        x5 >>= FirstShift;
        x6 >>= FirstShift;
        x7 >>= FirstShift;
        Transpose(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, ref x6, ref x7);

        Step(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, ref x6, ref x7, Vector256.Create((1 << (SecondShift - 1)) + (128 << SecondShift)));
        Vector256<byte> left = PackColumns(x0, x1, x2, x3);
        Vector256<byte> right = PackColumns(x4, x5, x6, x7);
        Vector256<ulong> rows0145 = Avx2.UnpackLow(left.AsInt32(), right.AsInt32()).AsUInt64();
        Vector256<ulong> rows2367 = Avx2.UnpackHigh(left.AsInt32(), right.AsInt32()).AsUInt64();
        Unsafe.WriteUnaligned(ref target, rows0145.GetElement(0));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride), rows0145.GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 2), rows2367.GetElement(0));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 3), rows2367.GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 4), rows0145.GetElement(2));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 5), rows0145.GetElement(3));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 6), rows2367.GetElement(2));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride * 7), rows2367.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> LoadRow(ref short block, nint row) =>
        Avx2.ConvertToVector256Int32(Vector128.LoadUnsafe(ref block, (nuint)(row * 8)));

    /// <summary>Four columns of eight rows become eight rows of four bytes, rows 0–3 in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> PackColumns(Vector256<int> c0, Vector256<int> c1, Vector256<int> c2, Vector256<int> c3)
    {
        Vector256<short> low = Avx2.PackSignedSaturate(c0 >> SecondShift, c1 >> SecondShift);
        Vector256<short> high = Avx2.PackSignedSaturate(c2 >> SecondShift, c3 >> SecondShift);
        Vector256<byte> columns = Avx2.PackUnsignedSaturate(low, high);
        return Avx2.Shuffle(columns, Vector256.Create(
            (byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ref Vector256<int> x0, ref Vector256<int> x1, ref Vector256<int> x2, ref Vector256<int> x3,
        ref Vector256<int> x4, ref Vector256<int> x5, ref Vector256<int> x6, ref Vector256<int> x7, Vector256<int> bias)
    {
        Vector256<int> shared = (x2 + x6) * Fix0541;
        Vector256<int> even2 = shared - (x6 * Fix1847);
        Vector256<int> even3 = shared + (x2 * Fix0765);
        Vector256<int> even0 = ((x0 + x4) << ConstantBits) + bias;
        Vector256<int> even1 = ((x0 - x4) << ConstantBits) + bias;
        Vector256<int> a0 = even0 + even3;
        Vector256<int> a3 = even0 - even3;
        Vector256<int> a1 = even1 + even2;
        Vector256<int> a2 = even1 - even2;

        Vector256<int> z3 = x7 + x3;
        Vector256<int> z4 = x5 + x1;
        Vector256<int> z5 = (z3 + z4) * Fix1175;
        Vector256<int> z1 = (x7 + x1) * -Fix0899;
        Vector256<int> z2 = (x5 + x3) * -Fix2562;
        z3 = z5 - (z3 * Fix1961);
        z4 = z5 - (z4 * Fix0390);
        Vector256<int> b0 = (x7 * Fix0298) + z1 + z3;
        Vector256<int> b1 = (x5 * Fix2053) + z2 + z4;
        Vector256<int> b2 = (x3 * Fix3072) + z2 + z3;
        Vector256<int> b3 = (x1 * Fix1501) + z1 + z4;

        x0 = a0 + b3;
        x7 = a0 - b3;
        x1 = a1 + b2;
        x6 = a1 - b2;
        x2 = a2 + b1;
        x5 = a2 - b1;
        x3 = a3 + b0;
        x4 = a3 - b0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector256<int> x0, ref Vector256<int> x1, ref Vector256<int> x2, ref Vector256<int> x3,
        ref Vector256<int> x4, ref Vector256<int> x5, ref Vector256<int> x6, ref Vector256<int> x7)
    {
        Vector256<long> a0 = Avx2.UnpackLow(x0, x1).AsInt64();
        Vector256<long> a1 = Avx2.UnpackHigh(x0, x1).AsInt64();
        Vector256<long> a2 = Avx2.UnpackLow(x2, x3).AsInt64();
        Vector256<long> a3 = Avx2.UnpackHigh(x2, x3).AsInt64();
        Vector256<long> a4 = Avx2.UnpackLow(x4, x5).AsInt64();
        Vector256<long> a5 = Avx2.UnpackHigh(x4, x5).AsInt64();
        Vector256<long> a6 = Avx2.UnpackLow(x6, x7).AsInt64();
        Vector256<long> a7 = Avx2.UnpackHigh(x6, x7).AsInt64();

        Vector256<int> b0 = Avx2.UnpackLow(a0, a2).AsInt32();
        Vector256<int> b1 = Avx2.UnpackHigh(a0, a2).AsInt32();
        Vector256<int> b2 = Avx2.UnpackLow(a1, a3).AsInt32();
        Vector256<int> b3 = Avx2.UnpackHigh(a1, a3).AsInt32();
        Vector256<int> b4 = Avx2.UnpackLow(a4, a6).AsInt32();
        Vector256<int> b5 = Avx2.UnpackHigh(a4, a6).AsInt32();
        Vector256<int> b6 = Avx2.UnpackLow(a5, a7).AsInt32();
        Vector256<int> b7 = Avx2.UnpackHigh(a5, a7).AsInt32();

        x0 = Avx2.Permute2x128(b0, b4, 0x20);
        x1 = Avx2.Permute2x128(b1, b5, 0x20);
        x2 = Avx2.Permute2x128(b2, b6, 0x20);
        x3 = Avx2.Permute2x128(b3, b7, 0x20);
        x4 = Avx2.Permute2x128(b0, b4, 0x31);
        x5 = Avx2.Permute2x128(b1, b5, 0x31);
        x6 = Avx2.Permute2x128(b2, b6, 0x31);
        x7 = Avx2.Permute2x128(b3, b7, 0x31);
    }
}
