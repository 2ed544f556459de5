namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>PostScript outlines: the table <c>CFF </c> with its character strings, also of fonts keyed by CID (Adobe Technical Note 5176).</summary>
internal sealed class CompactGlyphs : IGlyphSource
{
    private readonly FontData _table;
    private readonly CompactIndex _characterStrings;
    private readonly CompactIndex _globalSubroutines;
    private readonly CompactIndex?[] _localSubroutines;
    private readonly int _select;

    public CompactGlyphs(FontData table)
    {
        _table = table;
        var names = new CompactIndex(table, table.U8(2));
        var tops = new CompactIndex(table, names.End);
        var strings = new CompactIndex(table, tops.End);
        _globalSubroutines = new CompactIndex(table, strings.End);
        Dictionary<int, double[]> top = CompactDictionary.Read(tops[0]);
        _characterStrings = new CompactIndex(table, Offset(top, 17, 0) ?? throw new InvalidDataSetException("The font's CFF table has no character strings."));
        _select = Offset(top, 1237, 0) ?? -1;
        if (Offset(top, 1236, 0) is { } array)
        {
            var dictionaries = new CompactIndex(table, array);
            _localSubroutines = new CompactIndex?[dictionaries.Count];
            for (int i = 0; i < dictionaries.Count; i++)
            {
                _localSubroutines[i] = Subroutines(CompactDictionary.Read(dictionaries[i]));
            }
        }
        else
        {
            _localSubroutines = [Subroutines(top)];
        }
    }

    public ContourPath Read(int glyph)
    {
        int dictionary = _select < 0 ? 0 : DictionaryOf(glyph);
        CompactIndex? local = dictionary < _localSubroutines.Length ? _localSubroutines[dictionary] : null;
        return new CharacterStringReader(_globalSubroutines, local).Read(_characterStrings[glyph]);
    }

    private static int? Offset(Dictionary<int, double[]> entries, int key, int operand) =>
        entries.TryGetValue(key, out double[]? values) && values.Length > operand ? (int)values[operand] : null;

    private CompactIndex? Subroutines(Dictionary<int, double[]> dictionary)
    {
        if (Offset(dictionary, 18, 0) is not { } size || Offset(dictionary, 18, 1) is not { } at)
        {
            return null;
        }

        Dictionary<int, double[]> entries = CompactDictionary.Read(_table.Slice(at, size));
        return Offset(entries, 19, 0) is { } subroutines ? new CompactIndex(_table, at + subroutines) : null;
    }

    /// <summary>Which font dictionary a glyph belongs to: FDSelect, formats 0 and 3.</summary>
    private int DictionaryOf(int glyph)
    {
        if (_table.U8(_select) == 0)
        {
            return _table.U8(_select + 1 + glyph);
        }

        int ranges = _table.U16(_select + 1), low = 0, high = ranges - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _table.U16(_select + 3 + (3 * middle)) <= glyph ? (middle, high) : (low, middle - 1);
        }

        return _table.U8(_select + 5 + (3 * low));
    }
}
