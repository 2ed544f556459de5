using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Pnm;

/// <summary>Reads numbers and rows of samples from a PNM file.</summary>
internal ref struct PnmReader(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The byte to be read next.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes from there to the end.</summary>
    public readonly int Remaining => _file.Length - Position;

    /// <summary>Reads the header; the next byte is then the first of the pixels.</summary>
    public PnmHeader ReadHeader()
    {
        int kind = _file.Length > 1 && _file[0] == 'P' && _file[1] is >= (byte)'1' and <= (byte)'6'
            ? _file[1] - '0'
            : throw ImageFault.At("PNM", 0, "the file does not begin with P1 to P6");
        Position = 2;
        int width = ReadNumber("the width", 1, int.MaxValue);
        int height = ReadNumber("the height", 1, int.MaxValue);
        int maxValue = kind is 1 or 4 ? 1 : ReadNumber("the largest sample", 1, 65535);
        if (kind > 3)
        {
            if (Remaining == 0 || !IsSpace(_file[Position]))
            {
                throw ImageFault.At("PNM", Position, "one white space is missing between the header and the samples");
            }

            Position++;
        }

        return new PnmHeader(kind, width, height, maxValue);
    }

    /// <summary>Reads one row, scaled to 0 (black) … 255.</summary>
    /// <param name="header">The header.</param>
    /// <param name="row">Its samples.</param>
    public void ReadRow(in PnmHeader header, Span<byte> row)
    {
        if (header.IsText)
        {
            ReadTextRow(header, row);
            return;
        }

        int bytes = header.IsBitmap ? (row.Length + 7) / 8 : row.Length * (header.MaxValue > 255 ? 2 : 1);
        if (bytes > Remaining)
        {
            throw ImageFault.Truncated("PNM", _file.Length, "the samples");
        }

        ReadOnlySpan<byte> source = _file.Slice(Position, bytes);
        Position += bytes;
        if (header.IsBitmap)
        {
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (byte)((((source[x >> 3] >> (7 - (x & 7))) & 1) - 1) & 255);
            }
        }
        else if (header.MaxValue == 255)
        {
            source.CopyTo(row);
        }
        else if (header.MaxValue < 256)
        {
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = Scale(source[x], header.MaxValue);
            }
        }
        else
        {
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = Scale((source[x * 2] << 8) | source[(x * 2) + 1], header.MaxValue);
            }
        }
    }

    private static byte Scale(int sample, int maxValue) => (byte)(((Math.Min(sample, maxValue) * 255L) + (maxValue / 2)) / maxValue);

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);

    private void ReadTextRow(in PnmHeader header, Span<byte> row)
    {
        for (int x = 0; x < row.Length; x++)
        {
            if (header.Kind == 1)
            {
                SkipSpace();
                byte digit = Remaining > 0 ? _file[Position] : throw ImageFault.Truncated("PNM", _file.Length, "the samples");
                if (digit is not ((byte)'0' or (byte)'1'))
                {
                    throw ImageFault.At("PNM", Position, "a sample of a bitmap is neither 0 nor 1");
                }

                Position++;
                row[x] = digit == '0' ? (byte)255 : (byte)0;
            }
            else
            {
                row[x] = Scale(ReadNumber("a sample", 0, header.MaxValue), header.MaxValue);
            }
        }
    }

    private int ReadNumber(string what, int least, int most)
    {
        SkipSpace();
        int start = Position;
        long value = 0;
        while (Remaining > 0 && _file[Position] is >= (byte)'0' and <= (byte)'9')
        {
            value = Math.Min((value * 10) + (_file[Position] - '0'), 1L << 40);
            Position++;
        }

        if (Position == start)
        {
            throw Remaining == 0
                ? ImageFault.Truncated("PNM", _file.Length, what)
                : ImageFault.At("PNM", start, $"{what} should stand here as a decimal number");
        }

        return value >= least && value <= most
            ? (int)value
            : throw ImageFault.At("PNM", start, string.Create(CultureInfo.InvariantCulture, $"{what} is outside {least} to {most}"));
    }

    /// <summary>Passes white space, and comments from # to the end of the line.</summary>
    private void SkipSpace()
    {
        while (Remaining > 0 && (IsSpace(_file[Position]) || _file[Position] == '#'))
        {
            if (_file[Position] == '#')
            {
                int end = _file[Position..].IndexOfAny((byte)'\n', (byte)'\r');
                Position = end < 0 ? _file.Length : Position + end;
            }
            else
            {
                Position++;
            }
        }
    }
}
