using System.Buffers.Binary;
using System.IO.Compression;

namespace MlNetInvoice.Fuzzing.Mutation;

/// <summary>Changes PNG files chunk by chunk, and the pixels before they are compressed; lengths and checksums are then made right again (mostly).</summary>
public static class PngMutator
{
    private static readonly string[] Types = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "eXIf", "gAMA", "tEXt", "abCd", "ABCD"];

    /// <summary>A changed file.</summary>
    public static byte[] Mutate(byte[] seed, byte[] other, Random random)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutator.Mutate(seed, other, random);
        }

        List<(string Type, byte[] Data)> chunks = Split(seed);
        for (int i = 1 + random.Next(random.Next(1, 4)); i > 0 && chunks.Count > 0; i--)
        {
            MutateChunks(chunks, Split(other), random);
        }

        return Join(chunks, random);
    }

    private static void MutateChunks(List<(string Type, byte[] Data)> chunks, List<(string Type, byte[] Data)> others, Random random)
    {
        int at = random.Next(chunks.Count);
        (string type, byte[] data) = chunks[at];
        switch (random.Next(10))
        {
            case 0:
                chunks.Insert(random.Next(chunks.Count + 1), chunks[at]);
                break;
            case 1:
                chunks.RemoveAt(at);
                break;
            case 2:
                int with = random.Next(chunks.Count);
                (chunks[at], chunks[with]) = (chunks[with], chunks[at]);
                break;
            case 3:
                chunks[at] = (Types[random.Next(Types.Length)], data);
                break;
            case 4:
                chunks[at] = (type, ByteMutator.Mutate(data, [], random));
                break;
            case 5 when others.Count > 0:
                chunks.Insert(random.Next(chunks.Count + 1), others[random.Next(others.Count)]);
                break;
            case 6:
                chunks.Insert(random.Next(chunks.Count + 1), (Types[random.Next(Types.Length)], RandomBytes(random, random.Next(800))));
                break;
            case 7:
                MutatePixels(chunks, random);
                break;
            default:
                MutateHeader(chunks, random);
                break;
        }
    }

    private static void MutateHeader(List<(string Type, byte[] Data)> chunks, Random random)
    {
        int at = chunks.FindIndex(chunk => chunk.Type == "IHDR" && chunk.Data.Length == 13);
        if (at < 0)
        {
            return;
        }

        byte[] data = [.. chunks[at].Data];
        switch (random.Next(4))
        {
            case 0:
                ByteMutator.SetNumber(data, 4 * random.Next(2), 4, ByteMutator.TellingNumber(random), bigEndian: true);
                break;
            case 1:
                ByteMutator.SetNumber(data, 4 * random.Next(2), 4, (uint)random.Next(1, 300), bigEndian: true);
                break;
            case 2:
                data[8] = (byte)(1 << random.Next(6));
                break;
            default:
                data[random.Next(8, 13)] = (byte)random.Next(8);
                break;
        }

        chunks[at] = ("IHDR", data);
    }

    /// <summary>Changes filter bytes and samples, then compresses them again; sometimes far too many of them.</summary>
    private static void MutatePixels(List<(string Type, byte[] Data)> chunks, Random random)
    {
        int at = chunks.FindIndex(chunk => chunk.Type == "IDAT");
        if (at < 0)
        {
            return;
        }

        byte[] raw = Inflate(chunks[at].Data);
        raw = random.Next(20) == 0 ? new byte[random.Next(1 << 20)] : ByteMutator.Mutate(raw, [], random);
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(raw);
        }

        chunks[at] = ("IDAT", compressed.ToArray());
    }

    private static byte[] Inflate(byte[] data)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
            var raw = new byte[1 << 16];
            return raw[..stream.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false)];
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return data;
        }
    }

    private static List<(string Type, byte[] Data)> Split(byte[] file)
    {
        var chunks = new List<(string Type, byte[] Data)>();
        int position = 8;
        while (position + 12 <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
            {
                break;
            }

            chunks.Add((System.Text.Encoding.Latin1.GetString(file, position + 4, 4), file[(position + 8)..(position + 8 + (int)length)]));
            position += (int)length + 12;
        }

        return chunks;
    }

    private static byte[] Join(List<(string Type, byte[] Data)> chunks, Random random)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> number = stackalloc byte[4];
        foreach ((string type, byte[] data) in chunks)
        {
            uint length = random.Next(100) == 0 ? ByteMutator.TellingNumber(random) : (uint)data.Length;
            BinaryPrimitives.WriteUInt32BigEndian(number, length);
            file.Write(number);
            byte[] body = [.. System.Text.Encoding.Latin1.GetBytes(type), .. data];
            file.Write(body);
            uint checksum = random.Next(50) == 0 ? (uint)random.Next() : Checksum(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, checksum);
            file.Write(number);
        }

        return file.ToArray();
    }

    private static uint Checksum(byte[] bytes) => Crc32.Of(bytes);

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
