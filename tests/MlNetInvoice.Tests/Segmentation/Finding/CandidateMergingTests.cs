using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

public sealed class CandidateMergingTests
{
    [Test]
    public void Of_one_row_that_several_scales_found_the_best_is_kept()
    {
        List<NumberLineCandidate> merged = CandidateMerging.Merge([Row(100, 200, 8, score: 0.6f), Row(101, 202, 8, score: 0.9f, height: 28), Row(99, 199, 8, score: 0.3f)], 10);

        Assert.That(merged.Single().Score, Is.EqualTo(0.9f));
        Assert.That(merged[0].CapHeight, Is.EqualTo(28));
    }

    [Test]
    public void The_best_keeps_its_edges_and_reaches_as_far_as_the_longest_at_both_ends()
    {
        NumberLineCandidate longer = Row(48, 201, 10, score: 0.4f);
        NumberLineCandidate merged = CandidateMerging.Merge([Row(100, 200, 6, score: 0.8f), longer], 10).Single();

        Assert.That(merged.GlyphCount, Is.EqualTo(10));
        Assert.That(merged.Quad.TopLeft.X, Is.EqualTo(longer.Quad.TopLeft.X).Within(0.01));
        Assert.That(merged.Quad.BottomRight.X, Is.EqualTo(longer.Quad.BottomRight.X).Within(0.01));
        Assert.That((merged.Quad.TopLeft.Y, merged.Quad.BottomRight.Y), Is.EqualTo((200f, 230f)));
    }

    [Test]
    public void A_turned_row_is_lengthened_along_its_own_direction([Values(-60, 30, 90)] float degrees)
    {
        NumberLineCandidate shorter = Turned(Row(100, 0, 6, score: 0.8f), degrees), longer = Turned(Row(100, 0, 9, score: 0.4f), degrees);

        NumberLineCandidate merged = CandidateMerging.Merge([shorter, longer], 10).Single();

        Assert.That(merged.Quad.TopRight.X, Is.EqualTo(longer.Quad.TopRight.X).Within(0.05));
        Assert.That(merged.Quad.TopRight.Y, Is.EqualTo(longer.Quad.TopRight.Y).Within(0.05));
        Assert.That(merged.Quad.TopLeft.X, Is.EqualTo(shorter.Quad.TopLeft.X).Within(0.05));
    }

    [Test]
    public void A_row_that_was_found_in_the_opposite_direction_is_the_same_row()
    {
        Assert.That(CandidateMerging.Merge([Row(100, 200, 8, score: 0.9f), Row(100, 200, 8, score: 0.5f).Reversed()], 10), Has.Count.EqualTo(1));
    }

    [Test]
    public void Rows_above_each_other_beside_each_other_and_of_another_height_are_all_kept()
    {
        NumberLineCandidate[] rows =
        [
            Row(100, 200, 8, score: 0.9f), Row(100, 212, 8, score: 0.8f), Row(400, 200, 8, score: 0.7f), Row(100, 200, 8, score: 0.6f, height: 42), Turned(Row(100, 700, 8, score: 0.5f), 40),
        ];

        Assert.That(CandidateMerging.Merge([.. rows], 10).Select(row => row.Quad), Is.EqualTo(rows.Select(row => row.Quad)));
    }

    [Test]
    public void The_best_come_first_and_no_more_than_wanted()
    {
        List<NumberLineCandidate> found = [.. Enumerable.Range(0, 6).Select(i => Row(100, 100 + (i * 100), 8, score: 0.1f * ((i * 5 % 6) + 1)))];

        Assert.That(CandidateMerging.Merge([.. found], 3).Select(row => row.Score), Is.EqualTo(new[] { 0.6f, 0.5f, 0.4f }).Within(1e-5f));
        Assert.That(CandidateMerging.Merge([.. found], 100), Has.Count.EqualTo(6));
        Assert.That(CandidateMerging.Merge([], 3), Is.Empty);
    }

    [Test]
    public void Rows_that_are_not_returned_count_for_the_prominence_of_those_that_are()
    {
        List<NumberLineCandidate> found = [Row(100, 100, 8, score: 0.9f), .. Enumerable.Range(0, 5).Select(i => Row(100, 200 + (i * 60), 8, score: 0.8f, height: 20))];

        NumberLineCandidate best = CandidateMerging.Merge(found, 1).Single();

        Assert.That(best.Prominence, Is.GreaterThan(0.85f));
    }

    private static NumberLineCandidate Row(float x, float y, int glyphs, float score, float height = 30)
    {
        float length = glyphs * 24;
        var quad = new Quad(new(x, y), new(x + length, y), new(x + length, y + height), new(x, y + height));
        return new NumberLineCandidate(quad, height, 24, glyphs, score);
    }

    private static NumberLineCandidate Turned(NumberLineCandidate row, float degrees)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        PixelPoint Turn(PixelPoint p) => new((p.X * cos) - (p.Y * sin), (p.X * sin) + (p.Y * cos));
        Quad q = row.Quad;
        return row with { Quad = new Quad(Turn(q.TopLeft), Turn(q.TopRight), Turn(q.BottomRight), Turn(q.BottomLeft)) };
    }
}
