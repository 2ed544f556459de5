using MlNetInvoice.Models.Protobuf;

namespace MlNetInvoice.Models;

public class ProtobufTests
{
    [TestCase(0L, new byte[] { 0x08, 0x00 })]
    [TestCase(127L, new byte[] { 0x08, 0x7F })]
    [TestCase(300L, new byte[] { 0x08, 0xAC, 0x02 })]
    [TestCase(-1L, new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [TestCase(long.MaxValue, new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    public void Integers_are_base_128(long value, byte[] expected)
    {
        var writer = new ProtobufWriter();
        writer.WriteInteger(1, value);
        var reader = new ProtobufReader(expected, "message");

        Assert.That(writer.ToArray(), Is.EqualTo(expected));
        Assert.That(reader.Next(), Is.True);
        Assert.That(reader.ReadInteger(), Is.EqualTo(value));
        Assert.That(reader.Next(), Is.False);
    }

    [Test]
    public void Every_kind_of_field_comes_back_from_a_message_inside_a_message()
    {
        var writer = new ProtobufWriter();
        writer.WriteMessage(2, inner =>
        {
            inner.WriteString(1, "發票");
            inner.WriteFloat(3, -1.5f);
            inner.WritePacked(100, 1, 300, -7);
            inner.WriteFloatBytes(5, [1f, 2f]);
        });

        var outer = new ProtobufReader(writer.Written, "outer");
        Assert.That(outer.Next(), Is.True);
        ProtobufReader message = outer.ReadMessage("inner");
        Assert.That(message.Next(), Is.True);
        Assert.That(message.ReadString(), Is.EqualTo("發票"));
        Assert.That(message.Next(), Is.True);
        Assert.That(message.ReadFloat(), Is.EqualTo(-1.5f));
        Assert.That(message.Next(), Is.True);
        List<long> integers = [];
        message.ReadIntegers(integers, 3);
        Assert.That((message.Field, integers), Is.EqualTo((100, new List<long> { 1, 300, -7 })));
        Assert.That(message.Next(), Is.True);
        Assert.That(message.ReadBytes().ToArray(), Is.EqualTo(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }));
        Assert.That(message.Next(), Is.False);
    }

    [TestCase(new byte[] { 0x08 }, "part at byte 1: the message ends inside a number.")]
    [TestCase(new byte[] { 0x00 }, "part at byte 1: 0 is no field number.")]
    [TestCase(new byte[] { 0x0B }, "part at byte 1: field 1 has wire type 3, but only 0, 1, 2 and 5 exist.")]
    [TestCase(new byte[] { 0x0A, 0x05, 0x01 }, "part at byte 2: field 1 declares 5 bytes, but 1 are left.")]
    [TestCase(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "part at byte 6: field 1 declares 34359738367 bytes, but 0 are left.")]
    [TestCase(new byte[] { 0x0D, 0x00, 0x00 }, "part at byte 1: 4 bytes are wanted, but 2 are left.")]
    [TestCase(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "part at byte 11: a number has more than ten bytes.")]
    public void Damage_is_named_with_its_place(byte[] bytes, string message)
    {
        Assert.That(() => SkipAll(bytes), Throws.TypeOf<InvalidModelException>().With.Message.EqualTo(message));

        static void SkipAll(byte[] bytes)
        {
            var reader = new ProtobufReader(bytes, "part");
            while (reader.Next())
            {
                reader.Skip();
            }
        }
    }

    [Test]
    public void Limits_hold()
    {
        var writer = new ProtobufWriter();
        writer.WriteString(1, "abcdef");
        writer.WritePacked(2, 1, 2, 3);
        byte[] bytes = writer.ToArray();

        Assert.That(() => Read(bytes, 5, 3), Throws.TypeOf<InvalidModelException>().With.Message.EqualTo("part at byte 8: field 1 is a text of 6 bytes; at most 5 are allowed."));
        Assert.That(() => Read(bytes, 6, 2), Throws.TypeOf<InvalidModelException>().With.Message.EqualTo("part at byte 13: field 2 has more than 2 numbers."));
        Assert.That(() => Read(bytes, 6, 3), Throws.Nothing);

        static void Read(byte[] bytes, int text, int numbers)
        {
            var reader = new ProtobufReader(bytes, "part");
            reader.Next();
            reader.ReadString(text);
            reader.Next();
            reader.ReadIntegers([], numbers);
        }
    }
}
