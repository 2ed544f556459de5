using MlNetInvoice.Synthesis.Faces;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>TrueType outlines: the tables <c>loca</c> and <c>glyf</c>, simple and composite glyphs (OpenType specification, glyf).</summary>
internal sealed class TrueTypeGlyphs(FontData glyf, FontData loca, bool longOffsets, int count) : IGlyphSource
{
    private const int MaximumDepth = 6;
    private const int MaximumComponents = 256;
    private int _components;

    public ContourPath Read(int glyph)
    {
        _components = 0;
        return Read(glyph, 0);
    }

    private ContourPath Read(int glyph, int depth)
    {
        var path = new ContourPath();
        if ((uint)glyph >= (uint)count)
        {
            throw new InvalidDataSetException($"The font has {count} glyphs; there is no glyph {glyph}.");
        }

        long start = longOffsets ? loca.U32(4 * glyph) : 2L * loca.U16(2 * glyph);
        long end = longOffsets ? loca.U32(4 * (glyph + 1)) : 2L * loca.U16(2 * (glyph + 1));
        if (end <= start)
        {
            return path;
        }

        FontData data = glyf.Slice((int)Math.Min(start, int.MaxValue), (int)Math.Min(end - start, int.MaxValue));
        int contours = data.I16(0);
        if (contours >= 0)
        {
            ReadSimple(data, contours, path);
        }
        else if (depth < MaximumDepth)
        {
            ReadComposite(data, path, depth);
        }

        return path;
    }

    private static void ReadSimple(FontData data, int contours, ContourPath path)
    {
        if (contours == 0)
        {
            return;
        }

        int points = data.U16(10 + (2 * (contours - 1))) + 1;
        int at = 10 + (2 * contours);
        at += 2 + data.U16(at);
        byte[] flags = new byte[points];
        for (int i = 0; i < points;)
        {
            byte flag = (byte)data.U8(at++);
            int repeat = (flag & 8) != 0 ? data.U8(at++) : 0;
            for (; repeat >= 0 && i < points; repeat--)
            {
                flags[i++] = flag;
            }
        }

        float[] x = ReadAxis(data, ref at, flags, 2, 16), y = ReadAxis(data, ref at, flags, 4, 32);
        int first = 0;
        for (int contour = 0; contour < contours; contour++)
        {
            int last = data.U16(10 + (2 * contour));
            if (last >= points || last < first)
            {
                throw new InvalidDataSetException($"A contour of the font ends at point {last} of {points}.");
            }

            AddContour(path, flags.AsSpan(first, last - first + 1), x.AsSpan(first), y.AsSpan(first));
            first = last + 1;
        }
    }

    private static float[] ReadAxis(FontData data, ref int at, byte[] flags, int shortBit, int sameBit)
    {
        float[] values = new float[flags.Length];
        int value = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & shortBit) != 0)
            {
                int delta = data.U8(at++);
                value += (flags[i] & sameBit) != 0 ? delta : -delta;
            }
            else if ((flags[i] & sameBit) == 0)
            {
                value += data.I16(at);
                at += 2;
            }

            values[i] = value;
        }

        return values;
    }

    /// <summary>Points on and off the curve; two off in a row have one on half-way between.</summary>
    private static void AddContour(ContourPath path, ReadOnlySpan<byte> flags, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        int n = flags.Length;
        bool On(ReadOnlySpan<byte> f, int i) => (f[i % n] & 1) != 0;
        int start = 0;
        while (start < n && !On(flags, start))
        {
            start++;
        }

        bool allOff = start == n;
        if (allOff)
        {
            start = 0;
            path.MoveTo((x[0] + x[n - 1]) / 2, (y[0] + y[n - 1]) / 2);
        }
        else
        {
            path.MoveTo(x[start], y[start]);
            start++;
        }

        for (int k = 0; k < (allOff ? n : n - 1); k++)
        {
            int i = (start + k) % n, next = (i + 1) % n;
            if (On(flags, i))
            {
                path.LineTo(x[i], y[i]);
            }
            else if (On(flags, next))
            {
                path.QuadraticTo(x[i], y[i], x[next], y[next]);
                k++;
            }
            else
            {
                path.QuadraticTo(x[i], y[i], (x[i] + x[next]) / 2, (y[i] + y[next]) / 2);
            }
        }

        path.Close();
    }

    private void ReadComposite(FontData data, ContourPath path, int depth)
    {
        int at = 10, flags;
        do
        {
            flags = data.U16(at);
            int glyph = data.U16(at + 2);
            at += 4;
            bool words = (flags & 1) != 0, offsets = (flags & 2) != 0;
            float dx = words ? data.I16(at) : (sbyte)data.U8(at), dy = words ? data.I16(at + 2) : (sbyte)data.U8(at + 1);
            at += words ? 4 : 2;
            if (++_components > MaximumComponents)
            {
                throw new InvalidDataSetException($"A glyph of the font has more than {MaximumComponents} components.");
            }

            float a = 1, b = 0, c = 0, d = 1;
            if ((flags & 8) != 0)
            {
                a = d = data.I16(at) / 16384f;
                at += 2;
            }
            else if ((flags & 0x40) != 0)
            {
                (a, d) = (data.I16(at) / 16384f, data.I16(at + 2) / 16384f);
                at += 4;
            }
            else if ((flags & 0x80) != 0)
            {
                (a, b, c, d) = (data.I16(at) / 16384f, data.I16(at + 2) / 16384f, data.I16(at + 4) / 16384f, data.I16(at + 6) / 16384f);
                at += 8;
            }

            path.Append(Read(glyph, depth + 1), new AffineMap(a, c, offsets ? dx : 0, b, d, offsets ? dy : 0));
        }
        while ((flags & 0x20) != 0);
    }
}
