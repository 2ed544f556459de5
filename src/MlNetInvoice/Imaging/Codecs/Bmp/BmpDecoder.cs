using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Bmp;

/// <summary>Decodes Windows bitmaps of 1 to 32 bits, plain, run-length coded or with masks, either way up. Memory: the result, and a byte a pixel for run lengths.</summary>
internal static class BmpDecoder
{
    /// <summary>Reads the header only.</summary>
    /// <param name="file">The whole file.</param>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        BmpHeader header = BmpHeader.Read(file);
        int channels = header.BitsPerPixel <= 8 ? 1 : header.Masks[3] != 0 ? 4 : 3;
        int bits = header.BitsPerPixel <= 8 ? header.BitsPerPixel : header.BitsPerPixel == 16 ? 5 : 8;
        return new ImageHeader(ImageFormat.Bmp, header.Width, header.Height, channels, bits, ImageOrientation.Upright);
    }

    /// <summary>Decodes luminance.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        BmpHeader header = Check(file, options);
        var image = new GrayImage(header.Width, header.Height);
        Decode(file, header, 1, image.Pixels);
        return image;
    }

    /// <summary>Decodes colour.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        BmpHeader header = Check(file, options);
        var image = new RgbImage(header.Width, header.Height);
        Decode(file, header, 3, image.Samples);
        return image;
    }

    private static BmpHeader Check(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        BmpHeader header = BmpHeader.Read(file);
        DeclaredSize.Check("BMP", header.Width, header.Height, options);
        bool isRunLength = header.Compression is BmpCompression.RunLength4 or BmpCompression.RunLength8;
        long needed = header.RowBytes * header.Height;
        if (!isRunLength && needed > file.Length - header.PixelStart)
        {
            throw ImageFault.At("BMP", file.Length, string.Create(
                CultureInfo.InvariantCulture,
                $"{header.Width} × {header.Height} pixels of {header.BitsPerPixel} bits take {needed} bytes from byte {header.PixelStart} on; the file was cut off, so copy or download it again"));
        }

        return header;
    }

    private static void Decode(ReadOnlySpan<byte> file, BmpHeader header, int channels, Span<byte> pixels)
    {
        var converter = new BmpRowConverter(header, channels);
        bool isRunLength = header.Compression is BmpCompression.RunLength4 or BmpCompression.RunLength8;
        byte[] indices = isRunLength ? BmpRunLengthDecoder.Decode(file, header) : [];
        for (int y = 0; y < header.Height; y++)
        {
            int row = header.IsTopDown ? y : header.Height - 1 - y;
            Span<byte> target = pixels.Slice(row * header.Width * channels, header.Width * channels);
            if (isRunLength)
            {
                converter.ConvertIndices(indices.AsSpan(y * header.Width, header.Width), target);
            }
            else
            {
                converter.Convert(file.Slice((int)(header.PixelStart + (y * header.RowBytes)), (int)header.RowBytes), target);
            }
        }
    }
}
