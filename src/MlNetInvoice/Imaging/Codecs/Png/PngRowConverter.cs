using System.Buffers.Binary;

namespace MlNetInvoice.Imaging.Codecs.Png;

/// <summary>Turns a restored row of any colour type and depth into grey or RGB bytes. Samples of 16 bits are rounded to 8, alpha is laid over white.</summary>
internal sealed class PngRowConverter
{
    private readonly PngHeader _header;
    private readonly int _channels;
    private readonly int[] _transparent;
    private readonly byte[] _paletteRgb = new byte[256 * 3];
    private readonly byte[] _paletteGray = new byte[256];

    /// <summary>Prepares the conversion.</summary>
    /// <param name="chunks">The picture's header, palette and transparency.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    public PngRowConverter(PngChunks chunks, int channels)
    {
        _header = chunks.Header;
        _channels = channels;
        _transparent = _header.ColorType is PngHeader.Gray or PngHeader.Rgb && chunks.Transparency.Length > 0
            ? ReadTransparentColor(chunks.Transparency)
            : [];
        if (_header.ColorType == PngHeader.Palette)
        {
            FillPalette(chunks);
        }
    }

    /// <summary>Converts one row.</summary>
    /// <param name="row">Packed samples.</param>
    /// <param name="target">As many pixels as the row has, grey or RGB.</param>
    public void Convert(ReadOnlySpan<byte> row, Span<byte> target)
    {
        switch (_header.ColorType)
        {
            case PngHeader.Palette:
                ConvertPalette(row, target);
                break;
            case PngHeader.Gray when _header.BitDepth < 16:
                ConvertGray(row, target);
                break;
            case PngHeader.Rgb when _header.BitDepth == 8 && _transparent.Length == 0 && _channels == 3:
                row.CopyTo(target);
                break;
            case PngHeader.Rgb when _header.BitDepth == 8 && _transparent.Length == 0:
                Luminance.OfRow(row, target);
                break;
            case PngHeader.Rgba when _header.BitDepth == 8:
                ConvertRgba(row, target);
                break;
            default:
                ConvertSamples(row, target);
                break;
        }
    }

    private static int[] ReadTransparentColor(ReadOnlySpan<byte> chunk)
    {
        var color = new int[chunk.Length / 2];
        for (int i = 0; i < color.Length; i++)
        {
            color[i] = BinaryPrimitives.ReadUInt16BigEndian(chunk[(i * 2)..]);
        }

        return color;
    }

    private static byte OverWhite8(int sample, int alpha) => (byte)(((sample * alpha) + (255 * (255 - alpha)) + 127) / 255);

    /// <summary>A 16-bit sample over white by a 16-bit alpha, rounded once to eight bits.</summary>
    private static byte OverWhite16(long sample, long alpha)
    {
        const long denominator = 65535L * 257;
        return (byte)(((sample * alpha) + (65535 * (65535 - alpha)) + (denominator / 2)) / denominator);
    }

    private void FillPalette(PngChunks chunks)
    {
        for (int i = 0; i < 256; i++)
        {
            int alpha = i < chunks.Transparency.Length ? chunks.Transparency[i] : 255;
            for (int c = 0; c < 3; c++)
            {
                int place = (i * 3) + c;
                _paletteRgb[place] = place < chunks.Palette.Length ? OverWhite8(chunks.Palette[place], alpha) : (byte)0;
            }

            _paletteGray[i] = Luminance.Of(_paletteRgb[i * 3], _paletteRgb[(i * 3) + 1], _paletteRgb[(i * 3) + 2]);
        }
    }

    private void ConvertPalette(ReadOnlySpan<byte> row, Span<byte> target)
    {
        int pixels = target.Length / _channels;
        for (int x = 0; x < pixels; x++)
        {
            int index = SmallSample(row, x);
            if (_channels == 1)
            {
                target[x] = _paletteGray[index];
            }
            else
            {
                _paletteRgb.AsSpan(index * 3, 3).CopyTo(target[(x * 3)..]);
            }
        }
    }

    private void ConvertGray(ReadOnlySpan<byte> row, Span<byte> target)
    {
        if (_header.BitDepth == 8 && _channels == 1 && _transparent.Length == 0)
        {
            row[..target.Length].CopyTo(target);
            return;
        }

        int factor = 255 / ((1 << _header.BitDepth) - 1);
        int transparent = _transparent.Length > 0 ? _transparent[0] : -1;
        int pixels = target.Length / _channels;
        for (int x = 0; x < pixels; x++)
        {
            int sample = SmallSample(row, x);
            target.Slice(x * _channels, _channels).Fill(sample == transparent ? (byte)255 : (byte)(sample * factor));
        }
    }

    private int SmallSample(ReadOnlySpan<byte> row, int x) => _header.BitDepth switch
    {
        8 => row[x],
        4 => (row[x >> 1] >> (4 - ((x & 1) << 2))) & 15,
        2 => (row[x >> 2] >> (6 - ((x & 3) << 1))) & 3,
        _ => (row[x >> 3] >> (7 - (x & 7))) & 1,
    };

    private void ConvertRgba(ReadOnlySpan<byte> row, Span<byte> target)
    {
        int pixels = target.Length / _channels;
        row = row[..(pixels * 4)];
        for (int x = 0; x < pixels; x++)
        {
            ReadOnlySpan<byte> pixel = row.Slice(x * 4, 4);
            (byte red, byte green, byte blue) = pixel[3] switch
            {
                255 => (pixel[0], pixel[1], pixel[2]),
                0 => (byte.MaxValue, byte.MaxValue, byte.MaxValue),
                byte alpha => (OverWhite8(pixel[0], alpha), OverWhite8(pixel[1], alpha), OverWhite8(pixel[2], alpha)),
            };
            if (_channels == 1)
            {
                target[x] = Luminance.Of(red, green, blue);
            }
            else
            {
                target[x * 3] = red;
                target[(x * 3) + 1] = green;
                target[(x * 3) + 2] = blue;
            }
        }
    }

    /// <summary>The general way: samples of 8 or 16 bits, with or without alpha or a transparent colour.</summary>
    private void ConvertSamples(ReadOnlySpan<byte> row, Span<byte> target)
    {
        int samples = _header.Channels;
        bool hasAlpha = samples is 2 or 4;
        int colors = hasAlpha ? samples - 1 : samples;
        int pixels = target.Length / _channels;
        Span<int> pixel = stackalloc int[4];
        Span<byte> rgb = stackalloc byte[3];
        for (int x = 0; x < pixels; x++)
        {
            for (int c = 0; c < samples; c++)
            {
                int place = (x * samples) + c;
                pixel[c] = _header.BitDepth == 8 ? row[place] : BinaryPrimitives.ReadUInt16BigEndian(row[(place * 2)..]);
            }

            int opaque = _header.BitDepth == 8 ? 255 : 65535;
            int alpha = hasAlpha ? pixel[colors] : opaque;
            if (_transparent.Length > 0 && pixel[..colors].SequenceEqual(_transparent))
            {
                alpha = 0;
            }

            for (int c = 0; c < 3; c++)
            {
                int sample = pixel[colors == 3 ? c : 0];
                rgb[c] = _header.BitDepth == 8 ? OverWhite8(sample, alpha) : OverWhite16(sample, alpha);
            }

            if (_channels == 3)
            {
                rgb.CopyTo(target[(x * 3)..]);
            }
            else
            {
                target[x] = colors == 1 ? rgb[0] : Luminance.Of(rgb[0], rgb[1], rgb[2]);
            }
        }
    }
}
