using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.Reading;

public sealed class LineRankingTests
{
    [Test]
    public void The_number_outranks_the_tax_number_below_it_on_its_slip()
    {
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.9f);
        LineReading taxNumber = Line("87654321", y: 200, height: 28, prominence: 0.4f);

        Assert.That(LineRanking.Rank([taxNumber, number]), Is.EqualTo(new[] { number }));
        Assert.That(number.Belief, Is.GreaterThan(0.8f));
    }

    [Test]
    public void The_number_outranks_the_month_above_it_by_its_letters()
    {
        LineReading month = Line("11340102", y: 40, height: 34, prominence: 0.7f);
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.6f, letters: 4f);

        Assert.That(LineRanking.Rank([month, number]), Is.EqualTo(new[] { number }));
    }

    [Test]
    public void Numbers_of_different_slips_are_all_kept()
    {
        LineReading one = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        LineReading other = Line("87654321", y: 1500, height: 30, prominence: 0.8f, letters: 4f);

        List<LineReading> ranked = LineRanking.Rank([one, other]);

        Assert.That(ranked, Is.EquivalentTo(new[] { one, other }));
        Assert.That(ranked.Select(line => line.Belief), Has.All.GreaterThan(0.99f));
    }

    [Test]
    public void A_tax_number_alone_is_not_believed_but_with_letters_it_would_be_a_number()
    {
        LineReading taxNumber = Line("12345678", y: 100, height: 20, prominence: 0.2f);
        LineReading lettered = Line("12345678", y: 100, height: 20, prominence: 0.2f, letters: 4f);

        LineRanking.Rank([taxNumber]);
        LineRanking.Rank([lettered]);

        Assert.That(taxNumber.Belief, Is.LessThan(0.5f));
        Assert.That(lettered.Belief, Is.GreaterThan(0.97f));
    }

    [Test]
    public void One_digit_again_and_again_is_an_ornament_unless_letters_stand_before_it()
    {
        LineReading ornament = Line("22222222", y: 100, height: 30, prominence: 0.9f);
        LineReading lettered = Line("22222222", y: 100, height: 30, prominence: 0.9f, letters: 4f);

        LineRanking.Rank([ornament]);
        LineRanking.Rank([lettered]);

        Assert.That(ornament.Belief, Is.LessThan(0.9f));
        Assert.That(lettered.Belief, Is.GreaterThan(0.99f));
    }

    [Test]
    public void Digits_that_are_digits_upside_down_are_believed_only_with_letters()
    {
        LineReading turnable = Line("16890256", y: 100, height: 30, prominence: 0.9f);
        LineReading clear = Line("16890456", y: 100, height: 30, prominence: 0.9f);
        LineReading lettered = Line("16890256", y: 100, height: 30, prominence: 0.9f, letters: 4f);

        LineRanking.Rank([turnable]);
        LineRanking.Rank([clear]);
        LineRanking.Rank([lettered]);

        Assert.That(turnable.Belief, Is.LessThan(0.9f));
        Assert.That(clear.Belief, Is.GreaterThan(0.99f));
        Assert.That(lettered.Belief, Is.GreaterThan(0.99f));
    }

    [Test]
    public void A_row_read_upside_down_is_believed_only_with_letters()
    {
        LineReading plain = Line("12345678", y: 100, height: 30, prominence: 0.9f);
        LineReading lettered = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        plain.IsReversed = true;
        lettered.IsReversed = true;

        LineRanking.Rank([plain]);
        LineRanking.Rank([lettered]);

        Assert.That(plain.Belief, Is.LessThan(0.9f));
        Assert.That(lettered.Belief, Is.GreaterThan(0.99f));
    }

    [Test]
    public void Of_two_readings_in_one_place_the_better_is_kept()
    {
        LineReading better = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        LineReading worse = Line("12345670", y: 103, height: 28, prominence: 0.9f);

        Assert.That(LineRanking.Rank([worse, better]), Is.EqualTo(new[] { better }));
    }

    [TestCase("LO", 4f, true)]
    [TestCase("LO", 0.5f, false)]
    [TestCase("IO", 4f, false)]
    public void Letters_explain_what_looks_like_a_digit_beside_the_number_unless_both_do(string letters, float lead, bool explained)
    {
        LineReading line = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: lead, text: letters, isolation: -3f);

        Assert.That(LineRanking.MayHaveLetters(line), Is.True);
        Assert.That(LineRanking.MayBeNumber(line), Is.EqualTo(explained));
        Assert.That(line.Confidence, explained ? Is.GreaterThan(0.9f) : Is.LessThan(0.2f));
    }

    private static LineReading Line(string digits, float y, float height, float prominence, float letters = 0, string text = "AB", float isolation = 0)
    {
        float pitch = 0.8f * height;
        float length = digits.Length * pitch;
        var band = new Quad(new(50, y), new(50 + length, y), new(50 + length, y + height), new(50, y + height));
        var hypothesis = new LineHypothesis { Geometry = new LineGeometry(band), Margin = 14, Width = 28 + (16 * digits.Length), Step = 2 };
        NumberPath path = hypothesis.Path;
        (path.Count, path.Score, path.Margin, path.Pitch, path.WorstDigit, path.Isolation) = (digits.Length, -0.8f, 4, 8, -0.1f, isolation);
        var votes = new float[digits.Length * 10];
        Array.Fill(votes, -6);
        for (int i = 0; i < digits.Length; i++)
        {
            votes[(i * 10) + digits[i] - '0'] = 0;
            path.Positions[i] = 4 + (8 * i);
        }

        return new LineReading(hypothesis, votes, 1, 1, new ReadingConfidence(), letters > 0 ? (text, letters) : null) { Prominence = prominence };
    }
}
