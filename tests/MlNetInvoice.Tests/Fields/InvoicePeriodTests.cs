namespace MlNetInvoice.Fields;

public sealed class InvoicePeriodTests
{
    [TestCase("11306", 2024, 5)]
    [TestCase("113年05-06月", 2024, 5)]
    [TestCase("113/06", 2024, 5)]
    [TestCase("2024-05", 2024, 5)]
    [TestCase("2024-05-06", 2024, 5)]
    [TestCase("11212", 2023, 11)]
    public void Its_usual_forms_are_read(string text, int year, int month)
    {
        Assert.That(InvoicePeriod.TryParse(text, out InvoicePeriod period), Is.True);
        Assert.That(period, Is.EqualTo(new InvoicePeriod(year, month)));
    }

    [TestCase("")]
    [TestCase("11305", Description = "the code names the even month")]
    [TestCase("11314")]
    [TestCase("113年06-07月")]
    [TestCase("113年05-08月")]
    [TestCase("1-2-3-4")]
    public void Others_are_not(string text) => Assert.That(InvoicePeriod.TryParse(text, out _), Is.False);

    [TestCase("2024-05-01", true)]
    [TestCase("2024-06-30", true)]
    [TestCase("2024-04-30", false)]
    [TestCase("2024-07-01", false)]
    [TestCase("2023-05-15", false)]
    public void It_holds_its_two_months_and_no_other_day(string day, bool expected)
    {
        DateOnly date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(new InvoicePeriod(2024, 5).Contains(date), Is.EqualTo(expected));
            Assert.That(InvoicePeriod.Of(date).Contains(date), Is.True);
        });
    }

    [TestCase(2024, 5, "2024-07-25", "2024-08-06", "2024-11-05")]
    [TestCase(2024, 11, "2025-01-25", "2025-02-06", "2025-05-05")]
    [TestCase(2023, 9, "2023-11-25", "2023-12-06", "2024-03-05")]
    public void Prizes_are_drawn_and_claimed_by_its_calendar(int year, int month, string drawn, string from, string until)
    {
        var period = new InvoicePeriod(year, month);
        Assert.That((period.DrawnOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), period.ClaimFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), period.ClaimUntil.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo((drawn, from, until)));
    }

    [Test]
    public void It_is_written_as_codes_and_certificates_have_it() =>
        Assert.That((new InvoicePeriod(2024, 5).Code, new InvoicePeriod(2024, 5).ToString()), Is.EqualTo(("11306", "113年05-06月")));

    [TestCase("11306AB123456781234", true)]
    [TestCase("*11306AB123456781234*", true)]
    [TestCase("11305AB123456781234", false)]
    [TestCase("11306A1123456781234", false)]
    [TestCase("11306AB12345678123", false)]
    public void A_bar_code_is_read_or_refused_as_a_whole(string text, bool expected)
    {
        Assert.That(BarcodeText.TryParse(text, out BarcodeText? bars), Is.EqualTo(expected));
        Assert.That(bars, Is.EqualTo(expected ? new BarcodeText(new InvoicePeriod(2024, 5), "AB", "12345678", "1234") : null));
    }
}
