using System.Buffers.Binary;
using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Reads the table, frame and scan segments, and refuses what contradicts itself (T.81, B.2).</summary>
internal static class JpegSegments
{
    /// <summary>Reads a start of frame.</summary>
    /// <param name="segment">Its bytes after the length.</param>
    /// <param name="marker">Which start of frame.</param>
    /// <param name="start">Where the segment begins, for messages.</param>
    /// <param name="isSecond">Whether a frame came before.</param>
    public static JpegFrame ReadFrame(ReadOnlySpan<byte> segment, byte marker, int start, bool isSecond)
    {
        string name = JpegMarker.Name(marker);
        if (isSecond)
        {
            throw ImageFault.At("JPEG", start - 2, $"a second start of frame ({name}) stands in the picture; the file is damaged");
        }

        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw ImageFault.At("JPEG", start, $"the length of the segment {name} does not fit its number of components");
        }

        if (segment[0] != 8)
        {
            throw ImageFault.At("JPEG", start + 2, string.Create(CultureInfo.InvariantCulture, $"samples of {segment[0]} bits are not supported, only 8; save the picture with 8 bits per channel"));
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (width == 0 || height == 0)
        {
            throw ImageFault.At("JPEG", start + 3, string.Create(CultureInfo.InvariantCulture, $"the header declares {width} × {height} pixels"));
        }

        if (segment[5] is not (1 or 3 or 4))
        {
            throw ImageFault.At("JPEG", start + 7, string.Create(CultureInfo.InvariantCulture, $"{segment[5]} colour components are not supported, only 1, 3 or 4"));
        }

        var components = new JpegComponent[segment[5]];
        for (int i = 0; i < components.Length; i++)
        {
            components[i] = ReadComponent(segment.Slice(6 + (i * 3), 3), start + 8 + (i * 3));
        }

        return new JpegFrame { Width = width, Height = height, IsProgressive = marker == JpegMarker.StartOfFrameProgressive, Components = components };
    }

    /// <summary>Reads one or more Huffman tables.</summary>
    /// <param name="segment">The segment's bytes after the length.</param>
    /// <param name="start">Where the segment begins, for messages.</param>
    /// <param name="dcTables">Tables of class 0, replaced by index.</param>
    /// <param name="acTables">Tables of class 1, replaced by index.</param>
    public static void ReadHuffmanTables(ReadOnlySpan<byte> segment, int start, JpegHuffmanTable?[] dcTables, JpegHuffmanTable?[] acTables)
    {
        int position = start + 2;
        while (segment.Length > 0)
        {
            int symbols = 0;
            for (int i = 1; i <= 16 && i < segment.Length; i++)
            {
                symbols += segment[i];
            }

            if (segment.Length < 17 + symbols || symbols > 256)
            {
                throw ImageFault.At("JPEG", position, "a Huffman table is longer than its segment DHT");
            }

            int kind = segment[0] >> 4;
            int index = segment[0] & 15;
            if (kind > 1 || index > 3)
            {
                throw ImageFault.At("JPEG", position, string.Create(CultureInfo.InvariantCulture, $"a Huffman table has the class {kind} and the index {index}; 0 to 1 and 0 to 3 exist"));
            }

            JpegHuffmanTable? table = JpegHuffmanTable.Create(segment.Slice(1, 16), segment.Slice(17, symbols), isDc: kind == 0, out string fault);
            (kind == 0 ? dcTables : acTables)[index] = table ?? throw ImageFault.At("JPEG", position, $"a Huffman table {fault}");
            segment = segment[(17 + symbols)..];
            position += 17 + symbols;
        }
    }

    /// <summary>Reads one or more quantisation tables.</summary>
    /// <param name="segment">The segment's bytes after the length.</param>
    /// <param name="start">Where the segment begins, for messages.</param>
    /// <param name="tables">The tables, replaced by index: 64 steps in zigzag order, and 16 more that damaged runs may touch.</param>
    public static void ReadQuantization(ReadOnlySpan<byte> segment, int start, ushort[]?[] tables)
    {
        int position = start + 2;
        while (segment.Length > 0)
        {
            int bytes = segment[0] >> 4 == 0 ? 1 : 2;
            if (segment[0] >> 4 > 1 || (segment[0] & 15) > 3 || segment.Length < 1 + (64 * bytes))
            {
                throw ImageFault.At("JPEG", position, "a quantisation table is longer than its segment DQT, or has a precision or index that does not exist");
            }

            var steps = new ushort[JpegZigZag.NaturalOrder.Length];
            for (int i = 0; i < 64; i++)
            {
                steps[i] = bytes == 1 ? segment[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]);
            }

            tables[segment[0] & 15] = steps;
            segment = segment[(1 + (64 * bytes))..];
            position += 1 + (64 * bytes);
        }
    }

    /// <summary>Reads a start of scan; the tables are set by the caller.</summary>
    /// <param name="segment">Its bytes after the length.</param>
    /// <param name="start">Where the segment begins, for messages.</param>
    /// <param name="frame">The frame it belongs to.</param>
    public static JpegScan ReadScan(ReadOnlySpan<byte> segment, int start, JpegFrame frame)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 4 || segment.Length != 4 + (2 * count))
        {
            throw ImageFault.At("JPEG", start, "the length of the segment SOS does not fit its number of components");
        }

        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + (i * 2)];
            JpegComponent? component = Array.Find(frame.Components, candidate => candidate.Id == id);
            if (component is null || components.AsSpan(0, i).Contains(component))
            {
                throw ImageFault.At("JPEG", start + 3 + (i * 2), string.Create(CultureInfo.InvariantCulture, $"the scan names component {id}, which the frame does not have or the scan has already"));
            }

            components[i] = component;
        }

        ReadOnlySpan<byte> band = segment[(1 + (2 * count))..];
        if (!frame.IsProgressive)
        {
            return new JpegScan(components, 0, 63, 0, 0);
        }

        var scan = new JpegScan(components, band[0], band[1], band[2] >> 4, band[2] & 15);
        CheckProgression(scan, start + 3 + (2 * count));
        return scan;
    }

    private static JpegComponent ReadComponent(ReadOnlySpan<byte> bytes, int position)
    {
        int horizontal = bytes[1] >> 4;
        int vertical = bytes[1] & 15;
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || bytes[2] > 3)
        {
            throw ImageFault.At("JPEG", position, string.Create(
                CultureInfo.InvariantCulture,
                $"component {bytes[0]} has the sampling factors {horizontal}×{vertical} and the quantisation table {bytes[2]}; 1 to 4 and 0 to 3 exist"));
        }

        return new JpegComponent { Id = bytes[0], HorizontalFactor = horizontal, VerticalFactor = vertical, QuantizationIndex = bytes[2] };
    }

    /// <summary>Every scan must bring something new, in order: first the highest bits of a band, then one bit at a time (T.81, G.1.1.1).</summary>
    private static void CheckProgression(JpegScan scan, int position)
    {
        bool isBand = scan.First == 0
            ? scan.Last == 0
            : scan.Last >= scan.First && scan.Last <= 63 && scan.Components.Length == 1;
        bool isStep = scan.LowBit <= 13 && (scan.HighBit == 0 || scan.LowBit == scan.HighBit - 1);
        if (isBand && isStep)
        {
            foreach (JpegComponent component in scan.Components)
            {
                int expected = scan.HighBit == 0 ? -1 : scan.HighBit;
                isStep &= !component.ReceivedBits.AsSpan()[scan.First..(scan.Last + 1)].ContainsAnyExcept((sbyte)expected);
            }
        }

        if (!isBand || !isStep)
        {
            throw ImageFault.At("JPEG", position, string.Create(
                CultureInfo.InvariantCulture,
                $"a progressive scan of the coefficients {scan.First} to {scan.Last}, bits {scan.HighBit} to {scan.LowBit}, does not continue those before it; the file is damaged"));
        }
    }
}
