using System.Buffers.Binary;
using System.Text;

namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>Builds a TrueType font of three glyphs for tests: nothing, a box of 500 × 700 units, and a composite of two half-size boxes.</summary>
internal static class SmallFont
{
    /// <summary>A font whose characters are all the box, but for 'A', which is the composite.</summary>
    public static byte[] Build(string characters)
    {
        byte[] empty = [];
        // One contour of four corner points, all as words.
        byte[] box = [.. Words(1, 0, 0, 500, 700, 3, 0), 1, 1, 1, 1, .. Words(0, 500, 0, -500), .. Words(0, 0, 700, 0)];
        // Two components, each scaled by a half (8192/16384), the second moved by 250, 350.
        byte[] composite = [.. Words(-1, 0, 0, 500, 700), .. Words(0x002B, 1, 0, 0, 0x2000), .. Words(0x000B, 1, 250, 350, 0x2000)];
        int[] ends = [0, 0, box.Length, box.Length + composite.Length];
        char[] sorted = [.. characters.Distinct().Order()];
        byte[] groups = [.. sorted.SelectMany(c => (byte[])[.. Longs(c), .. Longs(c), .. Longs(c == 'A' ? 2 : 1)])];
        byte[] map = [.. Words(12, 0), .. Longs(16 + groups.Length), .. Longs(0), .. Longs(sorted.Length), .. groups];
        byte[] name = Encoding.BigEndianUnicode.GetBytes("Small Test");
        var tables = new (string Tag, byte[] Data)[]
        {
            ("cmap", [.. Words(0, 1, 3, 10), .. Longs(12), .. map]),
            ("glyf", [.. empty, .. box, .. composite]),
            ("head", [.. Longs(0x00010000), .. Longs(0), .. Longs(0), .. Longs(0x5F0F3CF5), .. Words(0, 1000), .. new byte[16], .. Words(0, 0, 500, 700, 0, 8, 2, 1, 0)]),
            ("hhea", [.. Longs(0x00010000), .. Words(700, 0, 0, 650), .. new byte[22], .. Words(3)]),
            ("hmtx", Words(0, 0, 600, 0, 650, 0)),
            ("loca", [.. ends.SelectMany(end => Longs(end))]),
            ("maxp", [.. Longs(0x00010000), .. Words(3, 4, 1, 8, 2, 2, 0, 0, 0, 0, 0, 0, 2, 1)]),
            ("name", [.. Words(0, 1, 18, 3, 1, 0x409, 1, name.Length, 0), .. name]),
        };
        var header = new List<byte>([.. Longs(0x00010000), .. Words(tables.Length, 0, 0, 0)]);
        var body = new List<byte>();
        foreach ((string tag, byte[] data) in tables)
        {
            header.AddRange([.. Encoding.ASCII.GetBytes(tag), .. Longs(0), .. Longs(12 + (16 * tables.Length) + body.Count), .. Longs(data.Length)]);
            body.AddRange(data);
        }

        return [.. header, .. body];
    }

    private static byte[] Words(params int[] values)
    {
        byte[] bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2 * i), (short)values[i]);
        }

        return bytes;
    }

    private static byte[] Longs(long value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }
}
