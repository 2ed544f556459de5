using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Imaging;

/// <summary>Transposes tiles of 16×16 bytes in registers: four rounds that interleave row i with row i + 8.</summary>
internal static class ByteTransposition
{
    /// <summary>Whether this machine can interleave vectors.</summary>
    public static bool IsSupported => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Transposes one tile; a negative step goes through its rows from the last to the first.</summary>
    /// <param name="source">Source samples.</param>
    /// <param name="sourceStart">First sample of the tile's first row.</param>
    /// <param name="sourceStep">Samples from row to row.</param>
    /// <param name="target">Target samples.</param>
    /// <param name="targetStart">First sample of the transposed tile's first row.</param>
    /// <param name="targetStep">Samples from row to row.</param>
    public static void Transpose16(ReadOnlySpan<byte> source, int sourceStart, int sourceStep, Span<byte> target, int targetStart, int targetStep)
    {
        CheckTile(source.Length, sourceStart, sourceStep);
        CheckTile(target.Length, targetStart, targetStep);
        ref byte from = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), sourceStart);
        ref byte to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), targetStart);
        Rows rows = default;
        Rows mixed = default;
        for (int i = 0; i < 16; i++)
        {
            rows[i] = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, (nint)i * sourceStep));
        }

        Interleave(ref rows, ref mixed);
        Interleave(ref mixed, ref rows);
        Interleave(ref rows, ref mixed);
        Interleave(ref mixed, ref rows);
        for (int i = 0; i < 16; i++)
        {
            rows[i].StoreUnsafe(ref Unsafe.Add(ref to, (nint)i * targetStep));
        }
    }

    private static void CheckTile(int length, int start, int step)
    {
        long last = start + (15L * step);
        if (Math.Min(start, last) < 0 || Math.Max(start, last) + 16 > length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, "The tile leaves the picture.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(ref Rows from, ref Rows to)
    {
        for (int i = 0; i < 8; i++)
        {
            Vector128<byte> first = from[i];
            Vector128<byte> second = from[i + 8];
            to[i * 2] = Sse2.IsSupported ? Sse2.UnpackLow(first, second) : AdvSimd.Arm64.ZipLow(first, second);
            to[(i * 2) + 1] = Sse2.IsSupported ? Sse2.UnpackHigh(first, second) : AdvSimd.Arm64.ZipHigh(first, second);
        }
    }

    [InlineArray(16)]
    private struct Rows
    {
        private Vector128<byte> _first;
    }
}
