using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class GlyphGroupingTests
{
    private const float SplitRatio = 1.5f;

    [Test]
    public void The_boxes_of_a_row_come_from_left_to_right()
    {
        PixelBox[] boxes = Row(8);

        Assert.That(Find(Mask(boxes)), Is.EqualTo(boxes));
        Assert.That(GlyphGrouping.FindGlyphs(Mask(boxes), ConnectedComponents.Find(Mask(boxes)).Reverse(), SplitRatio), Is.EqualTo(boxes), "in whatever order components come");
    }

    [Test]
    public void Specks_and_smaller_print_above_and_below_are_left_out()
    {
        PixelBox[] boxes = Row(8);
        PixelBox[] rest = [new(2, 2, 2, 1), new(33, 20, 1, 2), new(20, 1, 6, 5), new(40, 1, 6, 5), new(20, 46, 6, 4)];

        Assert.That(Find(Mask([.. boxes, .. rest])), Is.EqualTo(boxes));
    }

    [Test]
    public void A_glyph_broken_across_is_one_again()
    {
        PixelBox[] boxes = Row(5);
        GrayImage mask = Mask(boxes);
        Clear(mask, new PixelBox(boxes[2].X, 24, 12, 2));

        Assert.That(Find(mask), Is.EqualTo(boxes));
    }

    [Test]
    public void A_glyph_broken_along_is_one_again_if_its_parts_are_lower_than_the_row()
    {
        PixelBox[] boxes = Row(5);
        GrayImage mask = Mask([.. boxes[..2], new(boxes[2].X, 10, 5, 15), new(boxes[2].X + 6, 15, 6, 20), .. boxes[3..]]);

        Assert.That(Find(mask), Is.EqualTo(boxes));
    }

    [Test]
    public void Two_glyphs_that_touch_are_cut_where_the_ink_is_least()
    {
        PixelBox[] boxes = Row(5);
        GrayImage mask = Mask([.. boxes, new(boxes[2].Right, 20, boxes[3].X - boxes[2].Right, 2)]);

        List<PixelBox> found = Find(mask);

        Assert.That(found, Has.Count.EqualTo(5));
        Assert.That(found[2].X, Is.EqualTo(boxes[2].X));
        Assert.That(found[2].Right, Is.EqualTo(found[3].X).And.InRange(boxes[2].Right, boxes[3].X));
        Assert.That(found[3].Right, Is.EqualTo(boxes[3].Right));
    }

    [Test]
    public void Parts_of_a_cut_piece_are_tight_above_and_below()
    {
        PixelBox[] boxes = [.. Row(3), new(72, 10, 12, 25), new(84, 14, 12, 21), .. Row(8)[6..]];

        List<PixelBox> found = Find(Mask(boxes));

        Assert.That(found, Has.Count.EqualTo(7));
        Assert.That((found[3].Y, found[4].Y), Is.EqualTo((10, 14)));
    }

    [TestCase(12, 1)]
    [TestCase(20, 2)]
    [TestCase(26, 2)]
    [TestCase(38, 3)]
    public void A_piece_is_cut_into_as_many_glyphs_as_it_is_wide(int width, int parts)
    {
        PixelBox[] row = Row(6);
        PixelBox wide = new(row[5].Right + 6, 10, width, 25);

        List<PixelBox> found = Find(Mask([.. row, wide]));

        Assert.That(found, Has.Count.EqualTo(6 + parts));
        Assert.That(found.Skip(6).Sum(box => box.Width), Is.EqualTo(width));
        Assert.That(found[^1].Right, Is.EqualTo(wide.Right));
    }

    [Test]
    public void Nothing_is_found_on_empty_paper_or_among_what_is_too_low()
    {
        Assert.That(Find(new GrayImage(100, 50)), Is.Empty);
        Assert.That(Find(Mask([.. Enumerable.Range(0, 8).Select(i => new PixelBox(10 + (i * 8), 10, 5, 4))])), Is.Empty);
    }

    [Test]
    public void Noise_by_the_thousand_does_not_hide_the_row()
    {
        PixelBox[] boxes = Row(8);
        var mask = new GrayImage(400, 50);
        for (int i = 0; i < 2000; i++)
        {
            mask[150 + (i % 125 * 2), 1 + (i / 125 * 3)] = 255;
        }

        Fill(mask, boxes);

        Assert.That(GlyphGrouping.FindGlyphs(mask, ConnectedComponents.Find(mask), SplitRatio), Is.EqualTo(boxes));
    }

    [TestCase(10, 2)]
    [TestCase(50, 5)]
    [TestCase(100, 20)]
    public void The_smallest_piece_grows_with_the_line(int height, int area)
    {
        Assert.That(GlyphGrouping.SmallestArea(new GrayImage(10, height)), Is.EqualTo(area));
    }

    private static List<PixelBox> Find(GrayImage mask) => GlyphGrouping.FindGlyphs(mask, ConnectedComponents.Find(mask), SplitRatio);

    private static PixelBox[] Row(int glyphs) => [.. Enumerable.Range(0, glyphs).Select(i => new PixelBox(10 + (i * 18), 10, 12, 25))];

    private static GrayImage Mask(PixelBox[] boxes)
    {
        var mask = new GrayImage(220, 50);
        Fill(mask, boxes);
        return mask;
    }

    private static void Fill(GrayImage mask, PixelBox[] boxes, byte value = 255)
    {
        foreach (PixelBox box in boxes)
        {
            for (int y = box.Y; y < box.Bottom; y++)
            {
                mask.GetRow(y).Slice(box.X, box.Width).Fill(value);
            }
        }
    }

    private static void Clear(GrayImage mask, PixelBox box) => Fill(mask, [box], 0);
}
