using System.Buffers;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>
/// Hands out the entropy-coded data of a scan, one restart interval at a time: stuffed zero bytes removed, zeros appended, so that the bit
/// reader may load eight bytes anywhere and needs a check for the end only once per minimum coded unit.
/// </summary>
internal ref struct JpegEntropyReader
{
    /// <summary>No minimum coded unit (at most 10 blocks of 64 coefficients of 31 bits) reads further past the end.</summary>
    private const int Padding = 4096;

    private readonly ReadOnlySpan<byte> _file;
    private readonly int _restartInterval;
    private byte[] _bytes = [];
    private int _length;
    private int _segmentStart;
    private int _unitsToGo;
    private int _nextRestart;

    /// <summary>Begins a scan.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="start">First byte of entropy-coded data.</param>
    /// <param name="restartInterval">Units between restart markers, 0 for none.</param>
    public JpegEntropyReader(ReadOnlySpan<byte> file, int start, int restartInterval)
    {
        _file = file;
        _restartInterval = restartInterval;
        _unitsToGo = restartInterval;
        Load(start);
    }

    /// <summary>The bits of the current interval.</summary>
    public JpegBits Bits;

    /// <summary>Where the current interval's data end: a marker, or the end of the file.</summary>
    public int End { get; private set; }

    /// <summary>Whether units must be counted, since restart markers stand between them.</summary>
    public readonly bool HasRestarts => _restartInterval > 0;

    /// <summary>Whether more bits were taken than there are.</summary>
    public readonly bool IsPastEnd => Bits.ConsumedBytes > _length;

    /// <summary>To be called after each unit: refuses data that ended before it.</summary>
    public readonly void CheckEnd()
    {
        if (IsPastEnd)
        {
            throw PastEnd();
        }
    }

    /// <summary>The fault of data that ended early.</summary>
    public readonly InvalidImageException PastEnd() => End >= _file.Length
        ? ImageFault.Truncated("JPEG", _file.Length, "the entropy-coded data")
        : ImageFault.At("JPEG", End, $"the marker {JpegMarker.Name(_file[End + 1])} comes before the entropy-coded data are complete; the file is damaged");

    /// <summary>To be called before each unit: passes a restart marker where one is due, and says so.</summary>
    public bool PassRestart()
    {
        if (_restartInterval == 0)
        {
            return false;
        }

        if (_unitsToGo > 0)
        {
            _unitsToGo--;
            return false;
        }

        int expected = 0xD0 + _nextRestart;
        if (End >= _file.Length)
        {
            throw ImageFault.Truncated("JPEG", _file.Length, "the entropy-coded data");
        }

        if (_file[End + 1] != expected)
        {
            throw ImageFault.At("JPEG", End, $"{JpegMarker.Name((byte)expected)} is due, but {JpegMarker.Name(_file[End + 1])} stands here; the file is damaged");
        }

        _nextRestart = (_nextRestart + 1) & 7;
        _unitsToGo = _restartInterval - 1;
        Load(End + 2);
        return true;
    }

    /// <summary>A code that no table entry has.</summary>
    public readonly InvalidImageException InvalidCode() =>
        ImageFault.At("JPEG", FilePosition(), "the entropy-coded data hold a code that the Huffman table does not have; the file is damaged");

    /// <summary>A run or band that leaves its block.</summary>
    public readonly InvalidImageException InvalidSymbol() =>
        ImageFault.At("JPEG", FilePosition(), "the entropy-coded data hold a symbol that means nothing in this scan; the file is damaged");

    /// <summary>Gives the pooled buffer back.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Load(int start)
    {
        _segmentStart = start;
        End = FindEnd(start, out int stuffed);
        _length = End - start - stuffed;
        if (_bytes.Length < _length + Padding)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(_length + Padding);
        }

        Unstuff(_file[start..End], _bytes);
        _bytes.AsSpan(_length, Padding).Clear();
        Bits = new JpegBits(ref _bytes[0]);
    }

    /// <summary>The next marker that is neither a stuffed zero nor fill, or the end of the file.</summary>
    private readonly int FindEnd(int start, out int stuffed)
    {
        stuffed = 0;
        int position = start;
        while (true)
        {
            int next = _file[position..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= _file.Length)
            {
                return _file.Length;
            }

            position += next;
            if (_file[position + 1] != 0)
            {
                return position;
            }

            stuffed++;
            position += 2;
        }
    }

    private static void Unstuff(ReadOnlySpan<byte> source, Span<byte> target)
    {
        while (true)
        {
            int next = source.IndexOf((byte)0xFF);
            if (next < 0 || next + 2 > source.Length)
            {
                source.CopyTo(target);
                return;
            }

            source[..(next + 1)].CopyTo(target);
            source = source[(next + 2)..];
            target = target[(next + 1)..];
        }
    }

    /// <summary>Where in the file the bit reader stands: stuffed bytes are counted again.</summary>
    private readonly int FilePosition()
    {
        int remaining = Math.Min(Bits.ConsumedBytes, _length);
        int position = _segmentStart;
        for (; remaining > 0 && position < End; remaining--)
        {
            position += _file[position] == 0xFF ? 2 : 1;
        }

        return Math.Min(position, End);
    }
}
