namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>The table <c>cmap</c>: characters of the basic plane to glyph indices, formats 4 and 12 (OpenType specification, cmap).</summary>
internal sealed class CharacterMap
{
    private readonly FontData _table;
    private readonly int _format;

    public CharacterMap(FontData cmap)
    {
        int best = -1, bestRank = 0;
        for (int i = 0, count = cmap.U16(2); i < count; i++)
        {
            int record = 4 + (8 * i), offset = cmap.Offset32(record + 4), format = cmap.U16(offset);
            (int platform, int encoding) = (cmap.U16(record), cmap.U16(record + 2));
            int rank = (platform, encoding, format) switch
            {
                (3, 10, 12) => 4,
                (0, _, 12) => 3,
                (3, 1, 4) => 2,
                (0, _, 4) => 1,
                _ => 0,
            };
            if (rank > bestRank)
            {
                (best, bestRank) = (offset, rank);
            }
        }

        if (best < 0)
        {
            throw new InvalidDataSetException("The font has no Unicode character map of format 4 or 12.");
        }

        _table = cmap.Slice(best, cmap.Length - best);
        _format = _table.U16(0);
    }

    /// <summary>The glyph of a character; 0 where the font has none.</summary>
    public int GlyphOf(char character) => _format == 4 ? FromSegments(character) : FromGroups(character);

    private int FromSegments(int code)
    {
        int segments = _table.U16(6) / 2;
        for (int i = 0; i < segments; i++)
        {
            if (_table.U16(14 + (2 * i)) < code)
            {
                continue;
            }

            int start = _table.U16(16 + (2 * (segments + i)));
            if (start > code)
            {
                return 0;
            }

            int delta = _table.U16(16 + (2 * ((2 * segments) + i))), place = 16 + (2 * ((3 * segments) + i)), range = _table.U16(place);
            if (range == 0)
            {
                return (code + delta) & 0xFFFF;
            }

            int glyph = _table.U16(place + range + (2 * (code - start)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }

        return 0;
    }

    private int FromGroups(int code)
    {
        long groups = Math.Min(_table.U32(12), (_table.Length - 16) / 12);
        for (int i = 0; i < groups; i++)
        {
            int at = 16 + (12 * i);
            if (_table.U32(at + 4) >= code)
            {
                return _table.U32(at) <= code ? (int)Math.Min(65535, _table.U32(at + 8) + code - _table.U32(at)) : 0;
            }
        }

        return 0;
    }
}
