using MlNetInvoice.Imaging;

namespace MlNetInvoice.OpenCv;

/// <summary>
/// The memory of an 8-bit matrix of 1 (grey), 3 (BGR) or 4 (BGRA) channels, whatever binding it comes from. Valid as long as the matrix lives and keeps its shape; the
/// binding checks all of that before it makes one.
/// </summary>
internal readonly unsafe struct PixelMemory(IntPtr start, long step, int width, int height, int channels)
{
    /// <summary>The picture as luminance, by the integer weights that OpenCV uses itself.</summary>
    public GrayImage ToGrayImage()
    {
        var image = new GrayImage(width, height);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> source = GetRow(y);
            Span<byte> target = image.GetRow(y);
            if (channels == 1)
            {
                source.CopyTo(target);
                continue;
            }

            for (int x = 0; x < target.Length; x++)
            {
                ReadOnlySpan<byte> pixel = source.Slice(x * channels, channels);
                int luminance = ((4899 * pixel[2]) + (9617 * pixel[1]) + (1868 * pixel[0]) + 8192) >> 14;
                target[x] = channels == 3 ? (byte)luminance : OverWhite(luminance, pixel[3]);
            }
        }

        return image;
    }

    /// <summary>The picture in colour.</summary>
    public RgbImage ToRgbImage()
    {
        var image = new RgbImage(width, height);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> source = GetRow(y);
            Span<byte> target = image.GetRow(y);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> pixel = source.Slice(x * channels, channels);
                for (int c = 0; c < 3; c++)
                {
                    byte value = pixel[channels == 1 ? 0 : 2 - c];
                    target[(x * 3) + c] = channels == 4 ? OverWhite(value, pixel[3]) : value;
                }
            }
        }

        return image;
    }

    /// <summary>Fills a matrix of one channel.</summary>
    public void Fill(GrayImage image)
    {
        for (int y = 0; y < height; y++)
        {
            image.GetRow(y).CopyTo(GetRow(y));
        }
    }

    /// <summary>Fills a matrix of three channels.</summary>
    public void Fill(RgbImage image)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> source = image.GetRow(y);
            Span<byte> target = GetRow(y);
            for (int x = 0; x < source.Length; x += 3)
            {
                (target[x], target[x + 1], target[x + 2]) = (source[x + 2], source[x + 1], source[x]);
            }
        }
    }

    private static byte OverWhite(int value, byte alpha) => (byte)(255 + ((((value - 255) * alpha) - 127) / 255));

    // The samples of a row, without padding.
    private Span<byte> GetRow(int y)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)height, nameof(y));
        return new Span<byte>((byte*)start + (y * step), width * channels);
    }
}
