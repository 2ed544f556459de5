namespace MlNetInvoice.Imaging.Codecs.Bmp;

/// <summary>Expands BI_RLE8 and BI_RLE4 to palette indices, the stored bottom row first. Places that the code jumps over keep index 0.</summary>
internal static class BmpRunLengthDecoder
{
    /// <summary>Expands the pixels.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="header">Its header.</param>
    public static byte[] Decode(ReadOnlySpan<byte> file, BmpHeader header)
    {
        var indices = new byte[header.Width * header.Height];
        bool isNibbles = header.Compression == BmpCompression.RunLength4;
        int position = header.PixelStart;
        int x = 0;
        int y = 0;
        while (y < header.Height)
        {
            if (position + 2 > file.Length)
            {
                throw ImageFault.Truncated("BMP", file.Length, "the run lengths");
            }

            int count = file[position];
            int value = file[position + 1];
            position += 2;
            if (count > 0)
            {
                Span<byte> run = TakeRow(indices, header, x, y, count, position - 2);
                for (int i = 0; i < count; i++)
                {
                    run[i] = (byte)(isNibbles ? (i & 1) == 0 ? value >> 4 : value & 15 : value);
                }

                x += count;
            }
            else if (value == 0)
            {
                x = 0;
                y++;
            }
            else if (value == 1)
            {
                break;
            }
            else if (value == 2)
            {
                if (position + 2 > file.Length)
                {
                    throw ImageFault.Truncated("BMP", file.Length, "the run lengths");
                }

                x += file[position];
                y += file[position + 1];
                position += 2;
            }
            else
            {
                int bytes = isNibbles ? (value + 1) / 2 : value;
                if (position + bytes > file.Length)
                {
                    throw ImageFault.Truncated("BMP", file.Length, "the run lengths");
                }

                Span<byte> run = TakeRow(indices, header, x, y, value, position - 2);
                for (int i = 0; i < value; i++)
                {
                    run[i] = (byte)(isNibbles ? (file[position + (i >> 1)] >> ((i & 1) == 0 ? 4 : 0)) & 15 : file[position + i]);
                }

                x += value;
                position += (bytes + 1) & ~1;
            }
        }

        return indices;
    }

    private static Span<byte> TakeRow(byte[] indices, BmpHeader header, int x, int y, int count, int position) => x + count <= header.Width
        ? indices.AsSpan((y * header.Width) + x, count)
        : throw ImageFault.At("BMP", position, "a run leaves its row; the file is damaged");
}
