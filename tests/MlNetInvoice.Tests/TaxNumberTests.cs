namespace MlNetInvoice;

public sealed class TaxNumberTests
{
    // 04595257 and 12345675 are the Ministry of Finance's own examples, the second with 7 in the seventh place; 22099131 is TSMC's.
    [TestCase("04595257", true)]
    [TestCase("12345675", true)]
    [TestCase("22099131", true)]
    [TestCase("22099132", false)]
    [TestCase("04595258", false)]
    [TestCase("1234567", false)]
    [TestCase("123456750", false)]
    [TestCase("", false)]
    [TestCase("0459525A", false)]
    [TestCase("04 95257", false)]
    [TestCase("०४५९५२५७", false)]
    public void The_check_sum_is_the_ministrys(string digits, bool passes) => Assert.That(TaxNumber.IsValid(digits), Is.EqualTo(passes));

    [Test]
    public void About_one_row_of_eight_digits_in_five_passes_by_chance()
    {
        int passed = Enumerable.Range(0, 10_000).Count(i => TaxNumber.IsValid((i * 7919 % 100_000_000).ToString("00000000", System.Globalization.CultureInfo.InvariantCulture)));

        Assert.That(passed, Is.InRange(1_900, 2_400));
    }
}
