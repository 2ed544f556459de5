using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>
/// Decodes PNG of every colour type, depth and interlacing; checksums are verified, gamma and profiles ignored, transparent places become white.
/// Memory: the result, three rows, and the compressed data once more.
/// </summary>
/// <remarks>ISO/IEC 15948 (W3C Portable Network Graphics, second edition). Never more is inflated than the header's size calls for, plus one byte.</remarks>
internal static class PngDecoder
{
    /// <summary>Deflate cannot compress better: 258 bytes by two bits (RFC 1951).</summary>
    private const int BestDeflateRatio = 1032;

    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Reads the header, and EXIF data where there are any.</summary>
    /// <param name="file">The whole file.</param>
    public static ImageHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        PngChunks chunks = PngChunks.Read(file, headerOnly: true);
        PngHeader header = chunks.Header;
        return new ImageHeader(ImageFormat.Png, header.Width, header.Height, header.Channels, header.BitDepth, chunks.Orientation);
    }

    /// <summary>Decodes luminance.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    /// <param name="tolerance">Takes damage in the data; null refuses it.</param>
    public static GrayImage DecodeGray(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        PngChunks chunks = ReadChunks(file, options, tolerance);
        var image = new GrayImage(chunks.Header.Width, chunks.Header.Height);
        Decode(file, chunks, 1, image.Pixels, tolerance);
        return image;
    }

    /// <summary>Decodes colour.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Limits.</param>
    /// <param name="tolerance">Takes damage in the data; null refuses it.</param>
    public static RgbImage DecodeRgb(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        PngChunks chunks = ReadChunks(file, options, tolerance);
        var image = new RgbImage(chunks.Header.Width, chunks.Header.Height);
        Decode(file, chunks, 3, image.Samples, tolerance);
        return image;
    }

    private static PngChunks ReadChunks(ReadOnlySpan<byte> file, ImageDecoderOptions options, DamageTolerance? tolerance)
    {
        PngHeader declared = PngChunks.Read(file, headerOnly: true).Header;
        DeclaredSize.Check("PNG", declared.Width, declared.Height, options);
        PngChunks chunks = PngChunks.Read(file, headerOnly: false, tolerance);
        if (chunks.DataLength * BestDeflateRatio < declared.RawBytes)
        {
            throw ImageFault.At("PNG", chunks.DataStart, string.Create(
                CultureInfo.InvariantCulture,
                $"{chunks.DataLength} bytes of compressed pixels cannot hold the {declared.RawBytes} bytes of {declared.Width} × {declared.Height} pixels; the file is damaged"));
        }

        return chunks;
    }

    private static void Decode(ReadOnlySpan<byte> file, PngChunks chunks, int channels, Span<byte> pixels, DamageTolerance? tolerance)
    {
        PngHeader header = chunks.Header;
        byte[] data = chunks.RentData(file);
        var place = new PngPlace();
        try
        {
            using var compressed = new MemoryStream(data, 0, (int)chunks.DataLength);
            using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
            var converter = new PngRowConverter(chunks, channels);
            foreach (PngPass pass in header.Passes)
            {
                place.Begin(pass);
                DecodePass(inflated, chunks, pass, converter, channels, pixels, place);
            }

            place.IsAtEnd = true;
            inflated.ReadByte(); // Lets the stream verify the checksum that ends it; anything more is ignored, as libpng does.
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidImageException)
        {
            // The stream answers some damage (a preset dictionary asked for) with an exception of its own, derived from IOException.
            InvalidImageException fault = e as InvalidImageException ?? new InvalidImageException(
                ImageFault.At("PNG", chunks.DataStart, "the compressed pixels are damaged, so copy or download the file again").Message, e);
            if (tolerance is null || !PngRemainder.Keep(header, place, channels, pixels, out int rows))
            {
                throw fault;
            }

            tolerance.Take(fault, header.Width, header.Height, rows);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    private static void DecodePass(
        ZLibStream inflated, PngChunks chunks, PngPass pass, PngRowConverter converter, int channels, Span<byte> pixels, PngPlace place)
    {
        PngHeader header = chunks.Header;
        int rowBytes = checked((int)header.RowBytes(pass.Width));
        byte[] row = new byte[rowBytes + 1];
        byte[] above = new byte[rowBytes + 1];
        byte[] converted = pass.StepX == 1 ? [] : new byte[pass.Width * channels];
        for (int y = 0; y < pass.Height; y++)
        {
            if (inflated.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
            {
                throw ImageFault.At("PNG", chunks.DataStart, string.Create(
                    CultureInfo.InvariantCulture, $"the compressed pixels end in row {pass.Y + (y * pass.StepY)} of {header.Height}; the file is damaged, so copy or download it again"));
            }

            if (row[0] > 4)
            {
                throw ImageFault.At("PNG", chunks.DataStart, string.Create(
                    CultureInfo.InvariantCulture, $"row {pass.Y + (y * pass.StepY)} has the filter {row[0]}; 0 to 4 exist"));
            }

            PngUnfilter.Run(row[0], row.AsSpan(1), above.AsSpan(1), header.PixelBytes);
            Span<byte> target = pixels.Slice((((pass.Y + (y * pass.StepY)) * header.Width) + pass.X) * channels);
            if (pass.StepX == 1)
            {
                converter.Convert(row.AsSpan(1), target[..(pass.Width * channels)]);
            }
            else
            {
                converter.Convert(row.AsSpan(1), converted);
                Scatter(converted, target, channels, pass.StepX);
            }

            (row, above) = (above, row);
            place.RowsDone = y + 1;
        }
    }

    private static void Scatter(ReadOnlySpan<byte> row, Span<byte> target, int channels, int step)
    {
        for (int i = 0, j = 0; i < row.Length; i += channels, j += step * channels)
        {
            for (int c = 0; c < channels; c++)
            {
                target[j + c] = row[i + c];
            }
        }
    }
}
