using System.Buffers.Binary;

namespace MlNetInvoice.Imaging.Codecs;

/// <summary>Finds the orientation in EXIF data (a TIFF directory, CIPA DC-008). Damaged EXIF data never spoil a picture: they mean upright.</summary>
internal static class ExifOrientationReader
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;

    /// <summary>The orientation that a TIFF block states, or upright.</summary>
    /// <param name="tiff">The block, from its byte-order mark on.</param>
    public static ImageOrientation Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return ImageOrientation.Upright;
        }

        bool littleEndian = tiff[0] == 'I' && tiff[1] == 'I';
        if (!littleEndian && (tiff[0] != 'M' || tiff[1] != 'M'))
        {
            return ImageOrientation.Upright;
        }

        uint start = Read32(tiff[4..], littleEndian);
        if (start > (uint)tiff.Length - 2)
        {
            return ImageOrientation.Upright;
        }

        ReadOnlySpan<byte> directory = tiff[(int)start..];
        int entries = Read16(directory, littleEndian);
        directory = directory[2..];
        for (int i = 0; i < entries && directory.Length >= 12; i++, directory = directory[12..])
        {
            if (Read16(directory, littleEndian) == OrientationTag && Read16(directory[2..], littleEndian) == ShortType)
            {
                int value = Read16(directory[8..], littleEndian);
                return value is >= 1 and <= 8 ? (ImageOrientation)value : ImageOrientation.Upright;
            }
        }

        return ImageOrientation.Upright;
    }

    private static int Read16(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
