using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation.Finding;

public sealed class LineGrouperTests
{
    // Glyphs of 12 × 20 pixels, 16 pixels apart, the first one's corner at (20, 30).
    private const int Pitch = 16;

    [Test]
    public void Eight_even_glyphs_are_one_line_with_its_exact_place()
    {
        NumberLineCandidate line = Row(8).Lines().Single();

        Assert.That((line.GlyphCount, line.Pitch), Is.EqualTo((8, 16f)));
        Assert.That(line.CapHeight, Is.EqualTo(20).Within(0.01));
        Assert.That(line.Score, Is.EqualTo(1).Within(0.01));
        AssertPlace(line.Quad, 20, 30, 20 + (7 * Pitch) + 12, 50, within: 0.05);
    }

    [Test]
    public void A_place_is_given_in_pixels_of_the_picture()
    {
        NumberLineCandidate line = Row(8).Lines(toPicture: 4).Single();

        Assert.That((line.Pitch, line.CapHeight), Is.EqualTo((64f, 80f)).Using<(float Pitch, float Height)>((a, b) => Math.Abs(a.Pitch - b.Pitch) + Math.Abs(a.Height - b.Height) < 0.1));
        AssertPlace(line.Quad, 80, 120, 4 * (20 + (7 * Pitch) + 12), 200, within: 0.2);
    }

    [TestCase(3, 0)]
    [TestCase(4, 1)]
    public void Fewer_glyphs_than_wanted_are_no_line(int glyphs, int lines)
    {
        Assert.That(Row(glyphs).Lines(), Has.Count.EqualTo(lines));
    }

    [Test]
    public void A_line_goes_on_over_one_missing_glyph_but_not_over_three()
    {
        NumberLineCandidate one = Row(9, missing: [4]).Lines().Single();
        Assert.That(one.GlyphCount, Is.EqualTo(8));
        AssertPlace(one.Quad, 20, 30, 20 + (8 * Pitch) + 12, 50, within: 0.05);

        List<NumberLineCandidate> three = Row(11, missing: [4, 5, 6]).Lines();
        Assert.That(three.Select(line => line.GlyphCount), Is.EqualTo(new[] { 4, 4 }));
    }

    [Test]
    public void A_glyph_in_two_fragments_counts_as_one()
    {
        DrawnInk ink = Row(9, missing: [5]).Fill(20 + (5 * Pitch), 30, 12, 8).Fill(20 + (5 * Pitch), 42, 12, 8);

        NumberLineCandidate line = ink.Lines().Single();

        Assert.That(line.GlyphCount, Is.EqualTo(9));
        AssertPlace(line.Quad, 20, 30, 20 + (8 * Pitch) + 12, 50, within: 0.05);
    }

    [Test]
    public void Two_glyphs_that_touch_count_as_two([Values(0, 3, 7)] int first)
    {
        DrawnInk ink = Row(9, missing: [first, first + 1]).Ring(20 + (first * Pitch), 30, Pitch + 12, 20);

        NumberLineCandidate line = ink.Lines().MaxBy(found => found.GlyphCount);

        Assert.That(line.GlyphCount, Is.EqualTo(9));
        AssertPlace(line.Quad, 20, 30, 20 + (8 * Pitch) + 12, 50, within: 2);
    }

    [Test]
    public void A_line_is_found_at_any_angle([Values(-80, -45, -20, 0, 12, 33, 60, 90)] float degrees)
    {
        DrawnInk ink = new DrawnInk(320, 320).TurnedRings(160, 160, 8, 16, 12, 20, degrees);

        NumberLineCandidate line = ink.Lines().MaxBy(found => found.GlyphCount);

        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        PixelPoint right = new(160 + (124 * cos) - (10 * sin), 160 + (124 * sin) + (10 * cos));
        Quad quad = line.Quad;
        Assert.That(line.GlyphCount, Is.EqualTo(8));
        Assert.That(line.Pitch, Is.EqualTo(16).Within(1));
        Assert.That((quad.TopRight.X + quad.BottomRight.X) / 2, Is.EqualTo(right.X).Within(2));
        Assert.That((quad.TopRight.Y + quad.BottomRight.Y) / 2, Is.EqualTo(right.Y).Within(2));
    }

    [Test]
    public void Glyphs_whose_heights_alternate_are_no_line()
    {
        var ink = new DrawnInk(320, 90);
        for (int i = 0; i < 8; i++)
        {
            ink.Ring(20 + (i * 32), i % 2 == 0 ? 30 : 24, 12, i % 2 == 0 ? 20 : 32);
        }

        Assert.That(ink.Lines(), Is.Empty);
    }

    [Test]
    public void Solid_bars_and_what_is_lower_than_eight_pixels_are_no_line()
    {
        var bars = new DrawnInk(320, 90);
        var low = new DrawnInk(320, 90);
        for (int i = 0; i < 8; i++)
        {
            bars.Fill(20 + (i * Pitch), 30, 12, 20);
            low.Ring(20 + (i * 8), 30, 6, 7, stroke: 2);
        }

        Assert.That(bars.Lines(), Is.Empty);
        Assert.That(low.Lines(), Is.Empty);
    }

    [Test]
    public void Two_rows_above_each_other_are_two_lines()
    {
        DrawnInk ink = Row(8);
        for (int i = 0; i < 8; i++)
        {
            ink.Ring(20 + (i * Pitch), 75, 12, 20);
        }

        Assert.That(ink.Lines().Select(line => line.Quad.TopLeft.Y).Order(), Is.EqualTo(new[] { 30f, 75f }).Within(0.05f));
    }

    [Test]
    public void Empty_paper_has_no_line()
    {
        Assert.That(new DrawnInk(100, 100).Lines(), Is.Empty);
    }

    private static DrawnInk Row(int glyphs, params int[] missing)
    {
        var ink = new DrawnInk(320, 120);
        for (int i = 0; i < glyphs; i++)
        {
            if (!missing.Contains(i))
            {
                ink.Ring(20 + (i * Pitch), 30, 12, 20);
            }
        }

        return ink;
    }

    private static void AssertPlace(Quad quad, float left, float top, float right, float bottom, double within)
    {
        float[] found = [quad.TopLeft.X, quad.TopLeft.Y, quad.BottomRight.X, quad.BottomRight.Y];
        Assert.That(found, Is.EqualTo(new[] { left, top, right, bottom }).Within((float)within));
    }
}
