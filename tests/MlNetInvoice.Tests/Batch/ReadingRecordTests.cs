using MlNetInvoice.Imaging;

namespace MlNetInvoice.Batch;

public sealed class ReadingRecordTests
{
    [Test]
    public void A_reading_is_one_line_with_every_property_in_order()
    {
        Quad quad = Quad.FromBox(new PixelBox(1, 2, 30, 4));
        var reading = new InvoiceReading
        {
            Status = InvoiceReadingStatus.Read,
            Letters = "AB",
            LettersConfidence = 0.9877f,
            Digits = "07",
            Confidence = 0.5f,
            Box = quad,
            Glyphs = [new GlyphReading('0', 0.75f, '8', 0.25f, quad)],
        };

        string json = ReadingRecord.FromReading("發票/一.jpg", reading, TimeSpan.FromMilliseconds(1.256)).ToJson();

        Assert.That(json, Is.EqualTo(
            """{"file":"發票/一.jpg","status":"read","number":"AB-07","letters":"AB","lettersConfidence":0.9877,"digits":"07","bestGuess":null,"confidence":0.5,"reason":"",""" + "\"box\":" +
            """[[1,2],[31,2],[31,6],[1,6]],"glyphs":[{"digit":"0","score":0.75,"runnerUp":"8","runnerUpScore":0.25,"box":[[1,2],[31,2],[31,6],[1,6]]}],"elapsedMs":1.26}"""));
    }

    [Test]
    public void A_rejected_reading_gives_its_guess_and_no_number()
    {
        var reading = new InvoiceReading { Status = InvoiceReadingStatus.Rejected, BestGuess = "12345678", Confidence = 0.4f, Reason = "Unsure." };

        ReadingRecord record = ReadingRecord.FromReading(null, reading, TimeSpan.Zero);

        Assert.That(record.Status, Is.EqualTo("rejected"));
        Assert.That(record.Number, Is.Null);
        Assert.That(record.Digits, Is.Null);
        Assert.That(record.BestGuess, Is.EqualTo("12345678"));
        Assert.That(record.Reason, Is.EqualTo("Unsure."));
    }

    [Test]
    public void A_fault_is_invalid_with_its_reason()
    {
        string json = ReadingRecord.FromFault("a.jpg", "Not a picture.", TimeSpan.Zero).ToJson();

        Assert.That(json, Is.EqualTo(
            """{"file":"a.jpg","status":"invalid","number":null,"letters":null,"lettersConfidence":0,"digits":null,"bestGuess":null,"confidence":0,"reason":"Not a picture.","box":null,"glyphs":[],"elapsedMs":0}"""));
    }
}
