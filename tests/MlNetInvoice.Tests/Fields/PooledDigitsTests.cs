using MlNetInvoice.Imaging;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Fields;

public sealed class PooledDigitsTests
{
    [Test]
    public void Doubts_of_different_digits_are_not_doubts_of_the_whole()
    {
        PooledDigits digits = Pool(("48", [0.8f, 0.99f], 8), ("48", [0.99f, 0.8f], 8));
        Assert.Multiple(() =>
        {
            Assert.That(digits.IsUnanimous, Is.True);
            Assert.That(digits.Likelihood("48"), Is.GreaterThan(0.95f));
        });
    }

    [Test]
    public void A_worn_2_that_all_strips_take_for_a_7_is_no_surer_for_their_number()
    {
        PooledDigits sevens = Pool(("7", [0.93f], 2), ("7", [0.93f], 2), ("7", [0.93f], 2)), others = Pool(("4", [0.93f], 9), ("4", [0.93f], 9), ("4", [0.93f], 9));
        Assert.Multiple(() =>
        {
            Assert.That(sevens.Likelihood("7"), Is.EqualTo(0.93f).Within(0.01f));
            Assert.That(others.Likelihood("4"), Is.GreaterThan(0.98f));
        });
    }

    [Test]
    public void A_check_sum_tells_which_of_two_digits_it_is()
    {
        float[] shares = [0.99f, 0.99f, 0.99f, 0.6f, 0.99f, 0.99f, 0.99f, 0.99f];
        (string Value, float Confidence)? company = FieldGrammar.Company(Pool(("53272539", shares, 1), ("53212539", shares, 7)));
        Assert.That((TaxNumber.IsValid("53272539"), company?.Value, company?.Confidence > 0.9f), Is.EqualTo((false, "53212539", true)));
    }

    [Test]
    public void Digits_that_no_check_confirms_must_be_the_same_in_all_strips()
    {
        PooledDigits digits = Pool(("6223", [0.9f, 0.9f, 0.6f, 0.9f], 8), ("6273", [0.9f, 0.9f, 0.6f, 0.9f], 8));
        Assert.That((FieldGrammar.Digits(digits), FieldGrammar.Day(Pool(("20240623", Sure, 8), ("20240673", Sure, 8)), null)), Is.EqualTo(((ValueTuple<string, float>?)null, (ValueTuple<DateOnly, float>?)null)));
    }

    [TestCase("20240773", "2024-07-23", TestName = "no such day")]
    [TestCase("20240623", null, TestName = "a day of other months")]
    public void The_months_above_the_number_tell_the_day(string shown, string? day)
    {
        float[] shares = [0.99f, 0.99f, 0.99f, 0.99f, 0.99f, 0.99f, 0.8f, 0.99f];
        (DateOnly Value, float Confidence)? found = FieldGrammar.Day(Pool((shown, shares, 2), (shown, shares, 2)), new InvoicePeriod(2024, 7));
        Assert.That(found is { Confidence: > 0.9f } sure ? sure.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null, Is.EqualTo(day));
    }

    [TestCase("4 814", 0.99f, "4814", TestName = "a worn comma")]
    [TestCase("4 814", 0.7f, null, TestName = "a worn comma or an ideograph")]
    [TestCase("計  814", 0.99f, "814", TestName = "a caption")]
    public void Three_digits_behind_a_sure_one_are_its_hundreds(string line, float probability, string? sum)
    {
        PrintedDigit[] digits = [.. Enumerable.Range(0, line.Length).Where(i => char.IsAsciiDigit(line[i])).Select(i => Digit(line[i], i == 0 ? probability : 0.99f, 8, i == 0 ? 6.5f : 13 * i))];
        Assert.That(SumReading.Of(digits, 13)?.Text, Is.EqualTo(sum));
    }

    /// <summary>What a strip thinks that is sure of a digit but for what is left of it.</summary>
    internal static float[] Shares(char digit, float share, int other = -1)
    {
        float[] shares = new float[10];
        Array.Fill(shares, other < 0 ? (1 - share) / 9 : 0);
        shares[digit - '0'] = share;
        if (other >= 0)
        {
            shares[other] += 1 - share;
        }

        return shares;
    }

    private static float[] Sure => [.. Enumerable.Repeat(0.99f, 8)];

    private static PooledDigits Pool(params (string Text, float[] Shares, int Other)[] strips) =>
        new([.. strips.Select(strip => DigitRun.Split([.. strip.Text.Select((digit, i) => Digit(digit, strip.Shares[i], strip.Other, 13 * i))], float.PositiveInfinity)[0])]);

    private static PrintedDigit Digit(char digit, float share, int other, float column) =>
        new(digit, column, share, Shares(digit, share, other), HasComma: false, new Quad(new PixelPoint(column - 5, 0), new PixelPoint(column + 5, 0), new PixelPoint(column + 5, 20), new PixelPoint(column - 5, 20)));
}
