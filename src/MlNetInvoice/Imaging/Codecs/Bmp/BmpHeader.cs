using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace MlNetInvoice.Imaging.Codecs.Bmp;

/// <summary>The headers of a Windows bitmap, from BITMAPCOREHEADER to BITMAPV5HEADER, checked.</summary>
internal sealed class BmpHeader
{
    private const int FileHeaderBytes = 14;
    private const int CoreHeaderBytes = 12;
    private const int InfoHeaderBytes = 40;

    /// <summary>Pixels per row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the first stored row is the top one.</summary>
    public required bool IsTopDown { get; init; }

    /// <summary>1, 2, 4, 8, 16, 24 or 32.</summary>
    public required int BitsPerPixel { get; init; }

    /// <summary>How the pixels are coded.</summary>
    public required BmpCompression Compression { get; init; }

    /// <summary>First byte of the pixels.</summary>
    public required int PixelStart { get; init; }

    /// <summary>Colours of the palette as R, G, B; 256 of them, black where the file has none.</summary>
    public required byte[] Palette { get; init; }

    /// <summary>Bits of red, green, blue and alpha in a pixel of 16 or 32 bits.</summary>
    public required uint[] Masks { get; init; }

    /// <summary>Bytes of a stored row, padded to four.</summary>
    public long RowBytes => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Reads and checks the headers and the palette.</summary>
    /// <param name="file">The whole file.</param>
    public static BmpHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeaderBytes + 4)
        {
            throw ImageFault.Truncated("BMP", file.Length, "the header");
        }

        uint headerBytes = BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeaderBytes..]);
        if (headerBytes is not (CoreHeaderBytes or 16 or InfoHeaderBytes or 52 or 56 or 64 or 108 or 124))
        {
            throw ImageFault.At("BMP", FileHeaderBytes, string.Create(CultureInfo.InvariantCulture, $"a header of {headerBytes} bytes is not known; 12, 16, 40, 52, 56, 64, 108 and 124 are"));
        }

        if (file.Length < FileHeaderBytes + headerBytes)
        {
            throw ImageFault.Truncated("BMP", file.Length, "the header");
        }

        ReadOnlySpan<byte> header = file.Slice(FileHeaderBytes, (int)headerBytes);
        bool isCore = headerBytes == CoreHeaderBytes;
        int width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) : BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        int height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) : BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 10 : 14)..]);
        uint compression = headerBytes >= InfoHeaderBytes ? BinaryPrimitives.ReadUInt32LittleEndian(header[16..]) : 0;
        if (width < 1 || height is 0 or int.MinValue)
        {
            throw ImageFault.At("BMP", FileHeaderBytes + 4, string.Create(CultureInfo.InvariantCulture, $"the header declares {width} × {height} pixels"));
        }

        CheckCoding(bits, compression, isTopDown: height < 0);
        int masksBytes = headerBytes == InfoHeaderBytes && compression is 3 or 6 ? (compression == 6 ? 16 : 12) : 0;
        int paletteStart = FileHeaderBytes + (int)headerBytes + masksBytes;
        if (masksBytes > 0 && headerBytes == InfoHeaderBytes && file.Length < paletteStart)
        {
            throw ImageFault.Truncated("BMP", file.Length, "the colour masks");
        }

        uint pixelStart = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        if (pixelStart < FileHeaderBytes + headerBytes || pixelStart > file.Length)
        {
            throw ImageFault.At("BMP", 10, string.Create(CultureInfo.InvariantCulture, $"the pixels are said to begin at byte {pixelStart}, outside the file or inside the header"));
        }

        uint used = headerBytes >= InfoHeaderBytes ? BinaryPrimitives.ReadUInt32LittleEndian(header[32..]) : 0;
        return new BmpHeader
        {
            Width = width,
            Height = Math.Abs(height),
            IsTopDown = height < 0,
            BitsPerPixel = bits,
            Compression = (BmpCompression)compression,
            PixelStart = (int)pixelStart,
            Palette = bits <= 8 ? ReadPalette(file, paletteStart, (int)pixelStart, used is 0 or > 256 ? 1 << bits : (int)used, isCore ? 3 : 4) : [],
            Masks = ReadMasks(file, bits, compression, headerBytes),
        };
    }

    private static void CheckCoding(int bits, uint compression, bool isTopDown)
    {
        bool isAllowed = (BmpCompression)compression switch
        {
            BmpCompression.None => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.RunLength8 => bits == 8 && !isTopDown,
            BmpCompression.RunLength4 => bits == 4 && !isTopDown,
            BmpCompression.Masks or BmpCompression.MasksWithAlpha => bits is 16 or 32,
            _ => false,
        };
        if (!isAllowed)
        {
            throw ImageFault.At("BMP", FileHeaderBytes + 14, string.Create(
                CultureInfo.InvariantCulture, $"{bits} bits per pixel with the compression {compression} are not supported; save the picture as PNG"));
        }
    }

    private static byte[] ReadPalette(ReadOnlySpan<byte> file, int start, int end, int colors, int entryBytes)
    {
        var palette = new byte[256 * 3];
        for (int i = 0; i < Math.Min(colors, 256); i++)
        {
            int place = start + (i * entryBytes);
            if (place + 3 > Math.Min(end, file.Length))
            {
                break;
            }

            palette[i * 3] = file[place + 2];
            palette[(i * 3) + 1] = file[place + 1];
            palette[(i * 3) + 2] = file[place];
        }

        return palette;
    }

    private static uint[] ReadMasks(ReadOnlySpan<byte> file, int bits, uint compression, uint headerBytes)
    {
        uint[] masks = bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0x00FF00, 0x0000FF, 0];
        if (compression is not (3 or 6))
        {
            return masks;
        }

        bool hasAlpha = compression == 6 || headerBytes is 56 or 108 or 124;
        for (int i = 0; i < (hasAlpha ? 4 : 3); i++)
        {
            masks[i] = BinaryPrimitives.ReadUInt32LittleEndian(file[(FileHeaderBytes + InfoHeaderBytes + (i * 4))..]);
            uint shifted = masks[i] == 0 ? 0 : masks[i] >> BitOperations.TrailingZeroCount(masks[i]);
            if ((shifted & (shifted + 1)) != 0)
            {
                throw ImageFault.At("BMP", FileHeaderBytes + InfoHeaderBytes + (i * 4), string.Create(
                    CultureInfo.InvariantCulture, $"the colour mask {masks[i]:X8} has gaps"));
            }
        }

        return masks;
    }
}
