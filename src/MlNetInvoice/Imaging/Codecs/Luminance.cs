using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>The luminance of colours: ITU-R BT.601 weights in 16-bit fixed point, as libjpeg and most imaging libraries have them.</summary>
internal static class Luminance
{
    private const int Red = 19595;
    private const int Green = 38470;
    private const int Blue = 7471;
    private const int Half = 1 << 15;

    /// <summary>The luminance of one colour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Of(int red, int green, int blue) => (byte)(((Red * red) + (Green * green) + (Blue * blue) + Half) >> 16);

    /// <summary>The luminances of a row of interleaved colours.</summary>
    /// <param name="rgb">R, G, B, R, G, B, …</param>
    /// <param name="gray">A third as many luminances.</param>
    public static void OfRow(ReadOnlySpan<byte> rgb, Span<byte> gray)
    {
        rgb = rgb[..(gray.Length * 3)];
        for (int i = 0, j = 0; i < gray.Length; i++, j += 3)
        {
            gray[i] = Of(rgb[j], rgb[j + 1], rgb[j + 2]);
        }
    }

    /// <summary>The luminances of three rows of components.</summary>
    public static void OfPlanes(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> gray)
    {
        red = red[..gray.Length];
        green = green[..gray.Length];
        blue = blue[..gray.Length];
        for (int i = 0; i < gray.Length; i++)
        {
            gray[i] = Of(red[i], green[i], blue[i]);
        }
    }

    /// <summary>Interleaves three rows of components.</summary>
    public static void Interleave(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> rgb)
    {
        int count = rgb.Length / 3;
        int i = 0;
        ref byte target = ref MemoryMarshal.GetReference(rgb);
        for (; i <= count - 16; i += 16)
        {
            Vector128<byte> r = Vector128.Create(red[i..]);
            Vector128<byte> g = Vector128.Create(green[i..]);
            Vector128<byte> b = Vector128.Create(blue[i..]);
            ref byte place = ref Unsafe.Add(ref target, i * 3);
            (Vector128.Shuffle(r, Vector128.Create((byte)0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255, 255, 5))
                | Vector128.Shuffle(g, Vector128.Create((byte)255, 0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255, 255))
                | Vector128.Shuffle(b, Vector128.Create((byte)255, 255, 0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255))).StoreUnsafe(ref place);
            (Vector128.Shuffle(r, Vector128.Create((byte)255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255, 10, 255))
                | Vector128.Shuffle(g, Vector128.Create((byte)5, 255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255, 10))
                | Vector128.Shuffle(b, Vector128.Create((byte)255, 5, 255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255))).StoreUnsafe(ref place, 16);
            (Vector128.Shuffle(r, Vector128.Create((byte)255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15, 255, 255))
                | Vector128.Shuffle(g, Vector128.Create((byte)255, 255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15, 255))
                | Vector128.Shuffle(b, Vector128.Create((byte)10, 255, 255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15))).StoreUnsafe(ref place, 32);
        }

        for (; i < count; i++)
        {
            rgb[i * 3] = red[i];
            rgb[(i * 3) + 1] = green[i];
            rgb[(i * 3) + 2] = blue[i];
        }
    }
}
