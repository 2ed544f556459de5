using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>What the chunks of a PNG file hold, apart from the pixels themselves: checked for order, length and checksum (ISO/IEC 15948, clause 5).</summary>
internal sealed class PngChunks
{
    private const uint Ihdr = 0x49484452;
    private const uint Plte = 0x504C5445;
    private const uint Trns = 0x74524E53;
    private const uint Idat = 0x49444154;
    private const uint Iend = 0x49454E44;
    private const uint Exif = 0x65584966;
    private const uint AncillaryBit = 0x20000000;

    /// <summary>The header.</summary>
    public PngHeader Header { get; private set; }

    /// <summary>The palette's colours, three bytes each; empty where there is none.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The transparency chunk; empty where there is none.</summary>
    public byte[] Transparency { get; private set; } = [];

    /// <summary>The orientation that EXIF data state.</summary>
    public ImageOrientation Orientation { get; private set; } = ImageOrientation.Upright;

    /// <summary>Places of the IDAT chunks' data.</summary>
    public List<(int Start, int Length)> Data { get; } = [];

    /// <summary>Bytes of all IDAT chunks together.</summary>
    public long DataLength { get; private set; }

    /// <summary>Where the pixels begin, for messages.</summary>
    public int DataStart => Data.Count > 0 ? Data[0].Start : 0;

    /// <summary>Reads all chunks, or those before the pixels.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="headerOnly">Whether pixels are not wanted: their checksums are then not computed, and their end is not demanded.</param>
    /// <param name="tolerance">Takes pixels that are cut off or fail their checksum; null refuses them.</param>
    public static PngChunks Read(ReadOnlySpan<byte> file, bool headerOnly, DamageTolerance? tolerance = null)
    {
        if (!file.StartsWith(PngDecoder.Signature))
        {
            throw ImageFault.At("PNG", 0, "the signature is damaged, as by a transfer in text mode; transfer the file again as binary");
        }

        var chunks = new PngChunks();
        int position = PngDecoder.Signature.Length;
        bool isFirst = true;
        while (true)
        {
            if (file.Length - position < 12)
            {
                if (headerOnly && !isFirst)
                {
                    return chunks;
                }

                InvalidImageException cut = ImageFault.Truncated("PNG", file.Length, isFirst ? "the header" : "the chunks; IEND is missing");
                return tolerance is not null && chunks.DataLength > 0 ? chunks.EndEarly(cut, tolerance) : throw cut;
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(file[(position + 4)..]);
            if (isFirst != (type == Ihdr))
            {
                throw ImageFault.At("PNG", position + 4, isFirst ? "the first chunk is not IHDR" : "a second chunk IHDR stands in the picture");
            }

            if (length > file.Length - position - 12)
            {
                if (headerOnly && !isFirst)
                {
                    return chunks;
                }

                InvalidImageException cut = ImageFault.Truncated("PNG", file.Length, $"the chunk {Name(type)}");
                if (tolerance is null || (type != Idat && chunks.DataLength == 0))
                {
                    throw cut;
                }

                if (type == Idat)
                {
                    chunks.Take(type, file[(position + 8)..], position);
                }

                return chunks.EndEarly(cut, tolerance);
            }

            ReadOnlySpan<byte> data = file.Slice(position + 8, (int)length);
            bool isWanted = type is Ihdr or Plte or Trns or Exif or Idat or Iend;
            if (isWanted && !(headerOnly && type == Idat))
            {
                try
                {
                    CheckSum(file.Slice(position + 4, (int)length + 4), BinaryPrimitives.ReadUInt32BigEndian(file[(position + 8 + (int)length)..]), type, position + 8 + (int)length);
                }
                catch (InvalidImageException fault) when (tolerance is not null && type is Idat or Iend)
                {
                    // The pixels before the place are sound, those after it as far as they can be inflated.
                    tolerance.Take(fault, chunks.Header.Width, chunks.Header.Height, chunks.Header.Height);
                }
            }

            if (type == Iend)
            {
                return chunks.Complete(position, headerOnly);
            }

            chunks.Take(type, data, position);
            position += (int)length + 12;
            isFirst = false;
        }
    }

    /// <summary>All IDAT data in one pooled buffer.</summary>
    /// <param name="file">The whole file.</param>
    public byte[] RentData(ReadOnlySpan<byte> file)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)DataLength);
        int filled = 0;
        foreach ((int start, int length) in Data)
        {
            file.Slice(start, length).CopyTo(buffer.AsSpan(filled));
            filled += length;
        }

        return buffer;
    }

    private static void CheckSum(ReadOnlySpan<byte> typeAndData, uint stored, uint type, int position)
    {
        uint computed = PngChecksum.Of(typeAndData);
        if (computed != stored)
        {
            throw ImageFault.At("PNG", position, string.Create(
                CultureInfo.InvariantCulture,
                $"the chunk {Name(type)} has the checksum {computed:X8}, but {stored:X8} is stored; the file is damaged, so copy or download it again"));
        }
    }

    private static string Name(uint type)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, type);
        return bytes.ContainsAnyExceptInRange((byte)'A', (byte)'z') ? "0x" + type.ToString("X8", CultureInfo.InvariantCulture) : Encoding.ASCII.GetString(bytes);
    }

    private void Take(uint type, ReadOnlySpan<byte> data, int position)
    {
        switch (type)
        {
            case Ihdr:
                Header = PngHeader.Read(data, position + 8);
                break;
            case Plte:
                TakePalette(data, position);
                break;
            case Trns:
                TakeTransparency(data, position);
                break;
            case Idat:
                Data.Add((position + 8, data.Length));
                DataLength += data.Length;
                break;
            case Exif:
                Orientation = ExifOrientationReader.Read(data);
                break;
            default:
                if ((type & AncillaryBit) == 0)
                {
                    throw ImageFault.At("PNG", position + 4, $"the chunk {Name(type)} is marked as needed for reading, but not known");
                }

                break;
        }
    }

    private void TakePalette(ReadOnlySpan<byte> data, int position)
    {
        if (Palette.Length > 0 || Data.Count > 0 || data.Length % 3 != 0 || data.Length is 0 or > 768)
        {
            throw ImageFault.At("PNG", position + 4, string.Create(
                CultureInfo.InvariantCulture, $"a chunk PLTE of {data.Length} bytes stands where none may; one of 3 to 768 bytes, in threes, comes before the pixels"));
        }

        Palette = data.ToArray();
    }

    private void TakeTransparency(ReadOnlySpan<byte> data, int position)
    {
        int expected = Header.ColorType switch
        {
            PngHeader.Gray => 2,
            PngHeader.Rgb => 6,
            PngHeader.Palette => Math.Min(data.Length, Palette.Length / 3),
            _ => -1,
        };
        if (data.Length != expected || Data.Count > 0)
        {
            throw ImageFault.At("PNG", position + 4, string.Create(
                CultureInfo.InvariantCulture, $"a chunk tRNS of {data.Length} bytes does not fit the colour type {Header.ColorType}, or comes after the pixels"));
        }

        Transparency = data.ToArray();
    }

    private PngChunks EndEarly(InvalidImageException fault, DamageTolerance tolerance)
    {
        tolerance.Take(fault, Header.Width, Header.Height, Header.Height);
        return Complete(DataStart, headerOnly: false);
    }

    private PngChunks Complete(int position, bool headerOnly)
    {
        if (!headerOnly && DataLength == 0)
        {
            throw ImageFault.At("PNG", position + 4, "IEND comes before any pixels (IDAT)");
        }

        if (Header.ColorType == PngHeader.Palette && Palette.Length == 0)
        {
            throw ImageFault.At("PNG", position + 4, "a picture with a palette has no chunk PLTE");
        }

        return this;
    }
}
