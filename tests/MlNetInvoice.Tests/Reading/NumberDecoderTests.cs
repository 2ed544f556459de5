using MlNetInvoice.Networks;

namespace MlNetInvoice.Reading;

public sealed class NumberDecoderTests
{
    [Test]
    public void Eight_digits_are_found_with_their_places_and_pitch()
    {
        float[] scores = Scores(80, "40718823", first: 9, pitch: 7.5f);

        NumberPath path = Decode(scores, 8, 8);

        Assert.That(Number(path), Is.EqualTo("40718823"));
        Assert.That(path.Positions[0], Is.EqualTo(9).Within(1));
        Assert.That(path.Pitch, Is.EqualTo(7.5f).Within(0.3f));
        Assert.That(path.MeanDigit, Is.GreaterThan(-0.6f));
        Assert.That(path.Margin, Is.GreaterThan(3f));
        Assert.That(path.Isolation, Is.GreaterThan(-0.1f));
    }

    [Test]
    public void A_ninth_digit_beside_the_number_shows_in_the_isolation()
    {
        NumberPath path = Decode(Scores(90, "407188235", first: 9, pitch: 7f), 8, 8);

        Assert.That(path.Count, Is.EqualTo(8));
        Assert.That(path.Isolation, Is.LessThan(-2f));
        Assert.That(path.Margin, Is.LessThan(1f), "the eight digits at the other end read as well");
    }

    [TestCase(16, TestName = "What looks like a digit where letters stand is beside the number")]
    [TestCase(20, TestName = "What looks like a digit where a ninth would stand is beside the number")]
    public void What_looks_like_a_digit_to_the_left_is_beside_the_number_but_not_behind_it(int window)
    {
        float[] scores = Scores(100, "40718823", first: 28, pitch: 8f);
        for (int t = window - 1; t <= window + 1; t++)
        {
            scores[t * 37] = MathF.Log(0.98f);
            scores[(t * 37) + PrintedClasses.None] = MathF.Log(0.01f);
        }

        NumberPath path = Decode(scores, 8, 8);

        Assert.That(path.Isolation, Is.LessThan(-2f));
        Assert.That(path.IsolationAfter, Is.GreaterThan(-0.1f));
    }

    [Test]
    public void Any_number_of_digits_is_read_whole([Values("123456", "9556939040118")] string digits)
    {
        Assert.That(Number(Decode(Scores(130, digits, first: 8, pitch: 6f), 4, 20)), Is.EqualTo(digits));
    }

    [Test]
    public void An_ambiguous_digit_lowers_the_margin_to_its_own()
    {
        float[] scores = Scores(80, "40718823", first: 9, pitch: 7f);
        for (int t = 0; t < 80; t++)
        {
            if (Math.Abs(t - (9 + 14)) <= 1)
            {
                scores[(t * 37) + 1] = MathF.Log(0.5f);
                scores[(t * 37) + 7] = MathF.Log(0.45f);
            }
        }

        NumberPath path = Decode(scores, 8, 8);

        Assert.That(Number(path), Is.EqualTo("40118823"));
        Assert.That(path.Margin, Is.EqualTo(MathF.Log(0.5f / 0.45f)).Within(0.02f));
    }

    [Test]
    public void Empty_paper_has_no_path()
    {
        Assert.That(Decode(Scores(80, "", 0, 7), 8, 8).Count, Is.Zero);
    }

    private static NumberPath Decode(float[] scores, int min, int max)
    {
        var path = new NumberPath();
        new NumberDecoder().Decode(scores, scores.Length / 37, min, max, 3.5f, 13f, path);
        return path;
    }

    private static string Number(NumberPath path) =>
        string.Concat(Enumerable.Range(0, path.Count).Select(i => ClassScores.IndexOfLargest(path.ScoresOf(i)).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // A perfect network: sure of the digit in the three windows round it, sure of none elsewhere.
    private static float[] Scores(int positions, string digits, int first, float pitch)
    {
        float[] scores = new float[positions * PrintedClasses.Count];
        for (int t = 0; t < positions; t++)
        {
            int label = PrintedClasses.None;
            for (int i = 0; i < digits.Length; i++)
            {
                if (MathF.Abs(t - (first + (i * pitch))) <= 1.3f)
                {
                    label = digits[i] - '0';
                }
            }

            for (int c = 0; c < PrintedClasses.Count; c++)
            {
                scores[(t * PrintedClasses.Count) + c] = MathF.Log(c == label ? 0.964f : 0.001f);
            }
        }

        return scores;
    }
}
