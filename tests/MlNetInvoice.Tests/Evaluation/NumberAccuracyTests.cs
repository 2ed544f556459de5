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
        Assert.That(accuracy.ToString().ReplaceLineEndings("\n"), Does.Contain(
            "accepted numbers that are wrong: 1, 0 of them beside the labelled ones; that no label has: 1\n  a: 22222222, which b shows\n"));
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
    public void The_text_counts_by_kind_by_slips_in_view_and_by_distinct_number()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("x/a.jpg", "12345678", "AB")], [Read("12345678", "AC")], TimeSpan.FromMilliseconds(2));
        accuracy.Add([Label("x/b.jpg", "12345678"), Label("x/b.jpg", "55555555")], [Rejected("12345670"), Read("55555555")], TimeSpan.FromMilliseconds(4));
        accuracy.Add([Label("x/c.jpg", "") with { Kind = "negative" }], [Read("99999999")], TimeSpan.Zero);
        accuracy.Add([Label("x/d.jpg", "87654321") with { IsHard = true }], [Nothing], TimeSpan.Zero);

        Assert.That(accuracy.ToString().ReplaceLineEndings("\n"), Is.EqualTo(
            """
                                  all  right  (whole  no letters  letters wrong)  wrong  rejected: guess right  guess wrong  not found  invalid
            all                     5      2       0           0              1       1                      0            1          1        0
            usable                  3      2       0           0              1       0                      0            1          0        0
            hard                    1      0       0           0              0       0                      0            0          1        0
            electronic              4      2       0           0              1       0                      0            1          1        0
            negative                1      0       0           0              0       1                      0            0          0        0
            1 in view               2      1       0           0              1       0                      0            0          1        0
            2 in view               2      1       0           0              0       0                      0            1          0        0

            distinct numbers: 3; right in every picture: 1; right in at least one: 2; wrong in at least one: 0
            accepted numbers that are wrong: 1, 0 of them beside the labelled ones; that no label has: 0
            milliseconds per picture: mean 1.50, median 0.00, 95th percentile 4.0, longest 4.0

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void A_right_guess_goes_to_its_own_label_and_the_letters_are_told_apart()
    {
        var accuracy = new NumberAccuracy();
        accuracy.Add([Label("a", "11111111"), Label("a", "22222222"), Label("a", "33333333")], [Rejected("22222229"), Rejected("AB-22222222")], TimeSpan.Zero);
        accuracy.Add([Label("b", "44444444", "AB"), Label("b", "55555555", "AB")], [Read("44444444"), Read("55555555", "AB")], TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.IsGuessRight), Is.EqualTo(new[] { false, true, false, false, false }));
        Assert.That(accuracy.Outcomes.Select(outcome => outcome.NumbersInView), Is.EqualTo(new[] { 3, 3, 3, 2, 2 }));
        Assert.That(accuracy.Outcomes[1].Reading!.BestGuess, Is.EqualTo("AB-22222222"));
        Assert.That(
            NumberCounts.Groups(accuracy.Outcomes).Where(group => group.Name.EndsWith("in view", StringComparison.Ordinal)),
            Is.EqualTo(new[]
            {
                new NumberCounts("2 in view", 2, 2, 1, 1, 0, 0, 0, 0, 0, 0),
                new NumberCounts("3-4 in view", 3, 0, 0, 0, 0, 0, 1, 1, 1, 0),
            }));
    }

    [Test]
    public void Letters_that_nobody_can_read_may_be_missing_but_not_wrong()
    {
        LabeledInvoice label = Label("a", "11111111", "AB") with { AreLettersLegible = false };
        var accuracy = new NumberAccuracy();
        accuracy.Add([label], [Read("11111111")], TimeSpan.Zero);
        accuracy.Add([label], [Read("11111111", "AB")], TimeSpan.Zero);
        accuracy.Add([label], [Read("11111111", "AC")], TimeSpan.Zero);

        Assert.That(accuracy.Outcomes.Select(outcome => outcome.Letters), Is.EqualTo(new[] { LettersResult.NotLabelled, LettersResult.Right, LettersResult.Wrong }));
    }

    [TestCase(false, "", false, true)]
    [TestCase(false, "100 100 80 10", false, true)]
    [TestCase(false, "300 300 80 10", true, false)]
    [TestCase(true, "300 300 80 10", false, true)]
    public void One_answer_beside_the_labels_is_wrong_unless_they_may_leave_slips_out(bool isComplete, string box, bool isUnlabelled, bool isWrong)
    {
        var accuracy = new NumberAccuracy();
        InvoiceReading reading = Read("22222222");
        if (box.Length > 0)
        {
            int[] sides = [.. box.Split(' ').Select(int.Parse)];
            reading = reading with { Box = Quad.FromBox(new PixelBox(sides[0], sides[1], sides[2], sides[3])) };
        }

        accuracy.Add([Label("a", "11111111") with { Quad = Quad.FromBox(new PixelBox(100, 100, 80, 10)) }], [reading], TimeSpan.Zero, reading, isComplete);

        Assert.That((accuracy.Answers[0].IsRight, accuracy.Answers[0].IsUnlabelled, accuracy.Answers[0].IsWrong), Is.EqualTo((false, isUnlabelled, isWrong)));
    }

    [Test]
    public void Times_are_summed_up_by_the_nearest_rank()
    {
        ReadingTimes times = ReadingTimes.Of(Enumerable.Range(1, 40).Select(i => TimeSpan.FromMilliseconds(i)));

        Assert.That(times, Is.EqualTo(new ReadingTimes(20.5, 20, 38, 40)));
        Assert.That(ReadingTimes.Of([]), Is.EqualTo(new ReadingTimes(0, 0, 0, 0)));
    }

    private static readonly InvoiceReading Nothing = new() { Status = InvoiceReadingStatus.NotFound, Reason = "nothing" };

    private static LabeledInvoice Label(string file, string digits, string? letters = null) => new(file, "electronic", letters, digits, null, false);

    private static InvoiceReading Read(string digits, string? letters = null) => new() { Status = InvoiceReadingStatus.Read, Digits = digits, Letters = letters };

    private static InvoiceReading Rejected(string guess) => new() { Status = InvoiceReadingStatus.Rejected, BestGuess = guess };
}
