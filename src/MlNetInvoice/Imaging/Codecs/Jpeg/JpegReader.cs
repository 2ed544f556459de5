using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlNetInvoice.Imaging.Codecs.Jpeg;

/// <summary>Walks through the marker segments of a JPEG file, checks each, and hands the scans to their decoders (T.81, annex B).</summary>
internal ref struct JpegReader(ReadOnlySpan<byte> file)
{
    /// <summary>Far more scans than encoders write (libjpeg's own script has ten); a bound on the work that a small file can ask for.</summary>
    private const int MaxScans = 100;

    /// <summary>T.81, B.2.3: a unit of an interleaved scan has at most ten blocks.</summary>
    private const int MaxBlocksPerUnit = 10;

    private readonly ReadOnlySpan<byte> _file = file;
    private readonly ushort[]?[] _quantization = new ushort[]?[4];
    private readonly JpegHuffmanTable?[] _dcTables = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _acTables = new JpegHuffmanTable?[4];
    private int _position;
    private int _restartInterval;
    private int _scans;
    private bool _hasJfif;
    private int _adobeTransform = -1;

    /// <summary>The frame, once <see cref="ReadFrame"/> has come to it.</summary>
    public JpegFrame? Frame { get; private set; }

    /// <summary>The orientation that EXIF data before the frame state.</summary>
    public ImageOrientation Orientation { get; private set; } = ImageOrientation.Upright;

    /// <summary>The scan that was begun last, or null before the first.</summary>
    public JpegScan? Scan { get; private set; }

    /// <summary>Reads up to and including the start-of-frame segment.</summary>
    [MemberNotNull(nameof(Frame))]
    public void ReadFrame()
    {
        if (_file.Length < 2 || _file[0] != 0xFF || _file[1] != JpegMarker.StartOfImage)
        {
            throw ImageFault.At("JPEG", 0, "the file does not begin with the marker SOI");
        }

        _position = 2;
        while (Frame is null)
        {
            byte marker = NextMarker();
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
            {
                throw ImageFault.At("JPEG", _position - 2, $"{JpegMarker.Name(marker)} comes before any start of frame; the file holds no picture");
            }

            ReadSegment(marker);
        }
    }

    /// <summary>Decodes scans until all needed components are complete.</summary>
    /// <param name="allocate">Called before the first scan, when the colour space is known: decides which components are needed and allocates.</param>
    public void ReadScans(Action<JpegFrame, JpegColorSpace> allocate)
    {
        JpegFrame frame = Frame!;
        while (true)
        {
            if (_position >= _file.Length && frame.IsProgressive && IsComplete(frame, wholePrecision: true))
            {
                return; // Only the marker EOI is missing.
            }

            byte marker = NextMarker();
            if (marker == JpegMarker.EndOfImage)
            {
                break;
            }

            if (marker != JpegMarker.StartOfScan)
            {
                ReadSegment(marker);
                continue;
            }

            if (_scans == 0)
            {
                allocate(frame, FindColorSpace(frame));
            }

            ReadScan(frame);
            if (!frame.IsProgressive && IsComplete(frame, wholePrecision: false))
            {
                return;
            }
        }

        if (!IsComplete(frame, wholePrecision: false))
        {
            throw ImageFault.At("JPEG", _position - 2, "EOI comes before every component has been coded; the file is damaged");
        }
    }

    private static bool IsComplete(JpegFrame frame, bool wholePrecision)
    {
        foreach (JpegComponent component in frame.Components)
        {
            bool isComplete = !component.IsNeeded
                || (frame.IsProgressive
                    ? (wholePrecision ? !component.ReceivedBits.AsSpan().ContainsAnyExcept((sbyte)0) : component.ReceivedBits[0] >= 0)
                    : component.IsDecoded);
            if (!isComplete)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Passes over anything that is no marker, as damaged but readable files have it, and over fill bytes.</summary>
    private byte NextMarker()
    {
        while (true)
        {
            int next = _position < _file.Length ? _file[_position..].IndexOf((byte)0xFF) : -1;
            if (next < 0 || _position + next + 1 >= _file.Length)
            {
                throw ImageFault.Truncated("JPEG", _file.Length, Frame is null ? "the header" : "the picture");
            }

            _position += next + 1;
            byte marker = _file[_position];
            if (marker is not (0 or 0xFF or JpegMarker.Temporary or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart)))
            {
                _position++;
                return marker;
            }
        }
    }

    private void ReadSegment(byte marker)
    {
        if (marker == JpegMarker.StartOfImage)
        {
            throw ImageFault.At("JPEG", _position - 2, "a second SOI stands inside the picture; the file is damaged");
        }

        int start = _position;
        ReadOnlySpan<byte> segment = TakeSegment(marker);
        switch (marker)
        {
            case JpegMarker.StartOfFrameBaseline or JpegMarker.StartOfFrameExtended or JpegMarker.StartOfFrameProgressive:
                Frame = JpegSegments.ReadFrame(segment, marker, start, Frame is not null);
                break;
            case JpegMarker.DefineHuffmanTables:
                JpegSegments.ReadHuffmanTables(segment, start, _dcTables, _acTables);
                break;
            case JpegMarker.DefineQuantizationTables:
                JpegSegments.ReadQuantization(segment, start, _quantization);
                break;
            case JpegMarker.DefineRestartInterval:
                _restartInterval = segment.Length == 2
                    ? BinaryPrimitives.ReadUInt16BigEndian(segment)
                    : throw ImageFault.At("JPEG", start, "the segment DRI does not have 4 bytes");
                break;
            case JpegMarker.Application0:
                _hasJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case JpegMarker.Application1 when Frame is null && segment.StartsWith("Exif\0\0"u8) && Orientation == ImageOrientation.Upright:
                Orientation = ExifOrientationReader.Read(segment[6..]);
                break;
            case JpegMarker.Application14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                break;
            case >= 0xC3 and <= 0xCF:
                throw ImageFault.At("JPEG", start - 2, $"the coding {JpegMarker.Name(marker)} (lossless, hierarchical or arithmetic) is not supported; save the picture as baseline or progressive JPEG");
            case JpegMarker.DefineNumberOfLines:
                throw ImageFault.At("JPEG", start - 2, "a height that DNL defines after the scan is not supported; save the picture again");
            default:
                break; // Application data and comments.
        }
    }

    private ReadOnlySpan<byte> TakeSegment(byte marker)
    {
        if (_file.Length - _position < 2)
        {
            throw ImageFault.Truncated("JPEG", _file.Length, $"the segment {JpegMarker.Name(marker)}");
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(_file[_position..]);
        if (length < 2)
        {
            throw ImageFault.At("JPEG", _position, string.Create(CultureInfo.InvariantCulture, $"the segment {JpegMarker.Name(marker)} declares {length} bytes, fewer than its own length field has"));
        }

        if (length > _file.Length - _position)
        {
            throw ImageFault.Truncated("JPEG", _file.Length, $"the segment {JpegMarker.Name(marker)}");
        }

        ReadOnlySpan<byte> segment = _file.Slice(_position + 2, length - 2);
        _position += length;
        return segment;
    }

    private void ReadScan(JpegFrame frame)
    {
        int start = _position;
        ReadOnlySpan<byte> segment = TakeSegment(JpegMarker.StartOfScan);
        if (++_scans > MaxScans)
        {
            throw ImageFault.At("JPEG", start - 2, string.Create(CultureInfo.InvariantCulture, $"the picture has more than {MaxScans} scans; save it again as baseline JPEG"));
        }

        JpegScan scan = JpegSegments.ReadScan(segment, start, frame);
        if (!frame.IsProgressive && Array.Exists(scan.Components, component => component.IsDecoded))
        {
            throw ImageFault.At("JPEG", start - 2, "a component is coded a second time; the file is damaged");
        }

        SetTables(frame, scan, segment, start);
        Scan = scan;
        if (Array.Exists(scan.Components, component => component.IsNeeded))
        {
            DecodeScan(frame, scan); // Else the next marker ends the data: nothing of them is wanted.
        }

        foreach (JpegComponent component in scan.Components)
        {
            component.IsDecoded = true;
            component.ReceivedBits.AsSpan()[scan.First..(scan.Last + 1)].Fill((sbyte)scan.LowBit);
        }
    }

    private void DecodeScan(JpegFrame frame, JpegScan scan)
    {
        var reader = new JpegEntropyReader(_file, _position, _restartInterval);
        try
        {
            if (frame.IsProgressive)
            {
                JpegProgressiveScan.Decode(frame, scan, ref reader);
            }
            else
            {
                JpegSequentialScan.Decode(frame, scan, ref reader);
            }

            _position = reader.End;
        }
        finally
        {
            reader.Dispose();
        }
    }

    /// <summary>Gives each component of a scan the tables that are in force now.</summary>
    private readonly void SetTables(JpegFrame frame, JpegScan scan, ReadOnlySpan<byte> segment, int start)
    {
        int blocks = 0;
        for (int i = 0; i < scan.Components.Length; i++)
        {
            JpegComponent component = scan.Components[i];
            blocks += component.HorizontalFactor * component.VerticalFactor;
            int tables = segment[(i * 2) + 2];
            component.DcTable = tables >> 4 < 4 ? _dcTables[tables >> 4] : null;
            component.AcTable = (tables & 15) < 4 ? _acTables[tables & 15] : null;
            bool needsDc = scan.First == 0 && scan.HighBit == 0;
            bool needsAc = scan.Last > 0;
            if ((needsDc && component.DcTable is null) || (needsAc && component.AcTable is null))
            {
                throw ImageFault.At("JPEG", start, "the scan names a Huffman table that no DHT has defined");
            }

            component.Quantization ??= _quantization[component.QuantizationIndex]
                ?? throw ImageFault.At("JPEG", start, "a component names a quantisation table that no DQT has defined");
        }

        if (scan.Components.Length > 1 && blocks > MaxBlocksPerUnit)
        {
            throw ImageFault.At("JPEG", start, string.Create(CultureInfo.InvariantCulture, $"a unit of the scan has {blocks} blocks, above {MaxBlocksPerUnit}"));
        }
    }

    /// <summary>The rules of libjpeg: JFIF first, then Adobe's marker, then the components' names.</summary>
    private readonly JpegColorSpace FindColorSpace(JpegFrame frame)
    {
        JpegComponent[] components = frame.Components;
        if (components.Length == 1)
        {
            return JpegColorSpace.Gray;
        }

        if (components.Length == 4)
        {
            return _adobeTransform == 2 ? JpegColorSpace.Ycck : JpegColorSpace.Cmyk;
        }

        if (_hasJfif || _adobeTransform > 0)
        {
            return JpegColorSpace.YCbCr;
        }

        bool isNamedRgb = components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
        return _adobeTransform == 0 || isNamedRgb ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr;
    }
}
