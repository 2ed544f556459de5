namespace MlNetInvoice.Reading;

public sealed class DigitPatternTests
{
    [TestCase("20240623", true)]
    [TestCase("23062024", true)]
    [TestCase("20241323", false)]
    [TestCase("18991231", false)]
    [TestCase("2024062", false)]
    public void Dates_are_year_month_day_or_the_reverse(string digits, bool isDate) => Assert.That(DigitPattern.IsDate(digits), Is.EqualTo(isDate));

    [TestCase("00000000", true)]
    [TestCase("60000080", true)]
    [TestCase("00083721", false)]
    public void All_but_two_of_one_kind_are_an_ornament(string digits, bool isRepeated) => Assert.That(DigitPattern.IsRepeated(digits), Is.EqualTo(isRepeated));

    [TestCase("16890256", true)]
    [TestCase("16890356", false)]
    [TestCase("16890456", false)]
    [TestCase("16890756", false)]
    public void Three_four_and_seven_show_which_way_is_up(string digits, bool isTurnable) => Assert.That(DigitPattern.IsTurnable(digits), Is.EqualTo(isTurnable));
}
