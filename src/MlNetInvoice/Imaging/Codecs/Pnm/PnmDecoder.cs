using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Pnm;

/// <summary>Decodes Netpbm's P1 to P6: bitmaps, greymaps and pixmaps, in decimal or binary, up to 16 bits a sample. Memory: the result alone.</summary>
internal static class PnmDecoder
{
    /// <summary>Reads the header only.</summary>
    /// <param name="file">The whole file.</param>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        var reader = new PnmReader(file);
        PnmHeader header = reader.ReadHeader();
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)header.MaxValue);
        return new ImageHeader(ImageFormat.Pnm, header.Width, header.Height, header.Channels, bits, ImageOrientation.Upright);
    }

    /// <summary>Decodes luminance.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        var reader = new PnmReader(file);
        PnmHeader header = Check(ref reader, options);
        var image = new GrayImage(header.Width, header.Height);
        byte[] row = header.Channels == 3 ? new byte[header.Width * 3] : [];
        for (int y = 0; y < header.Height; y++)
        {
            if (header.Channels == 1)
            {
                reader.ReadRow(header, image.GetRow(y));
                continue;
            }

            reader.ReadRow(header, row);
            Luminance.OfRow(row, image.GetRow(y));
        }

        return image;
    }

    /// <summary>Decodes colour.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        var reader = new PnmReader(file);
        PnmHeader header = Check(ref reader, options);
        var image = new RgbImage(header.Width, header.Height);
        byte[] row = header.Channels == 1 ? new byte[header.Width] : [];
        for (int y = 0; y < header.Height; y++)
        {
            if (header.Channels == 3)
            {
                reader.ReadRow(header, image.GetRow(y));
                continue;
            }

            reader.ReadRow(header, row);
            Luminance.Interleave(row, row, row, image.GetRow(y));
        }

        return image;
    }

    private static PnmHeader Check(ref PnmReader reader, ImageDecoderOptions options)
    {
        PnmHeader header = reader.ReadHeader();
        DeclaredSize.Check("PNM", header.Width, header.Height, options);
        if (header.SmallestBytes > reader.Remaining)
        {
            throw ImageFault.At("PNM", reader.Position + reader.Remaining, string.Create(
                CultureInfo.InvariantCulture,
                $"{header.Width} × {header.Height} pixels of P{header.Kind} take at least {header.SmallestBytes} bytes, but {reader.Remaining} follow the header; the file was cut off, so copy or download it again"));
        }

        return header;
    }
}
