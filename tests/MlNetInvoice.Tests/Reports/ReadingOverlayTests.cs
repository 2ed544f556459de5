using MlNetInvoice.Fields;
using MlNetInvoice.Imaging;
using MlNetInvoice.Reports.Explanation;

namespace MlNetInvoice.Reports;

public sealed class ReadingOverlayTests
{
    private static readonly InvoiceReading Whole = new()
    {
        Status = InvoiceReadingStatus.Read,
        Letters = "AB",
        Digits = "12345678",
        Confidence = 0.98f,
        Box = Quad.FromBox(new PixelBox(60, 120, 300, 40)),
    };

    [Test]
    public void A_whole_number_one_without_its_letters_and_a_rejected_one_have_a_colour_and_a_text_each()
    {
        RgbImage whole = Draw(Whole);
        RgbImage digits = Draw(Whole with { Letters = null, ReasonCode = ReadingReason.LettersNotRead });
        RgbImage rejected = Draw(new InvoiceReading { Status = InvoiceReadingStatus.Rejected, BestGuess = "12345678", Confidence = 0.98f, Box = Whole.Box });
        RgbImage notAskedFor = Draw(Whole with { Letters = null });

        // The middle of the upper edge.
        Assert.That(new[] { whole, digits, rejected, notAskedFor }.Select(image => image.GetRow(120).Slice(3 * 200, 3).ToArray()).Select(Convert.ToHexStringLower), Is.EqualTo(new[] { "0a8f4a", "8a6d00", "d9480f", "0a8f4a" }));
        Assert.That(BandWidth(digits, "8a6d00"), Is.GreaterThan(BandWidth(notAskedFor, "0a8f4a") * 1.5), "It says in words that letters were not read.");
    }

    [Test]
    public void Fields_of_the_record_are_drawn_where_they_stand_and_codes_once()
    {
        Quad date = Quad.FromBox(new PixelBox(60, 165, 120, 60)), code = Quad.FromBox(new PixelBox(380, 170, 60, 60));
        RgbImage drawn = Draw(Whole with
        {
            Record = new InvoiceRecord
            {
                Date = new InvoiceField<DateOnly>(new DateOnly(2024, 6, 23), FieldSource.Print, 0.99f, date),
                SalesAmount = new InvoiceField<long>(95, FieldSource.Qr, 1, code),
                Items = new InvoiceField<IReadOnlyList<InvoiceItem>>([], FieldSource.Qr, 1, code),
            },
        });

        // The lower edges: what is written stands at the upper ones.
        Assert.That(Convert.ToHexStringLower(drawn.GetRow(225).Slice(3 * 120, 3)), Is.EqualTo("0b7285"));
        Assert.That(Convert.ToHexStringLower(drawn.GetRow(230).Slice(3 * 410, 3)), Is.EqualTo("7048e8"));
    }

    private static RgbImage Draw(InvoiceReading reading)
    {
        var picture = new RgbImage(480, 240);
        picture.Samples.Fill(255);
        return ReadingOverlay.Draw(picture, [reading]);
    }

    // Pixels of the colour in a row that crosses the band of the text above the number, but not its letters.
    private static int BandWidth(RgbImage image, string color)
    {
        int count = 0;
        ReadOnlySpan<byte> row = image.GetRow(96);
        for (int x = 0; x < image.Width; x++)
        {
            count += Convert.ToHexStringLower(row.Slice(3 * x, 3)) == color ? 1 : 0;
        }

        return count;
    }
}
