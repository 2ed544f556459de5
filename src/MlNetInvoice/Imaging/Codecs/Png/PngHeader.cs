using System.Buffers.Binary;
using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>The chunk IHDR (ISO/IEC 15948, 11.2.2), checked.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a sample or palette index: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.</param>
/// <param name="IsInterlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColorType, bool IsInterlaced)
{
    /// <summary>Colour type of grey.</summary>
    public const int Gray = 0;

    /// <summary>Colour type of red, green and blue.</summary>
    public const int Rgb = 2;

    /// <summary>Colour type of palette indices.</summary>
    public const int Palette = 3;

    /// <summary>Colour type of grey with alpha.</summary>
    public const int GrayAlpha = 4;

    /// <summary>Colour type of red, green, blue and alpha.</summary>
    public const int Rgba = 6;

    /// <summary>Samples per pixel.</summary>
    public int Channels => ColorType switch
    {
        Rgb => 3,
        GrayAlpha => 2,
        Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes from a byte to the one it is predicted from on its left.</summary>
    public int PixelBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes that all rows take before compression, each with its filter byte.</summary>
    public long RawBytes
    {
        get
        {
            long bytes = 0;
            foreach (PngPass pass in Passes)
            {
                bytes += pass.Height * (1L + RowBytes(pass.Width));
            }

            return bytes;
        }
    }

    /// <summary>The passes that hold pixels: seven at most, one without interlacing.</summary>
    public IEnumerable<PngPass> Passes => PngPass.Of(this);

    /// <summary>Bytes of a packed row.</summary>
    /// <param name="width">Its pixels.</param>
    public long RowBytes(int width) => (((long)width * Channels * BitDepth) + 7) / 8;

    /// <summary>Reads the chunk's data.</summary>
    /// <param name="data">Its bytes.</param>
    /// <param name="position">Where they begin, for messages.</param>
    public static PngHeader Read(ReadOnlySpan<byte> data, int position)
    {
        if (data.Length != 13)
        {
            throw ImageFault.At("PNG", position, string.Create(CultureInfo.InvariantCulture, $"the chunk IHDR has {data.Length} bytes, not 13"));
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw ImageFault.At("PNG", position, string.Create(CultureInfo.InvariantCulture, $"the header declares {width} × {height} pixels; a side has 1 to 2147483647"));
        }

        int depth = data[8];
        int color = data[9];
        bool isAllowed = color switch
        {
            Gray => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Rgb or GrayAlpha or Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!isAllowed)
        {
            throw ImageFault.At("PNG", position + 8, string.Create(CultureInfo.InvariantCulture, $"the colour type {color} with {depth} bits does not exist"));
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw ImageFault.At("PNG", position + 10, string.Create(
                CultureInfo.InvariantCulture, $"the compression {data[10]}, filter {data[11]} or interlacing {data[12]} is not known; 0, 0 and 0 or 1 are"));
        }

        return new PngHeader((int)width, (int)height, depth, color, data[12] == 1);
    }
}
