using System.Runtime.Intrinsics;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Turns decoded component planes into pixels, a row at a time (ITU-T T.871 for YCbCr; Adobe's inverted inks for CMYK and YCCK).</summary>
internal static class JpegColorConverter
{
    /// <summary>Luminance of any colour space.</summary>
    /// <param name="frame">The frame, its planes decoded.</param>
    /// <param name="space">Its colour space.</param>
    public static GrayImage ToGray(JpegFrame frame, JpegColorSpace space)
    {
        var image = new GrayImage(frame.OutputWidth, frame.OutputHeight);
        var rows = new Rows(frame);
        for (int y = 0; y < image.Height; y++)
        {
            Span<byte> target = image.GetRow(y);
            if (space is JpegColorSpace.Gray or JpegColorSpace.YCbCr)
            {
                rows.Get(0, y)[..target.Length].CopyTo(target);
                continue;
            }

            rows.Convert(y, space);
            Luminance.OfPlanes(rows.Red, rows.Green, rows.Blue, target);
        }

        return image;
    }

    /// <summary>Colours of any colour space.</summary>
    /// <param name="frame">The frame, its planes decoded.</param>
    /// <param name="space">Its colour space.</param>
    public static RgbImage ToRgb(JpegFrame frame, JpegColorSpace space)
    {
        var image = new RgbImage(frame.OutputWidth, frame.OutputHeight);
        var rows = new Rows(frame);
        for (int y = 0; y < image.Height; y++)
        {
            rows.Convert(y, space);
            Luminance.Interleave(rows.Red, rows.Green, rows.Blue, image.GetRow(y));
        }

        return image;
    }

    /// <summary>ITU-T T.871: R, G, B from luminance and colour differences, in 16-bit fixed point with libjpeg's roundings.</summary>
    internal static void FromYcc(
        ReadOnlySpan<byte> luminance, ReadOnlySpan<byte> blueness, ReadOnlySpan<byte> redness, Span<byte> red, Span<byte> green, Span<byte> blue)
    {
        int count = red.Length;
        int x = 0;
        for (; x <= count - 16; x += 16)
        {
            (Vector256<int> y0, Vector256<int> y1) = Widen(luminance[x..]);
            (Vector256<int> b0, Vector256<int> b1) = Widen(blueness[x..]);
            (Vector256<int> r0, Vector256<int> r1) = Widen(redness[x..]);
            b0 -= Vector256.Create(128);
            b1 -= Vector256.Create(128);
            r0 -= Vector256.Create(128);
            r1 -= Vector256.Create(128);
            Vector256<int> half = Vector256.Create(1 << 15);
            Narrow(y0 + (((r0 * 91881) + half) >> 16), y1 + (((r1 * 91881) + half) >> 16)).CopyTo(red[x..]);
            Narrow(y0 + (((b0 * 116130) + half) >> 16), y1 + (((b1 * 116130) + half) >> 16)).CopyTo(blue[x..]);
            Narrow(
                y0 + ((half - (b0 * 22554) - (r0 * 46802)) >> 16),
                y1 + ((half - (b1 * 22554) - (r1 * 46802)) >> 16)).CopyTo(green[x..]);
        }

        for (; x < count; x++)
        {
            int y = luminance[x];
            int b = blueness[x] - 128;
            int r = redness[x] - 128;
            red[x] = (byte)Math.Clamp(y + (((91881 * r) + (1 << 15)) >> 16), 0, 255);
            green[x] = (byte)Math.Clamp(y + (((1 << 15) - (22554 * b) - (46802 * r)) >> 16), 0, 255);
            blue[x] = (byte)Math.Clamp(y + (((116130 * b) + (1 << 15)) >> 16), 0, 255);
        }
    }

    private static (Vector256<int> Low, Vector256<int> High) Widen(ReadOnlySpan<byte> samples)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(samples));
        (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(low);
        (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(high);
        return (Vector256.Create(a, b).AsInt32(), Vector256.Create(c, d).AsInt32());
    }

    private static Vector128<byte> Narrow(Vector256<int> low, Vector256<int> high)
    {
        Vector256<ushort> words = Vector256.Narrow(
            Vector256.Clamp(low, Vector256<int>.Zero, Vector256.Create(255)).AsUInt32(),
            Vector256.Clamp(high, Vector256<int>.Zero, Vector256.Create(255)).AsUInt32());
        return Vector128.Narrow(words.GetLower(), words.GetUpper());
    }

    /// <summary>The rows being converted, and their buffers.</summary>
    private sealed class Rows
    {
        private readonly JpegUpsampler[] _upsamplers;
        private readonly byte[][] _buffers;
        private readonly int _width;

        public Rows(JpegFrame frame)
        {
            _width = frame.OutputWidth;
            _upsamplers = Array.ConvertAll(frame.Components, component => new JpegUpsampler(frame, component));
            _buffers = Array.ConvertAll(frame.Components, _ => new byte[_width]);
        }

        public byte[] Red => field ??= new byte[_width];

        public byte[] Green => field ??= new byte[_width];

        public byte[] Blue => field ??= new byte[_width];

        public ReadOnlySpan<byte> Get(int component, int y) => _upsamplers[component].GetRow(y, _buffers[component]);

        public void Convert(int y, JpegColorSpace space)
        {
            if (space == JpegColorSpace.Gray)
            {
                ReadOnlySpan<byte> gray = Get(0, y)[.._width];
                gray.CopyTo(Red);
                gray.CopyTo(Green);
                gray.CopyTo(Blue);
                return;
            }

            if (space is JpegColorSpace.YCbCr or JpegColorSpace.Ycck)
            {
                FromYcc(Get(0, y), Get(1, y), Get(2, y), Red, Green, Blue);
            }
            else
            {
                Get(0, y)[.._width].CopyTo(Red);
                Get(1, y)[.._width].CopyTo(Green);
                Get(2, y)[.._width].CopyTo(Blue);
            }

            if (space is JpegColorSpace.Cmyk or JpegColorSpace.Ycck)
            {
                bool isInverted = space == JpegColorSpace.Ycck;
                ReadOnlySpan<byte> black = Get(3, y);
                ApplyBlack(Red, black, isInverted);
                ApplyBlack(Green, black, isInverted);
                ApplyBlack(Blue, black, isInverted);
            }
        }

        /// <summary>Light left by an ink and black, both stored inverted (255 for no ink); YCCK's inks are the complements of its colours.</summary>
        private static void ApplyBlack(Span<byte> ink, ReadOnlySpan<byte> black, bool isInverted)
        {
            for (int x = 0; x < ink.Length; x++)
            {
                int light = isInverted ? 255 - ink[x] : ink[x];
                ink[x] = (byte)(((light * black[x] * 2) + 255) / 510);
            }
        }
    }
}
