using System.Buffers.Binary;
using System.IO.Compression;
using MlNetInvoice.Imaging.Codecs.Png;

namespace MlNetInvoice.Imaging;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): grey or RGB, 8 bits, filtered row by row, and the same bytes for the same picture each time.</summary>
public static class PngEncoder
{
    private const int GrayColorType = 0;
    private const int RgbColorType = 2;
    private const int FilterCount = 5;

    /// <summary>Encodes a grey picture.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] Encode(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Encode(image.Width, image.Height, 1, GrayColorType, image.Pixels);
    }

    /// <summary>Encodes a colour picture.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Encode(image.Width, image.Height, 3, RgbColorType, image.Samples);
    }

    /// <summary>Encodes a colour picture without compressing it, for a way inside the process on which only time counts.</summary>
    internal static byte[] EncodeStored(RgbImage image) => Encode(image.Width, image.Height, 3, RgbColorType, image.Samples, CompressionLevel.NoCompression);

    /// <summary>Saves a grey picture: written beside the file, then renamed, so that a half-written one never takes its name.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="path">Where to; an existing file is replaced.</param>
    public static void Save(GrayImage image, string path) => Write(Encode(image), path);

    /// <summary>Saves a colour picture: written beside the file, then renamed, so that a half-written one never takes its name.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="path">Where to; an existing file is replaced.</param>
    public static void Save(RgbImage image, string path) => Write(Encode(image), path);

    private static void Write(byte[] bytes, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static byte[] Encode(int width, int height, int channels, byte colorType, ReadOnlySpan<byte> samples, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = colorType;
        header[10..].Clear();
        WriteChunk(file, "IHDR"u8, header);
        using (var data = new MemoryStream())
        {
            using (var deflate = new ZLibStream(data, level, leaveOpen: true))
            {
                WriteRows(deflate, width * channels, height, channels, samples, level == CompressionLevel.NoCompression ? 1 : FilterCount);
            }

            WriteChunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        }

        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Each row by the filter whose differences have the smallest sum, the heuristic that the standard recommends (12.7).</summary>
    private static void WriteRows(Stream target, int stride, int height, int channels, ReadOnlySpan<byte> samples, int filters)
    {
        var candidates = new byte[filters][];
        for (int filter = 0; filter < filters; filter++)
        {
            candidates[filter] = new byte[stride + 1];
            candidates[filter][0] = (byte)filter;
        }

        ReadOnlySpan<byte> above = new byte[stride];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = samples.Slice(y * stride, stride);
            int best = 0;
            long smallest = long.MaxValue;
            for (int filter = 0; filter < filters; filter++)
            {
                long cost = PngFilter.Apply(filter, row, above, channels, candidates[filter].AsSpan(1));
                if (cost < smallest)
                {
                    smallest = cost;
                    best = filter;
                }
            }

            target.Write(candidates[best]);
            above = row;
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        uint state = PngChecksum.Continue(PngChecksum.Continue(uint.MaxValue, type), data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~state);
        file.Write(number);
    }
}
