using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation.Finding;

namespace MlNetInvoice.Reading;

public sealed class RowSelectionTests
{
    private const float PlainLetters = -0.2f;
    private const float NoLetters = -6f;
    private static readonly NumberLineCandidate _number = Row(y: 100, height: 30, prominence: 0.9f);
    private static readonly NumberLineCandidate _taxNumber = Row(y: 200, height: 22, prominence: 0.3f);

    [Test]
    public void Smaller_rows_of_a_slip_whose_lettered_number_was_found_are_not_probed()
    {
        var selection = new RowSelection();
        Assert.That(selection.IsWorthProbing(_taxNumber));

        selection.Add(Probe(_number, "12345678", PlainLetters));

        Assert.That(selection.IsWorthProbing(_taxNumber), Is.False);
        Assert.That(selection.IsWorthProbing(Row(y: 160, height: 30, prominence: 0.9f)), "rows of a list are of one size");
        Assert.That(selection.IsWorthProbing(Row(y: 3000, height: 22, prominence: 0.3f)), "another slip");
        Assert.That(selection.IsWorthProbing(Row(y: 20, height: 22, prominence: 0.1f)), "small print stands below the number");
    }

    [Test]
    public void A_smaller_row_that_stands_out_of_a_slip_of_its_own_is_probed()
    {
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", PlainLetters));

        Assert.That(selection.IsWorthProbing(Row(y: 200, height: 22, prominence: 0.46f)), "the number of another slip, in line with the first one");
        Assert.That(selection.IsWorthProbing(Row(y: 200, height: 22, prominence: 0.46f) with { GlyphCount = 5 }), Is.False, "no row of eight digits");
    }

    [TestCase(8, 0.3f, false)]
    [TestCase(9, 0.3f, true)]
    [TestCase(11, 0.3f, true)]
    [TestCase(12, 0.3f, false)]
    [TestCase(10, 0.1f, false)]
    public void A_smaller_row_of_as_many_glyphs_as_letters_and_digits_is_probed_unless_it_is_small_print(int glyphs, float prominence, bool isProbed)
    {
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", PlainLetters));

        Assert.That(selection.IsWorthProbing(Row(y: 200, height: 22, prominence) with { GlyphCount = glyphs }), Is.EqualTo(isProbed));
    }

    [Test]
    public void A_row_is_measured_by_the_best_one_with_letters()
    {
        NumberLineCandidate border = _number with { Score = 0.95f }, listed = _number with { Score = 0.33f };
        var selection = new RowSelection();
        selection.Add(Probe(border, "12345678", NoLetters));
        Assert.That(selection.IsLikely(listed, border), Is.False);

        selection.Add(Probe(listed with { Score = 0.4f }, "12345678", PlainLetters));

        Assert.That(selection.IsLikely(listed, border));
        Assert.That(selection.IsLikely(listed with { Score = 0.15f }, border), Is.False);
    }

    [Test]
    public void Without_letters_a_row_ends_nothing_for_others()
    {
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", NoLetters));

        Assert.That(selection.IsWorthProbing(_taxNumber));
    }

    [Test]
    public void The_lettered_row_displaces_the_larger_one_without_letters_on_its_slip()
    {
        NumberLineCandidate stamp = Row(y: 300, height: 44, prominence: 0.9f);
        var selection = new RowSelection();
        selection.Add(Probe(stamp, "90810033", NoLetters));
        selection.Add(Probe(_number, "12345678", PlainLetters));

        Assert.That(Rows(selection), Is.EqualTo(new[] { _number }));
    }

    [Test]
    public void A_row_whose_letters_are_faint_is_read_beside_a_lettered_one()
    {
        NumberLineCandidate below = Row(y: 400, height: 30, prominence: 0.9f);
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", PlainLetters));
        selection.Add(Probe(below, "12345679", -2.4f));

        Assert.That(Rows(selection), Is.EqualTo(new[] { _number, below }));
    }

    [Test]
    public void Every_lettered_row_is_read_the_plainest_first_and_what_reads_as_nothing_is_not()
    {
        NumberLineCandidate elsewhere = Row(y: 3000, height: 30, prominence: 0.8f);
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", PlainLetters, -0.3f));
        selection.Add(Probe(elsewhere, "87654321", PlainLetters, -0.1f));
        selection.Add(Probe(Row(y: 5000, height: 30, prominence: 0.5f), "11223344", PlainLetters, -1.2f));

        Assert.That(Rows(selection), Is.EqualTo(new[] { elsewhere, _number }));
        Assert.That(selection.Take(1, 0).Select(probe => probe.Row), Is.EqualTo(new[] { elsewhere }));
    }

    [Test]
    public void One_place_is_read_once()
    {
        var selection = new RowSelection();
        selection.Add(Probe(_number, "12345678", PlainLetters));
        selection.Add(Probe(_number.Reversed(), "82945621", NoLetters));

        Assert.That(Rows(selection), Is.EqualTo(new[] { _number }));
    }

    [Test]
    public void Letters_in_front_of_one_digit_again_and_again_are_no_letters()
    {
        Assert.That(Probe(_number, "60000080", PlainLetters).HasLetters, Is.False);
        Assert.That(Probe(_number, "60010080", PlainLetters).HasLetters, Is.True);
    }

    private static IEnumerable<NumberLineCandidate> Rows(RowSelection selection) => selection.Take(8, 4).Select(probe => probe.Row);

    private static RowProbe Probe(NumberLineCandidate row, string digits, float letters, float quality = -0.2f) => new(row, quality, digits, row.Quad, letters);

    private static NumberLineCandidate Row(int y, int height, float prominence) =>
        new(Quad.FromBox(new PixelBox(50, y, 240, height)), height, 26, 8, 1) { Prominence = prominence };
}
