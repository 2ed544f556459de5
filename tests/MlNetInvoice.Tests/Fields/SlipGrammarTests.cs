using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Fields;

public sealed class SlipGrammarTests
{
    private const float Pitch = 13;

    [TestCase("2024-06-23 16:40", "2024-06-23")]
    [TestCase("2024/06/23", "2024-06-23")]
    [TestCase("20240623 16:40", "2024-06-23")]
    [TestCase("113/06/23 16:40", "2024-06-23")]
    [TestCase("113年06月23日", "2024-06-23")]
    public void A_date_is_read_however_a_shop_writes_it(string line, string day) => Assert.That(SlipGrammar.Date(Line(line))!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(day));

    [TestCase("113年05-06月", TestName = "two months")]
    [TestCase("2024-13-23", TestName = "no such month")]
    [TestCase("7 128-10-14", TestName = "digits close before")]
    [TestCase("19990623", TestName = "before there were such invoices")]
    [TestCase("0800-160252", TestName = "a telephone")]
    public void What_may_be_something_else_is_no_date(string line) => Assert.That(SlipGrammar.Date(Line(line)), Is.Null);

    [TestCase("統編:53212539", "53212539")]
    [TestCase("統編:53212530", null, TestName = "the check fails")]
    [TestCase("02-53212539", null, TestName = "an area code before it")]
    [TestCase("統編:153212539", null, TestName = "nine digits")]
    public void A_tax_number_passes_its_check_and_stands_apart(string line, string? number) => Assert.That(SlipGrammar.TaxNumber(Line(line))?.Value, Is.EqualTo(number));

    [Test]
    public void A_line_gives_its_last_sum_and_the_one_before()
    {
        (InvoiceField<long>? paid, InvoiceField<long>? back) = SlipGrammar.Sums(Line("現金 500    找零   380"));
        Assert.That((paid?.Value, back?.Value), Is.EqualTo((500L, 380L)));
    }

    // A digit a cell, sure of itself; everything else leaves its cell free.
    private static FieldLine Line(string text)
    {
        var digits = new List<PrintedDigit>();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                float x = (i + 0.5f) * Pitch;
                digits.Add(new PrintedDigit(text[i], x, 0.99f, PooledDigitsTests.Shares(text[i], 0.999f), HasComma: false, new Quad(new PixelPoint(x - 5, 0), new PixelPoint(x + 5, 0), new PixelPoint(x + 5, 20), new PixelPoint(x - 5, 20))));
            }
        }

        return new FieldLine(digits, 0, (text.Length + 3) * Pitch, 1);
    }
}
