using System.Text.Json;
using MlNetInvoice.Batch;
using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;

namespace MlNetInvoice;

public sealed class InvoiceReadingTests
{
    [Test]
    public void Readings_compare_by_value_their_glyphs_included()
    {
        InvoiceReading reading = Reading(), same = Reading();

        Assert.That(same, Is.EqualTo(reading));
        Assert.That(same == reading, Is.True);
        Assert.That(same.GetHashCode(), Is.EqualTo(reading.GetHashCode()));
        Assert.That(PictureReading.FromReading("a", same, default), Is.EqualTo(PictureReading.FromReading("a", reading, default)));
    }

    [Test]
    public void Readings_that_differ_in_anything_are_not_equal()
    {
        InvoiceReading reading = Reading();
        InvoiceReading[] others =
        [
            reading with { Status = InvoiceReadingStatus.Rejected },
            reading with { Digits = "12345679" },
            reading with { Letters = null },
            reading with { Confidence = 0.5f },
            reading with { ReasonCode = ReadingReason.LettersNotRead },
            reading with { OthersInView = 1 },
            reading with { Box = null },
            reading with { Glyphs = [] },
            reading with { Glyphs = [.. reading.Glyphs, reading.Glyphs[0]] },
            reading with { Glyphs = [reading.Glyphs[0] with { Score = 0.1f }] },
        ];

        Assert.That(others, Has.None.EqualTo(reading));
    }

    [Test]
    public void What_else_was_read_compares_by_value_and_survives_JSON_too()
    {
        InvoiceReading reading = Reading() with { Record = Record(1) }, same = Reading() with { Record = Record(1) }, other = Reading() with { Record = Record(2) };

        Assert.That(same, Is.EqualTo(reading));
        Assert.That(same.GetHashCode(), Is.EqualTo(reading.GetHashCode()));
        Assert.That(other, Is.Not.EqualTo(reading));
        Assert.That(JsonSerializer.Deserialize<InvoiceReading>(JsonSerializer.Serialize(reading)), Is.EqualTo(reading));
    }

    [Test]
    public void The_glyphs_are_a_copy()
    {
        GlyphReading[] glyphs = [Glyph('1')];
        var reading = new InvoiceReading { Status = InvoiceReadingStatus.Read, Glyphs = glyphs };

        glyphs[0] = Glyph('2');

        Assert.That(reading.Glyphs[0].Digit, Is.EqualTo('1'));
    }

    [Test]
    public void A_reading_survives_JSON_with_its_status_and_reason_by_name()
    {
        InvoiceReading reading = Reading() with { Letters = null, ReasonCode = ReadingReason.LettersNotRead, Reason = "No letters." };

        string json = JsonSerializer.Serialize(reading);

        Assert.That(json, Does.Contain("\"Status\":\"read\"").And.Contain("\"ReasonCode\":\"lettersNotRead\"").And.Contain("\"IsComplete\":false"));
        Assert.That(JsonSerializer.Deserialize<InvoiceReading>(json), Is.EqualTo(reading));
    }

    [Test]
    public void Codes_have_the_same_names_in_every_kind_of_JSON()
    {
        foreach (ReadingReason reason in Enum.GetValues<ReadingReason>())
        {
            Assert.That(JsonSerializer.Serialize(reason).Trim('"'), Is.EqualTo(ReasonCodes.ToText(reason) ?? "none"));
            Assert.That(ReasonCodes.Parse(ReasonCodes.ToText(reason)), Is.EqualTo(reason));
        }

        foreach (InvoiceReadingStatus status in Enum.GetValues<InvoiceReadingStatus>())
        {
            Assert.That(JsonSerializer.Serialize(status).Trim('"'), Is.EqualTo(PictureReading.FromReading(null, new InvoiceReading { Status = status }, default).Status));
        }
    }

    [Test]
    public void A_missing_argument_is_named()
    {
        InvoiceReader reader = InvoiceReader.Default;

        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.Read((byte[])null!))!.ParamName, Is.EqualTo("file"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.ReadAll((byte[])null!))!.ParamName, Is.EqualTo("file"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.Read((string)null!))!.ParamName, Is.EqualTo("path"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.Read((Stream)null!))!.ParamName, Is.EqualTo("stream"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.Read((GrayImage)null!))!.ParamName, Is.EqualTo("image"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => reader.Read((RgbImage)null!))!.ParamName, Is.EqualTo("image"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => reader.ReadAsync(null!))!.ParamName, Is.EqualTo("stream"));
        Assert.Throws<InvalidImageException>(() => reader.Read(Array.Empty<byte>()));
        Assert.Throws<InvalidImageException>(() => reader.Read(default(ReadOnlySpan<byte>)));
    }

    private static InvoiceReading Reading() => new()
    {
        Status = InvoiceReadingStatus.Read,
        Letters = "AB",
        LettersConfidence = 0.97f,
        Digits = "12345678",
        Confidence = 0.99f,
        Box = Quad.FromBox(new PixelBox(1, 2, 30, 4)),
        Glyphs = [Glyph('1')],
    };

    private static InvoiceRecord Record(int count) => new()
    {
        Number = new("AB-12345678", FieldSource.Qr | FieldSource.Print, 1),
        Period = new(new InvoicePeriod(2024, 5), FieldSource.Barcode, 1),
        Date = new(new DateOnly(2024, 5, 6), FieldSource.Qr, 1),
        Time = new(new TimeOnly(12, 34, 56), FieldSource.Print, 0.9f),
        Total = new(100, FieldSource.Qr, 1),
        Items = new([new InvoiceItem("茶", count, 30)], FieldSource.Qr, 1),
        Conflicts = [new FieldConflict("total", "100", FieldSource.Qr, "200", FieldSource.Print)],
    };

    private static GlyphReading Glyph(char digit) => new(digit, 0.9f, '7', 0.1f, Quad.FromBox(new PixelBox(1, 2, 3, 4)));
}
