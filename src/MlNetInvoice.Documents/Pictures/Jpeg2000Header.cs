using System.Buffers.Binary;
using System.Globalization;
using MlNetInvoice.Imaging;
using MlNetInvoice.Imaging.Codecs;

namespace MlNetInvoice.Documents.Pictures;

/// <summary>
/// What a JPEG 2000 file declares (ISO/IEC 15444-1, annex A.5.1 and I.4), checked before the library sees it: it takes memory for every tile that is declared, of which five kilobytes of file can
/// declare tens of thousands.
/// </summary>
internal static class Jpeg2000Header
{
    private const uint CodestreamBox = 0x6A703263; // "jp2c"
    private const int MarkersLength = 4; // Start of codestream, and the marker of the size segment that must follow.
    private const int SizeLength = 38; // Without the components, three bytes each.

    /// <summary>A tile-part is at least its own header (12 bytes) and the marker in front of its data.</summary>
    private const int ShortestTilePart = 14;

    /// <summary>Colour and alpha are at most five; others are measurements of satellites and no pictures.</summary>
    private const int MostComponents = 16;

    /// <summary>Refuses what is larger than allowed, and more tiles than the file can hold.</summary>
    /// <param name="file">The whole file, boxed or a bare codestream.</param>
    /// <param name="name">The format's name, for messages.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="InvalidImageException">There is no codestream, or its declaration contradicts itself or the length of the file.</exception>
    /// <exception cref="ImageTooLargeException">The picture exceeds <see cref="ImageDecoderOptions.MaxPixels"/>.</exception>
    public static void Check(ReadOnlySpan<byte> file, string name, ImageDecoderOptions options)
    {
        ReadOnlySpan<byte> stream = CodestreamOf(file);
        if (stream.Length < MarkersLength + SizeLength || !stream.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
        {
            throw DocumentFault.Damaged(name);
        }

        ReadOnlySpan<byte> size = stream[MarkersLength..];
        (long right, long bottom, long left, long top) = (At(size, 4), At(size, 8), At(size, 12), At(size, 16));
        (long tileWidth, long tileHeight, long tileLeft, long tileTop) = (At(size, 20), At(size, 24), At(size, 28), At(size, 32));
        if (right <= left || bottom <= top || tileWidth == 0 || tileHeight == 0 || tileLeft > left || tileTop > top)
        {
            throw DocumentFault.Damaged(name);
        }

        DeclaredSize.Check(name, right - left, bottom - top, options);
        Int128 tiles = (Int128)Parts(right - tileLeft, tileWidth) * Parts(bottom - tileTop, tileHeight);
        if (tiles * ShortestTilePart > stream.Length)
        {
            throw new InvalidImageException(string.Create(
                CultureInfo.InvariantCulture, $"{name}: the file declares {tiles} tiles, more than its {stream.Length} bytes can hold: it is damaged or was cut off, so copy or download it again."));
        }

        int components = BinaryPrimitives.ReadUInt16BigEndian(size[36..]);
        if (components is 0 or > MostComponents)
        {
            throw new InvalidImageException(string.Create(CultureInfo.InvariantCulture, $"{name}: the file has {components} components; 1 to {MostComponents} are read: save it as grey or colour."));
        }
    }

    /// <summary>The codestream inside the boxes of a file, or the file where it is one; empty where a box leads nowhere.</summary>
    private static ReadOnlySpan<byte> CodestreamOf(ReadOnlySpan<byte> file)
    {
        while (file.Length >= 8 && file[0] != 0xFF)
        {
            (long length, int header) = (At(file, 0), 8);
            if (length == 1 && file.Length >= 16)
            {
                (length, header) = (BinaryPrimitives.ReadInt64BigEndian(file[8..]), 16);
            }

            if (At(file, 4) == CodestreamBox)
            {
                return file[header..];
            }

            if (length < header || length > file.Length)
            {
                return [];
            }

            file = file[(int)length..];
        }

        return file;
    }

    private static long Parts(long length, long part) => (length + part - 1) / part;

    private static long At(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
}
