using System.Buffers.Binary;
using MlNetInvoice.Imaging.Codecs.Jpeg;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>Tells pictures by their first bytes, from a closed list; what is none, <see cref="OtherFiles"/> names.</summary>
internal static class FileKinds
{
    /// <summary>HEIF brands (ISO/IEC 23008-12, annex B): still pictures and sequences coded with HEVC, and the structural brands that phones write.</summary>
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];

    /// <summary>A PDF header stands in the first 1,024 bytes (ISO 32000-1, annex H, note 13).</summary>
    private const int PdfHeaderRange = 1024;

    /// <summary>What a file is.</summary>
    /// <param name="file">The whole file.</param>
    public static FileKind Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return new FileKind("PNG", ImageFormat.Png, IsBuiltIn: true);
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            return JpegMarker.IsArithmetic(file) ? new FileKind("Arithmetic JPEG", ImageFormat.Jpeg) : new FileKind("JPEG", ImageFormat.Jpeg, IsBuiltIn: true);
        }

        return OfContainer(file) ?? OfPlain(file) ?? OtherFiles.Of(file);
    }

    private static FileKind? OfContainer(ReadOnlySpan<byte> file)
    {
        if (file.Length >= 16 && file[4..].StartsWith("ftyp"u8))
        {
            return OfBrands(file);
        }

        if (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..].StartsWith("WEBP"u8))
        {
            return new FileKind("WebP", ImageFormat.WebP);
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 13, 10, 0x87, 10])
            || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
        {
            return new FileKind("JPEG 2000", ImageFormat.Jpeg2000);
        }

        bool isJpegXl = file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 13, 10, 0x87, 10]) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]);
        return isJpegXl ? new FileKind("JPEG XL", ImageFormat.JpegXl) : null;
    }

    private static FileKind? OfPlain(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
        {
            return new FileKind("GIF", ImageFormat.Gif);
        }

        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) || file.StartsWith("II+\0"u8) || file.StartsWith("MM\0+"u8))
        {
            return new FileKind("TIFF", ImageFormat.Tiff);
        }

        if (file.Length >= 18 && file.StartsWith("BM"u8) && BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124)
        {
            return new FileKind("BMP", ImageFormat.Bmp);
        }

        if (file.Length > 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6' && file[2] is (byte)' ' or (byte)'#' or (>= 9 and <= 13))
        {
            return new FileKind("PNM", ImageFormat.Pnm);
        }

        return file[..Math.Min(file.Length, PdfHeaderRange)].IndexOf("%PDF-"u8) >= 0 ? new FileKind("PDF", ImageFormat.Pdf) : null;
    }

    /// <summary>The major brand, or the first compatible one that is known (ISO/IEC 14496-12, 4.3).</summary>
    private static FileKind OfBrands(ReadOnlySpan<byte> file)
    {
        int end = (int)Math.Min(Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(file), 16, 256), (uint)file.Length);
        string brands = System.Text.Encoding.Latin1.GetString(file[8..end]);
        for (int i = 0; i + 4 <= brands.Length; i += i == 0 ? 8 : 4)
        {
            string brand = brands.Substring(i, 4);
            if (brand is "avif" or "avis")
            {
                return new FileKind("AVIF", ImageFormat.Avif);
            }

            // The structural brands say nothing of the coding: one of AV1 may still follow.
            if (HeicBrands.Contains(brand) && !(brand is "mif1" or "msf1" && brands.Contains("avi", StringComparison.Ordinal)))
            {
                return new FileKind("HEIC", ImageFormat.Heic);
            }
        }

        return brands.StartsWith("M4A", StringComparison.Ordinal) ? new FileKind("a sound recording") : new FileKind("a video");
    }
}
