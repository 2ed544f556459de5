using System.Text.Json;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Batch;

public sealed class PictureReadingTests
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
            OthersInView = 2,
            Box = quad,
            Glyphs = [new GlyphReading('0', 0.75f, '8', 0.25f, quad)],
        };

        string json = ReadingJson.ToLine(PictureReading.FromReading("發票/一.jpg", reading, TimeSpan.FromMilliseconds(1.256)));

        Assert.That(json, Is.EqualTo(
            """{"file":"發票/一.jpg","status":"read","number":"AB-07","complete":true,"letters":"AB","lettersConfidence":0.9877,"digits":"07","bestGuess":null,"confidence":0.5,"reason":"","reasonCode":null,""" + "\"box\":" +
            """[[1,2],[31,2],[31,6],[1,6]],"glyphs":[{"digit":"0","score":0.75,"runnerUp":"8","runnerUpScore":0.25,"box":[[1,2],[31,2],[31,6],[1,6]]}],"othersInView":2,"damaged":null,"elapsedMs":1.26}"""));
    }

    [Test]
    public void A_rejected_reading_gives_its_guess_and_no_number()
    {
        var reading = new InvoiceReading { Status = InvoiceReadingStatus.Rejected, BestGuess = "12345678", Confidence = 0.4f, ReasonCode = ReadingReason.DigitNotSure, Reason = "Unsure." };

        using JsonDocument json = JsonDocument.Parse(ReadingJson.ToLine(PictureReading.FromReading(null, reading, TimeSpan.Zero)));

        Assert.That(json.RootElement.GetProperty("status").GetString(), Is.EqualTo("rejected"));
        Assert.That(json.RootElement.GetProperty("number").GetString(), Is.Null);
        Assert.That(json.RootElement.GetProperty("digits").GetString(), Is.Null);
        Assert.That(json.RootElement.GetProperty("bestGuess").GetString(), Is.EqualTo("12345678"));
        Assert.That(json.RootElement.GetProperty("reason").GetString(), Is.EqualTo("Unsure."));
        Assert.That(json.RootElement.GetProperty("reasonCode").GetString(), Is.EqualTo("digitNotSure"));
    }

    [Test]
    public void A_fault_is_invalid_with_its_reason()
    {
        string json = ReadingJson.ToLine(PictureReading.FromFault("a.jpg", "Not a picture.", TimeSpan.Zero));

        Assert.That(json, Is.EqualTo(
            """{"file":"a.jpg","status":"invalid","number":null,"complete":false,"letters":null,"lettersConfidence":0,"digits":null,"bestGuess":null,"confidence":0,"reason":"Not a picture.","reasonCode":"notOpened","box":null,"glyphs":[],"othersInView":0,"damaged":null,"elapsedMs":0}"""));
    }

    [Test]
    public void What_was_written_reads_back_and_writes_the_same()
    {
        Quad quad = new(new PixelPoint(1.25f, 2), new PixelPoint(182.6f, 73.3f), new PixelPoint(-3.04f, 9.95f), new PixelPoint(0, 4000.7f));
        PictureReading[] pictures =
        [
            PictureReading.FromReading("a \"b\"\n.jpg", new InvoiceReading
            {
                Status = InvoiceReadingStatus.Read,
                Letters = "AB",
                LettersConfidence = 0.98765f,
                Digits = "07",
                Confidence = 0.99995f,
                Box = quad,
                Glyphs = [new GlyphReading('0', 0.75f, '8', 0.00004f, quad)],
            }, TimeSpan.FromMilliseconds(71.236)),
            PictureReading.FromReading("c", new InvoiceReading { Status = InvoiceReadingStatus.Read, Digits = "12345678", ReasonCode = ReadingReason.LettersNotRead, Reason = "No letters." }, default),
            PictureReading.FromReading("d", new InvoiceReading { Status = InvoiceReadingStatus.Read, Digits = "12345678" }, default),
            PictureReading.FromReading(null, new InvoiceReading { Status = InvoiceReadingStatus.Rejected, BestGuess = "1", ReasonCode = ReadingReason.LooksDisagree, Reason = "Unsure.", OthersInView = 3 }, TimeSpan.FromSeconds(2)),
            PictureReading.FromReading("發票", new InvoiceReading { Status = InvoiceReadingStatus.NotFound, Reason = "None." }, default),
            PictureReading.FromFault("x", "Not a picture.", TimeSpan.FromMilliseconds(0.01)),
            PictureReading.FromFault("y", new ImageTooLargeException("y: too\nlarge."), default),
        ];

        foreach (PictureReading picture in pictures)
        {
            string line = ReadingJson.ToLine(picture);
            PictureReading again = ReadingJson.Parse(line);

            Assert.That(ReadingJson.ToLine(again), Is.EqualTo(line));
            Assert.That((again.File, again.Status, again.Reason, again.Fault), Is.EqualTo((picture.File, picture.Status, picture.Reason, picture.Fault)));
            Assert.That(again.ReasonCode, Is.EqualTo(picture.ReasonCode));
            Assert.That((again.Reading?.IsComplete, again.Reading?.OthersInView), Is.EqualTo((picture.Reading?.IsComplete, picture.Reading?.OthersInView)));
        }
    }

    [TestCase("""{"status":"read","letters":"AB","digits":"12345678"}""", true)]
    [TestCase("""{"status":"read","letters":null,"digits":"12345678"}""", false)]
    [TestCase("""{"status":"read","letters":null,"digits":"0123"}""", true)]
    [TestCase("""{"status":"rejected","bestGuess":"12345678"}""", false)]
    public void Records_from_before_the_property_say_by_their_letters_whether_they_are_complete(string json, bool expected) =>
        Assert.That(ReadingJson.Parse(json).Reading!.IsComplete, Is.EqualTo(expected));

    [Test]
    public void A_number_without_its_letters_is_marked_beside_the_number()
    {
        var reading = new InvoiceReading { Status = InvoiceReadingStatus.Read, Digits = "12345678", ReasonCode = ReadingReason.LettersNotRead, Reason = "No letters." };
        PictureReading picture = PictureReading.FromReading("a", reading, TimeSpan.Zero);

        Assert.That(ReadingJson.ToLine(picture), Does.Contain(""" "status":"read","number":"12345678","complete":false,"letters":null, """.Trim()).And.Contain("\"reason\":\"No letters.\""));
        Assert.That(ReadingCsv.ToRow(picture), Is.EqualTo("a,read,12345678,,12345678,,0,No letters.,0,false,0,lettersNotRead,"));
        Assert.That(ReadingCsv.Header, Does.EndWith(",complete,othersInView,reasonCode,damaged"));
    }

    [Test]
    public void An_exception_becomes_a_code_and_one_line_that_does_not_name_the_file_again()
    {
        (Exception, ReadingReason)[] faults =
        [
            (new InvalidImageException("a.png: cut off."), ReadingReason.InvalidImage),
            (new ImageTooLargeException("a.png: cut off."), ReadingReason.ImageTooLarge),
            (new IOException("a.png: cut off."), ReadingReason.NotOpened),
        ];
        foreach ((Exception fault, ReadingReason code) in faults)
        {
            PictureReading picture = PictureReading.FromFault("a.png", fault, TimeSpan.Zero);

            Assert.That((picture.Status, picture.ReasonCode, picture.Reason), Is.EqualTo(("invalid", code, "cut off.")));
        }

        Assert.That(PictureReading.FromFault(null, new IOException("two\nlines"), TimeSpan.Zero).Reason, Is.EqualTo("two lines"));
    }

    [Test]
    public void A_code_of_a_later_version_is_skipped() =>
        Assert.That(ReadingJson.Parse("""{"status":"rejected","bestGuess":"1","reason":"Odd.","reasonCode":"somethingNew"}""").ReasonCode, Is.EqualTo(ReadingReason.None));

    [TestCase("")]
    [TestCase("dear diary")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"status":"maybe"}""")]
    [TestCase("""{"status":"read","confidence":"high"}""")]
    [TestCase("""{"status":"read","box":[[1,2]]}""")]
    [TestCase("""{"status":"read","glyphs":[{"digit":"12"}]}""")]
    public void What_is_no_reading_is_refused(string json) =>
        Assert.That(Assert.Throws<InvalidDataSetException>(() => ReadingJson.Parse(json))!.Message, Is.EqualTo("The text is no reading in JSON."));

    [Test]
    public void A_list_is_indented_and_an_empty_one_is_a_pair_of_brackets()
    {
        string list = ReadingJson.ToList([PictureReading.FromFault("一", "No.", default)]);

        Assert.That(list, Does.StartWith("[\n  {\n    \"file\": \"一\",\n    \"status\": \"invalid\",\n").And.EndsWith("    \"box\": null,\n    \"glyphs\": [],\n    \"othersInView\": 0,\n    \"damaged\": null,\n    \"elapsedMs\": 0\n  }\n]"));
        Assert.That(ReadingJson.ToList([]), Is.EqualTo("[]"));
    }
}
