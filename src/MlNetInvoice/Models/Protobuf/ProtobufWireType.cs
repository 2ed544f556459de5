namespace MlNetInvoice.Models.Protobuf;

/// <summary>How a field's value is laid out on the wire.</summary>
internal enum ProtobufWireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
