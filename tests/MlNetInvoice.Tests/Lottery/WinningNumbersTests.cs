using MlNetInvoice.Fields;

namespace MlNetInvoice.Lottery;

public sealed class WinningNumbersTests
{
    [Test]
    public void Json_and_csv_say_the_same()
    {
        WinningNumbers json = WinningNumbers.Parse("""
            [{ "period": "113年05-06月", "special": ["11112222"], "grand": ["33334444"], "first": ["12345678", "55556666"], "additionalSixth": ["987"], "cloud": [{ "number": "AB12345678", "amount": 500 }] },
             { "period": "11308", "special": ["00000001"] }]
            """);
        WinningNumbers csv = WinningNumbers.Parse("""
            期別,獎別,號碼,獎金
            113年05-06月,特別獎,11112222,
            113年05-06月,特獎,33334444,"2,000,000"
            11306,頭獎,12345678,
            2024-05,first,55556666,
            11306,增開六獎,987,
            11306,雲端發票專屬獎,AB-12345678,500
            11308,special,00000001,
            """);
        foreach (WinningNumbers winning in (WinningNumbers[])[json, csv])
        {
            Assert.That(winning.Draws, Has.Count.EqualTo(2));
            LotteryDraw draw = winning.Find(new InvoicePeriod(2024, 5))!;
            Assert.Multiple(() =>
            {
                Assert.That(draw.Special, Is.EqualTo(new[] { "11112222" }));
                Assert.That(draw.Grand, Is.EqualTo(new[] { "33334444" }));
                Assert.That(draw.First, Is.EqualTo(new[] { "12345678", "55556666" }));
                Assert.That(draw.AdditionalSixth, Is.EqualTo(new[] { "987" }));
                Assert.That(draw.Cloud, Is.EqualTo(new[] { new CloudPrize("AB-12345678", 500) }));
                Assert.That(winning.Find(new InvoicePeriod(2024, 9)), Is.Null);
            });
        }
    }

    [TestCase("", "w: there is no draw in it.")]
    [TestCase("[]", "w: there is no draw in it.")]
    [TestCase("{}", "w: the period is missing, such as \"11306\" or \"113年05-06月\".")]
    [TestCase("[1]", "w, draw 1: a draw is an object with a period.")]
    [TestCase("{\"period\":\"11307\"}", "w: \"11307\" is no period; write 11306, 113年05-06月 or 2024-05.")]
    [TestCase("{\"period\":\"11306\",\"first\":[\"1234567\"]}", "w: \"1234567\" is no number of 8 digits; leading zeros count.")]
    [TestCase("{\"period\":\"11306\",\"first\":[12345678]}", "w, first: a text is expected; leading zeros count.")]
    [TestCase("{\"period\":\"11306\",\"first\":\"12345678\"}", "w, first: numbers stand in a list.")]
    [TestCase("{\"period\":\"11306\",\"second\":[]}", "w: there is no prize \"second\"; the prizes are special (特別獎), grand (特獎), first (頭獎), additionalSixth (增開六獎) and cloud (雲端發票專屬獎).")]
    [TestCase("{\"period\":\"11306\",\"cloud\":[{\"number\":\"AB-12345678\"}]}", "w, cloud: a prize is an object with a number, \"AB-12345678\", and an amount in whole dollars.")]
    [TestCase("[{\"period\":\"11306\"},{\"period\":\"113年05-06月\"}]", "w, draw 2: the period 113年05-06月 occurs twice.")]
    [TestCase("period,number\n11306,1", "w, line 1: the first line names the columns period, prize and number (期別, 獎別, 號碼), and amount (獎金) for cloud prizes.")]
    [TestCase("period,prize,number\n11306,cloud,AB-12345678", "w, line 2: the cloud prize AB-12345678 has no amount.")]
    [TestCase(
        "[{\"period\":\"11307\",\"first\":[\"1\",\"12345678\",2]},{\"third\":[]},7]",
        "w, draw 1: \"11307\" is no period; write 11306, 113年05-06月 or 2024-05. w, draw 1: \"1\" is no number of 8 digits; leading zeros count. w, draw 1, first: a text is expected; leading zeros count. w, draw 2: there is no prize \"third\"; the prizes are special (特別獎), grand (特獎), first (頭獎), additionalSixth (增開六獎) and cloud (雲端發票專屬獎). w, draw 2: the period is missing, such as \"11306\" or \"113年05-06月\". w, draw 3: a draw is an object with a period.",
        Description = "all faults at once")]
    [TestCase("期別,獎別,號碼\n11306,頭獎,1\n11306,頭獎,12345678\nx,頭獎,1", "w, line 2: \"1\" is no number of 8 digits; leading zeros count. w, line 4: \"x\" is no period; write 11306, 113年05-06月 or 2024-05.")]
    public void What_is_wrong_is_named(string text, string message) =>
        Assert.That(Assert.Throws<InvalidDataSetException>(() => WinningNumbers.Parse(text, "w"))!.Message, Is.EqualTo(message));

    [Test]
    public void A_file_of_something_else_is_given_up_after_twenty_faults()
    {
        string text = "period,prize,number\n" + string.Concat(Enumerable.Repeat("a,b,c\n", 1000));
        string message = Assert.Throws<InvalidDataSetException>(() => WinningNumbers.Parse(text, "w"))!.Message;
        Assert.That(message, Is.EqualTo(string.Join(' ', Enumerable.Range(2, 20).Select(line => $"w, line {line}: \"a\" is no period; write 11306, 113年05-06月 or 2024-05.")) + " There may be more."));
    }

    [Test]
    public void A_list_within_a_number_is_refused() => Assert.Throws<InvalidDataSetException>(() => WinningNumbers.Parse("{\"period\":\"11306\",\"cloud\":[[[[[[[[[[1]]]]]]]]]]}", "w"));
}
