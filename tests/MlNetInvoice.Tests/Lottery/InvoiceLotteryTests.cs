using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

public sealed class InvoiceLotteryTests
{
    private static readonly InvoicePeriod Period = new(2024, 5);

    private static readonly WinningNumbers Winning = new(
    [
        new LotteryDraw(Period)
        {
            Special = ["11112222"],
            Grand = ["33334444"],
            First = ["12345678", "55556666", "77778888"],
            AdditionalSixth = ["987"],
            Cloud = [new CloudPrize("AB-12345678", 1_000_000), new CloudPrize("CD-00000001", 500)],
        },
    ]);

    [TestCase("ZZ-11112222", LotteryPrize.Special, 10_000_000, "11112222")]
    [TestCase("ZZ-33334444", LotteryPrize.Grand, 2_000_000, "33334444")]
    [TestCase("ZZ-12345678", LotteryPrize.First, 200_000, "12345678")]
    [TestCase("ZZ-02345678", LotteryPrize.Second, 40_000, "12345678")]
    [TestCase("ZZ-00345678", LotteryPrize.Third, 10_000, "12345678")]
    [TestCase("ZZ-00045678", LotteryPrize.Fourth, 4_000, "12345678")]
    [TestCase("ZZ-00006666", LotteryPrize.Fifth, 1_000, "55556666")]
    [TestCase("ZZ-00000888", LotteryPrize.Sixth, 200, "77778888")]
    [TestCase("ZZ-00000987", LotteryPrize.AdditionalSixth, 200, "987")]
    [TestCase("AB-12345678", LotteryPrize.Cloud, 1_000_000, "AB-12345678")]
    [TestCase("CD-00000001", LotteryPrize.Cloud, 500, "CD-00000001")]
    [TestCase("12345678", LotteryPrize.First, 200_000, "12345678")]
    public void Every_tier_pays_what_it_pays(string number, LotteryPrize prize, long amount, string winning)
    {
        LotteryResult result = InvoiceLottery.Check(Invoice(number), Winning);
        Assert.That((result.Outcome, result.Prize, result.Amount, result.WinningNumber, result.Period), Is.EqualTo((LotteryOutcome.Won, prize, amount, winning, (InvoicePeriod?)Period)));
        Assert.That(result.Reason, Is.EqualTo($"{number} wins with {winning}."));
    }

    [TestCase("ZZ-11112223", Description = "the special prize has no lower tiers")]
    [TestCase("ZZ-91112222")]
    [TestCase("ZZ-03334444")]
    [TestCase("ZZ-00000078", Description = "two digits are too few")]
    [TestCase("ZZ-12345670")]
    [TestCase("ZZ-00000001", Description = "cloud prizes are of their letters")]
    public void Others_win_nothing(string number)
    {
        LotteryResult result = InvoiceLottery.Check(Invoice(number), Winning);
        Assert.That((result.Outcome, result.Prize, result.Amount, result.Reason), Is.EqualTo((LotteryOutcome.NotWon, LotteryPrize.None, 0L, $"{number} has not won.")));
    }

    [TestCase("2024-05-01", LotteryOutcome.Won)]
    [TestCase("2024-06-30", LotteryOutcome.Won)]
    [TestCase("2024-04-30", LotteryOutcome.Unknown)]
    [TestCase("2024-07-01", LotteryOutcome.Unknown)]
    public void The_date_decides_about_the_draw_where_no_period_was_read(string day, LotteryOutcome outcome)
    {
        var record = new InvoiceRecord { Number = Field("ZZ-12345678"), Date = new(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), FieldSource.Qr, 1) };
        Assert.That(InvoiceLottery.Check(record, Winning).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public void A_buyer_with_a_tax_number_takes_no_part()
    {
        LotteryResult result = InvoiceLottery.Check(Invoice("ZZ-12345678") with { Buyer = Field("04595257") }, Winning);
        Assert.That((result.Outcome, result.Amount, result.Reason), Is.EqualTo((LotteryOutcome.Excluded, 0L, "ZZ-12345678 takes no part: its buyer has a tax number (04595257).")));
        Assert.That(InvoiceLottery.Check(Invoice("ZZ-12345678") with { Buyer = Field(InvoiceRecord.NoBuyer) }, Winning).Outcome, Is.EqualTo(LotteryOutcome.Won));
    }

    [Test]
    public void What_is_not_known_is_said()
    {
        Assert.Multiple(() =>
        {
            Assert.That(InvoiceLottery.Check(new InvoiceRecord { Period = new(Period, FieldSource.Qr, 1) }, Winning).Reason, Is.EqualTo("The invoice's number was not read."));
            Assert.That(InvoiceLottery.Check(new InvoiceRecord { Number = Field("ZZ-12345678") }, Winning).Reason, Is.EqualTo("Neither period nor date of ZZ-12345678 was read."));
            Assert.That(
                InvoiceLottery.Check(Invoice("ZZ-12345678") with { Period = new(new InvoicePeriod(2024, 7), FieldSource.Qr, 1) }, Winning).Reason,
                Is.EqualTo("The winning numbers of 113年07-08月 are not given."));
        });
    }

    private static InvoiceRecord Invoice(string number) => new() { Number = Field(number), Period = new(Period, FieldSource.Qr, 1) };

    private static InvoiceField<string> Field(string value) => new(value, FieldSource.Qr, 1);
}
