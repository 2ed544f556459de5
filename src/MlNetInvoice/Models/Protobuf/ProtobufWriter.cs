using System.Buffers.Binary;
using System.Text;

namespace MlNetInvoice.Models.Protobuf;

/// <summary>Writes the protocol buffers wire format (developers.google.com/protocol-buffers/docs/encoding): just what ONNX and TensorFlow graphs need.</summary>
internal sealed class ProtobufWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>An integer, bool or enum; negative ones take ten bytes, as int64 does.</summary>
    public void WriteInteger(int field, long value)
    {
        WriteTag(field, ProtobufWireType.Varint);
        WriteVarint((ulong)value);
    }

    public void WriteFloat(int field, float value)
    {
        WriteTag(field, ProtobufWireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Reserve(sizeof(float)), value);
    }

    public void WriteString(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, ProtobufWireType.LengthDelimited);
        WriteVarint((ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>Floats as the little-endian bytes that <c>raw_data</c> (ONNX) and <c>tensor_content</c> (TensorFlow) hold.</summary>
    public void WriteFloatBytes(int field, ReadOnlySpan<float> values)
    {
        WriteTag(field, ProtobufWireType.LengthDelimited);
        WriteVarint((ulong)values.Length * sizeof(float));
        Span<byte> target = Reserve(checked(values.Length * sizeof(float)));
        for (int index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(target[(index * sizeof(float))..], values[index]);
        }
    }

    /// <summary>Integers as one packed field.</summary>
    public void WritePacked(int field, params ReadOnlySpan<long> values)
    {
        var packed = new ProtobufWriter();
        foreach (long value in values)
        {
            packed.WriteVarint((ulong)value);
        }

        WriteBytes(field, packed.Written);
    }

    /// <summary>A message inside this one.</summary>
    public void WriteMessage(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        WriteBytes(field, inner.Written);
    }

    /// <summary>Fields that are in the wire format already.</summary>
    public void WriteFields(ReadOnlySpan<byte> fields) => fields.CopyTo(Reserve(fields.Length));

    public byte[] ToArray() => Written.ToArray();

    private void WriteTag(int field, ProtobufWireType type) => WriteVarint(((ulong)field << 3) | (ulong)type);

    private void WriteVarint(ulong value)
    {
        while (value > 0x7F)
        {
            Reserve(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Reserve(1)[0] = (byte)value;
    }

    private Span<byte> Reserve(int count)
    {
        int needed = checked(_length + count);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
        }

        Span<byte> place = _buffer.AsSpan(_length, count);
        _length = needed;
        return place;
    }
}
