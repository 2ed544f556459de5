using MlNetInvoice.Data;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Evaluation;

public sealed class NumberAccuracyTests
{
    [Test]
    public void Accepted_rejected_missing_and_broken_are_told_apart()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("a", "12345678", "AB")], [Read("12345678", "AB")], TimeSpan.FromMilliseconds(2));
        accuracy.Add([Label("b", "12345678", "AB")], [Read("12345679", null)], TimeSpan.FromMilliseconds(4));
        accuracy.Add([Label("c", "87654321")], [Rejected("87654321")], TimeSpan.Zero);
        accuracy.Add([Label("d", "87654321")], [Nothing], TimeSpan.Zero);
        accuracy.Add([Label("e", "11112222")], null, TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Result), Is.EqualTo(new[]
        {
            NumberResult.Right, NumberResult.Wrong, NumberResult.Rejected, NumberResult.NotFound, NumberResult.Invalid,
        }));
        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Letters), Is.EqualTo(new[]
        {
            LettersResult.Right, LettersResult.None, LettersResult.NotLabelled, LettersResult.NotLabelled, LettersResult.NotLabelled,
        }));
        Assert.That(accuracy.Outcomes[1].Answer, Is.EqualTo("12345679"));
        Assert.That(accuracy.Invented, Is.Empty);
    }

    [Test]
    public void Two_numbers_in_one_picture_are_matched_whatever_their_order()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("a", "11111111"), Label("a", "22222222")], [Read("22222222"), Rejected("11111118"), Nothing], TimeSpan.Zero);
        accuracy.Add([Label("b", "11111111"), Label("b", "22222222")], [Read("22222222"), Read("33333333"), Read("44444444"), Read("11111111")], TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Result), Is.EqualTo(new[]
        {
            NumberResult.Rejected, NumberResult.Right, NumberResult.Right, NumberResult.Right,
        }));
        Assert.That(accuracy.Invented, Is.EqualTo(new[] { ("b", "33333333"), ("b", "44444444") }));
    }

    [Test]
    public void A_number_elsewhere_than_the_label_is_another_slip_and_one_in_its_place_is_wrong()
    {
        Quad place = Quad.FromBox(new PixelBox(100, 100, 80, 10));
        Quad elsewhere = Quad.FromBox(new PixelBox(300, 300, 80, 10));
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("a", "11111111") with { Quad = place }], [Read("22222222") with { Box = elsewhere }], TimeSpan.Zero);
        accuracy.Add([Label("b", "22222222") with { Quad = place }], [Read("22222229") with { Box = place }], TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Result), Is.EqualTo(new[] { NumberResult.NotFound, NumberResult.Wrong }));
        Assert.That(accuracy.Invented, Is.EqualTo(new[] { ("a", "22222222") }));
        Assert.That(accuracy.ToString().ReplaceLineEndings("\n"), Does.Contain("accepted numbers that no label has: 1\n  a: 22222222, which b shows\n"));
    }

    [Test]
    public void A_picture_without_a_number_is_right_when_nothing_is_accepted()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("a", "")], [Nothing], TimeSpan.Zero);
        accuracy.Add([Label("b", "")], [Rejected("12345678")], TimeSpan.Zero);
        accuracy.Add([Label("c", "")], [Read("12345678")], TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Result), Is.EqualTo(new[] { NumberResult.Right, NumberResult.Right, NumberResult.Wrong }));
    }

    [Test]
    public void The_text_counts_by_kind_and_by_distinct_number()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("x/a.jpg", "12345678", "AB")], [Read("12345678", "AC")], TimeSpan.FromMilliseconds(2));
        accuracy.Add([Label("x/b.jpg", "12345678")], [Rejected("12345670")], TimeSpan.FromMilliseconds(4));
        accuracy.Add([Label("x/c.jpg", "") with { Kind = "negative" }], [Read("99999999")], TimeSpan.Zero);
        accuracy.Add([Label("x/d.jpg", "87654321") with { IsHard = true }], [Nothing], TimeSpan.Zero);

        Assert.That(accuracy.ToString().ReplaceLineEndings("\n"), Is.EqualTo(
            """
                                  all  right  wrong  rejected  not found  invalid  letters right  wrong  ms mean  ms max
            all                     4      1      1         1          1        0              0      1     1.50     4.0
            usable                  2      1      0         1          0        0              0      1     3.00     4.0
            hard                    1      0      0         0          1        0              0      0     0.00     0.0
            electronic              3      1      0         1          1        0              0      1     2.00     4.0
            negative                1      0      1         0          0        0              0      0     0.00     0.0

            distinct numbers: 2; right in every picture: 0; right in at least one: 1; wrong in at least one: 0
            accepted numbers that no label has: 0
              a.jpg: AB-12345678 was read with wrong letters
              b.jpg: 12345678 was rejected; the best guess is 12345670
              c.jpg: shows no number, but 99999999 was read
              d.jpg: 87654321 was not found

            """.ReplaceLineEndings("\n")));
    }

    private static readonly InvoiceReading Nothing = new() { Status = InvoiceReadingStatus.NotFound, Reason = "nothing" };

    private static LabeledInvoice Label(string file, string digits, string? letters = null) => new(file, "electronic", letters, digits, null, false);

    private static InvoiceReading Read(string digits, string? letters = null) => new() { Status = InvoiceReadingStatus.Read, Digits = digits, Letters = letters };

    private static InvoiceReading Rejected(string guess) => new() { Status = InvoiceReadingStatus.Rejected, BestGuess = guess };
}
