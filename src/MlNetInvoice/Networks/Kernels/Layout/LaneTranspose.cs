using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetInvoice.Networks.Kernels.Layout;

/// <summary>Turns [value][lane] into [lane][value] and back, in squares of 4 × 4 where the machine can shuffle them. The same values, only moved.</summary>
internal static unsafe class LaneTranspose
{
    /// <summary>target[column · targetStride + row] = source[row · sourceStride + column].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>target[place · 16 + image] = images[image][place] for 16 images and 16 places: four rounds of interleaving, each of which doubles the run of images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeBytes(byte** images, byte* target)
    {
        if (!Sse2.IsSupported)
        {
            for (int image = 0; image < 16; image++)
            {
                for (int place = 0; place < 16; place++)
                {
                    target[(place * 16) + image] = images[image][place];
                }
            }

            return;
        }

        Vector128<byte> a0 = Vector128.Load(images[0]);
        Vector128<byte> a1 = Vector128.Load(images[1]);
        Vector128<byte> a2 = Vector128.Load(images[2]);
        Vector128<byte> a3 = Vector128.Load(images[3]);
        Vector128<byte> a4 = Vector128.Load(images[4]);
        Vector128<byte> a5 = Vector128.Load(images[5]);
        Vector128<byte> a6 = Vector128.Load(images[6]);
        Vector128<byte> a7 = Vector128.Load(images[7]);
        Vector128<byte> a8 = Vector128.Load(images[8]);
        Vector128<byte> a9 = Vector128.Load(images[9]);
        Vector128<byte> a10 = Vector128.Load(images[10]);
        Vector128<byte> a11 = Vector128.Load(images[11]);
        Vector128<byte> a12 = Vector128.Load(images[12]);
        Vector128<byte> a13 = Vector128.Load(images[13]);
        Vector128<byte> a14 = Vector128.Load(images[14]);
        Vector128<byte> a15 = Vector128.Load(images[15]);
        Vector128<byte> b0 = Sse2.UnpackLow(a0, a8);
        Vector128<byte> b1 = Sse2.UnpackHigh(a0, a8);
        Vector128<byte> b2 = Sse2.UnpackLow(a1, a9);
        Vector128<byte> b3 = Sse2.UnpackHigh(a1, a9);
        Vector128<byte> b4 = Sse2.UnpackLow(a2, a10);
        Vector128<byte> b5 = Sse2.UnpackHigh(a2, a10);
        Vector128<byte> b6 = Sse2.UnpackLow(a3, a11);
        Vector128<byte> b7 = Sse2.UnpackHigh(a3, a11);
        Vector128<byte> b8 = Sse2.UnpackLow(a4, a12);
        Vector128<byte> b9 = Sse2.UnpackHigh(a4, a12);
        Vector128<byte> b10 = Sse2.UnpackLow(a5, a13);
        Vector128<byte> b11 = Sse2.UnpackHigh(a5, a13);
        Vector128<byte> b12 = Sse2.UnpackLow(a6, a14);
        Vector128<byte> b13 = Sse2.UnpackHigh(a6, a14);
        Vector128<byte> b14 = Sse2.UnpackLow(a7, a15);
        Vector128<byte> b15 = Sse2.UnpackHigh(a7, a15);
        Vector128<byte> c0 = Sse2.UnpackLow(b0, b8);
        Vector128<byte> c1 = Sse2.UnpackHigh(b0, b8);
        Vector128<byte> c2 = Sse2.UnpackLow(b1, b9);
        Vector128<byte> c3 = Sse2.UnpackHigh(b1, b9);
        Vector128<byte> c4 = Sse2.UnpackLow(b2, b10);
        Vector128<byte> c5 = Sse2.UnpackHigh(b2, b10);
        Vector128<byte> c6 = Sse2.UnpackLow(b3, b11);
        Vector128<byte> c7 = Sse2.UnpackHigh(b3, b11);
        Vector128<byte> c8 = Sse2.UnpackLow(b4, b12);
        Vector128<byte> c9 = Sse2.UnpackHigh(b4, b12);
        Vector128<byte> c10 = Sse2.UnpackLow(b5, b13);
        Vector128<byte> c11 = Sse2.UnpackHigh(b5, b13);
        Vector128<byte> c12 = Sse2.UnpackLow(b6, b14);
        Vector128<byte> c13 = Sse2.UnpackHigh(b6, b14);
        Vector128<byte> c14 = Sse2.UnpackLow(b7, b15);
        Vector128<byte> c15 = Sse2.UnpackHigh(b7, b15);
        Vector128<byte> d0 = Sse2.UnpackLow(c0, c8);
        Vector128<byte> d1 = Sse2.UnpackHigh(c0, c8);
        Vector128<byte> d2 = Sse2.UnpackLow(c1, c9);
        Vector128<byte> d3 = Sse2.UnpackHigh(c1, c9);
        Vector128<byte> d4 = Sse2.UnpackLow(c2, c10);
        Vector128<byte> d5 = Sse2.UnpackHigh(c2, c10);
        Vector128<byte> d6 = Sse2.UnpackLow(c3, c11);
        Vector128<byte> d7 = Sse2.UnpackHigh(c3, c11);
        Vector128<byte> d8 = Sse2.UnpackLow(c4, c12);
        Vector128<byte> d9 = Sse2.UnpackHigh(c4, c12);
        Vector128<byte> d10 = Sse2.UnpackLow(c5, c13);
        Vector128<byte> d11 = Sse2.UnpackHigh(c5, c13);
        Vector128<byte> d12 = Sse2.UnpackLow(c6, c14);
        Vector128<byte> d13 = Sse2.UnpackHigh(c6, c14);
        Vector128<byte> d14 = Sse2.UnpackLow(c7, c15);
        Vector128<byte> d15 = Sse2.UnpackHigh(c7, c15);
        Sse2.UnpackLow(d0, d8).Store(target + 0);
        Sse2.UnpackHigh(d0, d8).Store(target + 16);
        Sse2.UnpackLow(d1, d9).Store(target + 32);
        Sse2.UnpackHigh(d1, d9).Store(target + 48);
        Sse2.UnpackLow(d2, d10).Store(target + 64);
        Sse2.UnpackHigh(d2, d10).Store(target + 80);
        Sse2.UnpackLow(d3, d11).Store(target + 96);
        Sse2.UnpackHigh(d3, d11).Store(target + 112);
        Sse2.UnpackLow(d4, d12).Store(target + 128);
        Sse2.UnpackHigh(d4, d12).Store(target + 144);
        Sse2.UnpackLow(d5, d13).Store(target + 160);
        Sse2.UnpackHigh(d5, d13).Store(target + 176);
        Sse2.UnpackLow(d6, d14).Store(target + 192);
        Sse2.UnpackHigh(d6, d14).Store(target + 208);
        Sse2.UnpackLow(d7, d15).Store(target + 224);
        Sse2.UnpackHigh(d7, d15).Store(target + 240);
    }
}
