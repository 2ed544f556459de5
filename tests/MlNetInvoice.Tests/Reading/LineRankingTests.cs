using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

public sealed class LineRankingTests
{
    [Test]
    public void The_number_outranks_the_tax_number_below_it_on_its_slip()
    {
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        LineReading taxNumber = Line("87654321", y: 200, height: 28, prominence: 0.4f);

        Assert.That(LineRanking.Rank([taxNumber, number]), Is.EqualTo(new[] { number }));
        Assert.That(number.Belief, Is.GreaterThan(0.98f));
        Assert.That(taxNumber.Belief, Is.LessThan(0.05f));
    }

    [Test]
    public void The_number_outranks_the_larger_tax_number_of_the_stamp_by_its_letters()
    {
        LineReading stamp = Line("04595257", y: 300, height: 44, prominence: 0.9f);
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.3f, letters: 4f);

        List<LineReading> ranked = LineRanking.Rank([stamp, number]);

        Assert.That(ranked[0], Is.SameAs(number));
        Assert.That(number.Belief, Is.GreaterThan(0.95f));
        Assert.That(stamp.Belief, Is.LessThan(0.05f));
    }

    [Test]
    public void The_number_outranks_the_month_above_it_by_its_letters()
    {
        LineReading month = Line("11340102", y: 40, height: 34, prominence: 0.7f);
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.6f, letters: 4f);

        Assert.That(LineRanking.Rank([month, number]), Is.EqualTo(new[] { number }));
    }

    [Test]
    public void Numbers_of_different_slips_and_of_the_rows_of_a_list_are_all_kept()
    {
        LineReading[] lines = [Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f), Line("87654321", y: 1500, height: 30, prominence: 0.8f, letters: 4f), Line("87654329", y: 1600, height: 30, prominence: 0.8f, letters: 4f)];

        List<LineReading> ranked = LineRanking.Rank([.. lines]);

        Assert.That(ranked, Is.EquivalentTo(lines));
        Assert.That(ranked.Select(line => line.Belief), Has.All.GreaterThan(0.98f));
    }

    [TestCase("12345678", 0.9f)]
    [TestCase("04595257", 0.9f)]
    [TestCase("20240623", 0.9f)]
    [TestCase("22222222", 0.9f)]
    public void Without_letters_a_row_of_eight_digits_is_at_most_a_guess(string digits, float prominence)
    {
        LineReading line = Line(digits, y: 100, height: 30, prominence: prominence);

        LineRanking.Rank([line]);

        Assert.That(line.Belief, Is.InRange(0.01f, 0.6f));
    }

    [TestCase("1234567")]
    [TestCase("0212345679")]
    [TestCase("9556127101331")]
    public void A_string_of_another_length_is_no_guess_for_want_of_letters(string digits)
    {
        LineReading line = Line(digits, y: 100, height: 30, prominence: 0.1f);

        LineRanking.Rank([line]);

        Assert.That(line.Belief, Is.EqualTo(1));
    }

    [Test]
    public void A_string_of_another_length_gives_way_to_a_lettered_number_and_is_none_if_one_digit_repeats()
    {
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        LineReading phone = Line("0212345679", y: 200, height: 30, prominence: 0.4f);
        LineReading cloth = Line("1111111111", y: 900, height: 30, prominence: 0.4f);

        Assert.That(LineRanking.Rank([phone, number])[0], Is.SameAs(number));
        LineRanking.Rank([cloth]);

        Assert.That((phone.Belief, cloth.Belief), Is.EqualTo((0.02f, 0.02f)));
    }

    [Test]
    public void A_guess_is_likelier_than_a_tax_number_which_is_likelier_than_a_date()
    {
        LineReading[] lines = [Line("12345678", 100, 30, 0.9f), Line("04595257", 100, 30, 0.9f), Line("20240623", 100, 30, 0.9f)];
        foreach (LineReading line in lines)
        {
            LineRanking.Rank([line]);
        }

        Assert.That(lines.Select(line => line.Belief), Is.Ordered.Descending);
        Assert.That(lines[0].Belief, Is.GreaterThan(1.5f * lines[1].Belief));
    }

    [Test]
    public void Two_letters_in_front_of_the_small_print_of_a_lettered_slip_are_a_caption()
    {
        LineReading number = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 4f);
        LineReading account = Line("73480351", y: 400, height: 20, prominence: 0.1f, letters: 4f, text: "JA");
        LineReading slip = Line("87654321", y: 500, height: 20, prominence: 0.5f, letters: 4f, text: "KR");

        LineReading above = Line("19945665", y: 10, height: 20, prominence: 0.1f, letters: 4f, text: "TA");

        LineRanking.Rank([number, account, slip, above]);

        Assert.That(account.Belief, Is.LessThan(0.05f));
        Assert.That(new[] { number.Belief, slip.Belief }, Has.All.GreaterThan(0.95f), "another slip in line with the first one stands out of its own surroundings");
        Assert.That(above.Belief, Is.GreaterThan(0.9f), "small print stands below the number");
        LineRanking.Rank([account]);
        Assert.That(account.Belief, Is.GreaterThan(0.9f), "alone it may be a number");
    }

    [TestCase("NO")]
    [TestCase("SN")]
    public void Captions_in_capitals_are_no_letters_of_an_invoice(string caption)
    {
        LineReading line = Line("12345678", y: 100, height: 30, prominence: 0.4f, letters: 4f, text: caption);

        LineRanking.Rank([line]);

        Assert.That(line.Belief, Is.LessThan(0.6f));
    }

    [Test]
    public void Faint_letters_are_believed_in_front_of_digits_that_stand_out_unless_they_are_a_tax_number()
    {
        LineReading outstanding = Line("12345678", y: 100, height: 30, prominence: 0.9f, letters: 1f);
        LineReading small = Line("12345678", y: 100, height: 30, prominence: 0.1f, letters: 1f);
        LineReading taxNumber = Line("04595257", y: 100, height: 30, prominence: 0.9f, letters: 1f);
        foreach (LineReading line in (LineReading[])[outstanding, small, taxNumber])
        {
            LineRanking.Rank([line]);
        }

        Assert.That(outstanding.Belief, Is.GreaterThan(0.96f));
        Assert.That(small.Belief, Is.LessThan(0.8f));
        Assert.That(taxNumber.Belief, Is.LessThan(0.9f));
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

    private const float PlainPresence = -0.3f;

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

        return new LineReading(hypothesis, votes, 1, 1, new ReadingConfidence(), letters > 0 ? new LetterPair(text, letters, PlainPresence) : null) { Row = new NumberLineCandidate(band, height, pitch, digits.Length, 1) { Prominence = prominence } };
    }
}
