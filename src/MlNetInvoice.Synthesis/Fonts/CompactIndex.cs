namespace MlNetInvoice.Synthesis.Fonts;

/// <summary>An INDEX of the Compact Font Format: a list of byte strings (Adobe Technical Note 5176, section 5).</summary>
internal readonly struct CompactIndex
{
    private readonly FontData _data;
    private readonly int _offsets;
    private readonly int _offsetSize;

    public CompactIndex(FontData data, int at)
    {
        _data = data;
        Count = data.U16(at);
        _offsetSize = Count == 0 ? 1 : data.U8(at + 2);
        if (_offsetSize is < 1 or > 4)
        {
            throw new InvalidDataSetException($"The font's index at byte {at} has offsets of {_offsetSize} bytes; 1 to 4 are possible.");
        }

        _offsets = at + 3;
        End = Count == 0 ? at + 2 : DataStart + OffsetOf(Count);
    }

    public int Count { get; }

    /// <summary>The byte after the INDEX.</summary>
    public int End { get; }

    private int DataStart => _offsets + ((Count + 1) * _offsetSize) - 1;

    public FontData this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                throw new InvalidDataSetException($"The font's index has {Count} entries; there is no entry {index}.");
            }

            int start = OffsetOf(index), end = OffsetOf(index + 1);
            return _data.Slice(DataStart + start, end - start);
        }
    }

    private int OffsetOf(int index)
    {
        long value = 0;
        for (int i = 0; i < _offsetSize; i++)
        {
            value = (value << 8) | (uint)_data.U8(_offsets + (index * _offsetSize) + i);
        }

        return value <= _data.Length ? (int)value : throw new InvalidDataSetException($"The font's index points to byte {value} of {_data.Length}.");
    }
}
