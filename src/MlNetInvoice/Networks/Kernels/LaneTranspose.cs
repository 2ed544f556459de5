using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Networks.Kernels;

/// <summary>Turns [value][lane] into [lane][value] and back, in squares of 4 × 4 where the machine can shuffle them. The same values, only moved.</summary>
internal static unsafe class LaneTranspose
{
    /// <summary>rows[lane · stride + value] = maps[value · lanes + lane]; what lies between the count and the stride becomes zero. Lanes are a multiple of 4 where vectors are used.</summary>
    public static void ToRows(float* maps, int count, int lanes, float* rows, int stride)
    {
        Transpose(maps, count, lanes, lanes, rows, stride);
        for (int n = 0; n < lanes; n++)
        {
            new Span<float>(rows + ((nint)n * stride) + count, stride - count).Clear();
        }
    }

    /// <summary>target[column · targetStride + row] = source[row · sourceStride + column].</summary>
    public static void Transpose(float* source, int rows, int columns, int sourceStride, float* target, int targetStride)
    {
        int wholeRows = Sse.IsSupported ? rows & ~3 : 0;
        int wholeColumns = columns & ~3;
        for (int r = 0; r < wholeRows; r += 4)
        {
            float* line = source + ((nint)r * sourceStride);
            for (int c = 0; c < wholeColumns; c += 4)
            {
                TransposeSquare(line + c, sourceStride, target + ((nint)c * targetStride) + r, targetStride);
            }

            for (int c = wholeColumns; c < columns; c++)
            {
                for (int k = 0; k < 4; k++)
                {
                    target[((nint)c * targetStride) + r + k] = line[((nint)k * sourceStride) + c];
                }
            }
        }

        for (int r = wholeRows; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                target[((nint)c * targetStride) + r] = source[((nint)r * sourceStride) + c];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + (2 * sourceStride));
        Vector128<float> d = Vector128.Load(source + (3 * sourceStride));
        Vector128<float> ab = Sse.UnpackLow(a, b);
        Vector128<float> cd = Sse.UnpackLow(c, d);
        Vector128<float> abHigh = Sse.UnpackHigh(a, b);
        Vector128<float> cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(target);
        Sse.MoveHighToLow(cd, ab).Store(target + targetStride);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(target + (2 * targetStride));
        Sse.MoveHighToLow(cdHigh, abHigh).Store(target + (3 * targetStride));
    }
}
