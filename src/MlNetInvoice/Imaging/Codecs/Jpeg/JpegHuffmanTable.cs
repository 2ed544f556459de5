namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// A Huffman table laid out for speed. The next ten bits look up how many bits the code <i>and</i> its magnitude take together, so that the
/// bit buffer can move on at once; the value itself is cut out beside the critical path.
/// </summary>
/// <remarks>T.81, annex C (building) and F.2.2 (decoding). Codes of eleven to sixteen bits take the slower <see cref="Find"/>.</remarks>
internal sealed class JpegHuffmanTable
{
    /// <summary>Bits that <see cref="Lookup"/> resolves.</summary>
    public const int LookupBits = 10;

    private readonly int[] _firstCode = new int[18];
    private readonly int[] _firstIndex = new int[18];
    private readonly int[] _counts = new int[18];
    private readonly byte[] _symbols;

    private JpegHuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>
    /// By the next ten bits: bits 0–7 length of code and magnitude, 8–15 length of the code, 16–23 bits of the magnitude, 24–31 zeros before it. 0: a longer code.
    /// </summary>
    public uint[] Lookup { get; } = new uint[1 << LookupBits];

    /// <summary>Builds a table, or says what is wrong with it.</summary>
    /// <param name="counts">Number of codes of each length 1 to 16.</param>
    /// <param name="symbols">The symbols, by rising code.</param>
    /// <param name="isDc">Whether the symbols are magnitudes of DC differences, which end at 15.</param>
    /// <param name="fault">What is wrong, when null is returned.</param>
    public static JpegHuffmanTable? Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols, bool isDc, out string fault)
    {
        fault = "";
        var table = new JpegHuffmanTable(symbols.ToArray());
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++)
        {
            int count = counts[length - 1];
            table._firstCode[length] = code;
            table._firstIndex[length] = index;
            table._counts[length] = count;
            if (code + count > 1 << length)
            {
                fault = $"has more codes of {length} bits than fit";
                return null;
            }

            for (int i = 0; i < count; i++, index++, code++)
            {
                byte symbol = symbols[index];
                if (isDc && symbol > 15)
                {
                    fault = $"has the DC magnitude {symbol}, above 15";
                    return null;
                }

                if (length <= LookupBits)
                {
                    int shift = LookupBits - length;
                    table.Lookup.AsSpan(code << shift, 1 << shift).Fill(Entry(symbol, length));
                }
            }

            code <<= 1;
        }

        return table;
    }

    /// <summary>The entry of a code longer than the lookup, or 0 where no code fits.</summary>
    /// <param name="buffer">The bits to come, from the highest down.</param>
    public uint Find(ulong buffer)
    {
        for (int length = LookupBits + 1; length <= 16; length++)
        {
            int offset = (int)(buffer >> (64 - length)) - _firstCode[length];
            if ((uint)offset < (uint)_counts[length])
            {
                return Entry(_symbols[_firstIndex[length] + offset], length);
            }
        }

        return 0;
    }

    private static uint Entry(byte symbol, int length)
    {
        int size = symbol & 15;
        int run = symbol >> 4;
        return (uint)((length + size) | (length << 8) | (size << 16) | (run << 24));
    }
}
