using System.Buffers.Binary;
using System.Text;

namespace MlNetInvoice.Models.Protobuf;

/// <summary>
/// Reads the protocol buffers wire format from hostile bytes: it slices and never copies, a length is checked against the bytes that are left before it is
/// used, and every fault is an <see cref="InvalidModelException"/> with the message it is in and its offset in the file.
/// </summary>
internal ref struct ProtobufReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _message;
    private readonly int _start;
    private int _position;

    /// <param name="bytes">One message.</param>
    /// <param name="message">What the message is, for errors.</param>
    /// <param name="start">Where the message begins in its file, for errors.</param>
    public ProtobufReader(ReadOnlySpan<byte> bytes, string message, int start = 0)
    {
        _bytes = bytes;
        _message = message;
        _start = start;
    }

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Layout of the field that was read last.</summary>
    public ProtobufWireType Type { get; private set; }

    private readonly string Place => $"{_message} at byte {_start + _position}";

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_position == _bytes.Length)
        {
            return false;
        }

        ulong tag = ReadVarint();
        if (tag >> 3 is 0 or > 536_870_911)
        {
            throw Fault($"{tag >> 3} is no field number.");
        }

        if ((tag & 7) is not (0 or 1 or 2 or 5))
        {
            throw Fault($"field {tag >> 3} has wire type {tag & 7}, but only 0, 1, 2 and 5 exist.");
        }

        (Field, Type) = ((int)(tag >> 3), (ProtobufWireType)(tag & 7));
        return true;
    }

    /// <summary>Passes over the field's value.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case ProtobufWireType.Varint:
                ReadVarint();
                break;
            case ProtobufWireType.Fixed64:
                Take(8);
                break;
            case ProtobufWireType.Fixed32:
                Take(4);
                break;
            default:
                ReadBytes();
                break;
        }
    }

    public long ReadInteger()
    {
        Expect(ProtobufWireType.Varint);
        return (long)ReadVarint();
    }

    public float ReadFloat()
    {
        Expect(ProtobufWireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        Expect(ProtobufWireType.LengthDelimited);
        ulong length = ReadVarint();
        if (length > (ulong)(_bytes.Length - _position))
        {
            throw Fault($"field {Field} declares {length} bytes, but {_bytes.Length - _position} are left.");
        }

        return Take((int)length);
    }

    /// <summary>Where the value that was read last begins in the file; for values of a known length.</summary>
    public readonly int StartOf(int length) => _start + _position - length;

    /// <summary>A text; names need few bytes, so that a long one is a fault.</summary>
    public string ReadString(int maximumBytes = 4096)
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        return bytes.Length <= maximumBytes
            ? Encoding.UTF8.GetString(bytes)
            : throw Fault($"field {Field} is a text of {bytes.Length} bytes; at most {maximumBytes} are allowed.");
    }

    /// <summary>A reader of the message in the current field.</summary>
    public ProtobufReader ReadMessage(string message)
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        return new ProtobufReader(bytes, message, _start + _position - bytes.Length);
    }

    /// <summary>Adds one integer, or all of a packed field, to a list that may hold so many.</summary>
    public void ReadIntegers(List<long> values, int maximum)
    {
        if (Type == ProtobufWireType.Varint)
        {
            Add(values, ReadInteger(), maximum);
            return;
        }

        var packed = ReadMessage(_message);
        while (packed._position < packed._bytes.Length)
        {
            Add(values, (long)packed.ReadVarint(), maximum);
        }
    }

    /// <summary>An error at the current place.</summary>
    public readonly InvalidModelException Fault(string what) => new($"{Place}: {what}");

    private readonly void Add(List<long> values, long value, int maximum)
    {
        if (values.Count == maximum)
        {
            throw Fault($"field {Field} has more than {maximum} numbers.");
        }

        values.Add(value);
    }

    private readonly void Expect(ProtobufWireType type)
    {
        if (Type != type)
        {
            throw Fault($"field {Field} has wire type {(int)Type}, but should have {(int)type}.");
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _bytes.Length)
            {
                throw Fault($"the message ends inside a number.");
            }

            byte next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Fault($"a number has more than ten bytes.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw Fault($"{count} bytes are wanted, but {_bytes.Length - _position} are left.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}
