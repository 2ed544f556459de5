using System.Buffers.Binary;
using System.Numerics;

namespace MlNetInvoice.Imaging.Codecs.Bmp;

/// <summary>Turns stored rows into grey or RGB bytes; alpha, where masks define it, is laid over white.</summary>
internal sealed class BmpRowConverter
{
    private readonly BmpHeader _header;
    private readonly int _channels;
    private readonly byte[] _grayPalette;

    /// <summary>Prepares the conversion.</summary>
    /// <param name="header">The bitmap's header.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    public BmpRowConverter(BmpHeader header, int channels)
    {
        _header = header;
        _channels = channels;
        _grayPalette = new byte[header.Palette.Length / 3];
        Luminance.OfRow(header.Palette, _grayPalette);
    }

    /// <summary>Converts a stored row.</summary>
    /// <param name="row">Its bytes with their padding.</param>
    /// <param name="target">Grey or RGB.</param>
    public void Convert(ReadOnlySpan<byte> row, Span<byte> target)
    {
        int bits = _header.BitsPerPixel;
        for (int x = 0; x < _header.Width; x++)
        {
            switch (bits)
            {
                case <= 8:
                    int place = x * bits;
                    Put(target, x, (row[place >> 3] >> (8 - bits - (place & 7))) & ((1 << bits) - 1));
                    break;
                case 24:
                    Put(target, x, row[(x * 3) + 2], row[(x * 3) + 1], row[x * 3]);
                    break;
                default:
                    PutMasked(target, x, bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(row[(x * 2)..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[(x * 4)..]));
                    break;
            }
        }
    }

    /// <summary>Converts a row of palette indices, one a byte.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="target">Grey or RGB.</param>
    public void ConvertIndices(ReadOnlySpan<byte> indices, Span<byte> target)
    {
        for (int x = 0; x < indices.Length; x++)
        {
            Put(target, x, indices[x]);
        }
    }

    private void Put(Span<byte> target, int x, int index)
    {
        if (_channels == 1)
        {
            target[x] = _grayPalette[index];
        }
        else
        {
            _header.Palette.AsSpan(index * 3, 3).CopyTo(target[(x * 3)..]);
        }
    }

    private void Put(Span<byte> target, int x, int red, int green, int blue)
    {
        if (_channels == 1)
        {
            target[x] = Luminance.Of(red, green, blue);
        }
        else
        {
            target[x * 3] = (byte)red;
            target[(x * 3) + 1] = (byte)green;
            target[(x * 3) + 2] = (byte)blue;
        }
    }

    private void PutMasked(Span<byte> target, int x, uint pixel)
    {
        int alpha = _header.Masks[3] == 0 ? 255 : Extract(pixel, _header.Masks[3]);
        Put(target, x, OverWhite(Extract(pixel, _header.Masks[0]), alpha), OverWhite(Extract(pixel, _header.Masks[1]), alpha), OverWhite(Extract(pixel, _header.Masks[2]), alpha));
    }

    private static int OverWhite(int sample, int alpha) => ((sample * alpha) + (255 * (255 - alpha)) + 127) / 255;

    /// <summary>The bits under a mask, scaled to 0…255.</summary>
    private static int Extract(uint pixel, uint mask)
    {
        if (mask == 0)
        {
            return 0;
        }

        int shift = BitOperations.TrailingZeroCount(mask);
        ulong largest = mask >> shift;
        return (int)(((((ulong)(pixel & mask) >> shift) * 255) + (largest / 2)) / largest);
    }
}
