using System.Buffers.Binary;

namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes JPEG files segment by segment: tables, frame and scan headers by their fields, entropy-coded data by their bits.</summary>
public static class JpegMutator
{
    private const byte Scan = 0xDA;
    private const byte Frame = 0xC0;

    private static readonly byte[] Markers = [0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xD0, 0xD3, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xE1, 0xEE, 0xFE, 0x01, 0x00, 0xFF];

    /// <summary>A changed file.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        List<(byte Marker, byte[] Payload, byte[] Entropy)> segments = Split(seed);
        for (int i = 1 + random.Next(random.Next(1, 4)); i > 0 && segments.Count > 0; i--)
        {
            MutateSegments(segments, Split(other), random);
        }

        return Join(segments, random);
    }

    private static void MutateSegments(
        List<(byte Marker, byte[] Payload, byte[] Entropy)> segments, List<(byte Marker, byte[] Payload, byte[] Entropy)> others, Random random)
    {
        int at = random.Next(segments.Count);
        (byte marker, byte[] payload, byte[] entropy) = segments[at];
        switch (random.Next(10))
        {
            case 0:
                segments.Insert(random.Next(segments.Count + 1), segments[at]);
                break;
            case 1:
                segments.RemoveAt(at);
                break;
            case 2:
                int with = random.Next(segments.Count);
                (segments[at], segments[with]) = (segments[with], segments[at]);
                break;
            case 3:
                segments[at] = (Markers[random.Next(Markers.Length)], payload, entropy);
                break;
            case 4:
                segments[at] = (marker, ByteMutator.Mutate(payload, [], random), entropy);
                break;
            case 5 when others.Count > 0:
                segments.Insert(random.Next(segments.Count + 1), others[random.Next(others.Count)]);
                break;
            case 6:
                int scan = segments.FindIndex(segment => segment.Marker == Scan);
                if (scan >= 0)
                {
                    segments[scan] = (Scan, segments[scan].Payload, ByteMutator.Mutate(segments[scan].Entropy, [], random));
                }

                break;
            case 7:
                MutateField(segments, Scan, random);
                break;
            default:
                MutateField(segments, Frame, random);
                break;
        }
    }

    /// <summary>One field of the frame header (size, precision, sampling, table) or of a scan header (components, tables, band, bits).</summary>
    private static void MutateField(List<(byte Marker, byte[] Payload, byte[] Entropy)> segments, byte kind, Random random)
    {
        List<int> found = [.. Enumerable.Range(0, segments.Count).Where(i => segments[i].Marker == kind || (kind == Frame && segments[i].Marker is 0xC1 or 0xC2))];
        if (found.Count == 0)
        {
            return;
        }

        int at = found[random.Next(found.Count)];
        byte[] payload = [.. segments[at].Payload];
        if (payload.Length < 6)
        {
            return;
        }

        if (kind == Frame && random.Next(2) == 0)
        {
            uint side = random.Next(2) == 0 ? ByteMutator.TellingNumber(random) : (uint)random.Next(1, 400);
            ByteMutator.SetNumber(payload, 1 + (2 * random.Next(2)), 2, side, bigEndian: true);
        }
        else
        {
            int place = random.Next(payload.Length);
            payload[place] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)((random.Next(5) << 4) | random.Next(5));
        }

        segments[at] = (segments[at].Marker, payload, segments[at].Entropy);
    }

    private static List<(byte Marker, byte[] Payload, byte[] Entropy)> Split(byte[] file)
    {
        var segments = new List<(byte Marker, byte[] Payload, byte[] Entropy)>();
        int position = 2;
        while (position + 4 <= file.Length && file[position] == 0xFF && file[position + 1] != 0xD9)
        {
            byte marker = file[position + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(position + 2));
            if (length < 2 || position + 2 + length > file.Length)
            {
                break;
            }

            byte[] payload = file[(position + 4)..(position + 2 + length)];
            position += 2 + length;
            int start = position;
            while (marker == Scan && position + 1 < file.Length && !(file[position] == 0xFF && file[position + 1] is not (0 or (>= 0xD0 and <= 0xD7))))
            {
                position++;
            }

            segments.Add((marker, payload, file[start..position]));
        }

        return segments;
    }

    private static byte[] Join(List<(byte Marker, byte[] Payload, byte[] Entropy)> segments, Random random)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        foreach ((byte marker, byte[] payload, byte[] entropy) in segments)
        {
            int length = random.Next(100) == 0 ? (int)(ByteMutator.TellingNumber(random) & 0xFFFF) : payload.Length + 2;
            file.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
            file.Write(payload);
            file.Write(entropy);
        }

        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }
}
