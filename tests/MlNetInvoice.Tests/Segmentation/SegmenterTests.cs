using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class SegmenterTests
{
    [Test]
    public void Defaults_are_those_of_the_documentation()
    {
        Assert.That(ProjectionSegmenterOptions.Default, Is.EqualTo(new ProjectionSegmenterOptions { Threshold = 130, RowShare = 0.25f, MinWidthShare = 0.08f, MinInkShare = 0.2f }));
        Assert.That(ComponentSegmenterOptions.Default, Is.EqualTo(new ComponentSegmenterOptions { Sensitivity = 0.2f, MaxSkewDegrees = 8f, SplitRatio = 1.6f }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ProjectionSegmenterOptions { Threshold = 256 });
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ComponentSegmenterOptions { MaxSkewDegrees = 21f });
    }

    [Test]
    public void Projections_find_the_digits_and_drop_a_speck()
    {
        GrayImage line = DrawnLines.Draw("31415", 40, ink: 20, paper: 230);
        line[2, 20] = 0;

        GlyphSegmentation found = new ProjectionSegmenter().Segment(line);

        Assert.That(found.Reason, Is.Empty);
        Assert.That(found.Glyphs.Select(glyph => glyph.InkBox), Is.EqualTo(DrawnLines.Boxes("31415", 40)));
        Assert.That(found.Glyphs[0].Box, Is.EqualTo(Quad.FromBox(found.Glyphs[0].InkBox)));
    }

    [Test]
    public void Projections_say_why_they_fail()
    {
        GlyphSegmentation light = new ProjectionSegmenter().Segment(DrawnLines.Draw("12", 40, ink: 140, paper: 230));
        GlyphSegmentation otsu = new ProjectionSegmenter(new ProjectionSegmenterOptions { Threshold = null }).Segment(DrawnLines.Draw("12", 40, ink: 140, paper: 230));

        Assert.That(light.Glyphs, Is.Empty);
        Assert.That(light.Reason, Is.EqualTo("No pixel is as dark as the threshold of 130."));
        Assert.That(otsu.Glyphs, Has.Count.EqualTo(2));
    }

    [Test]
    public void Components_find_digits_of_either_polarity([Values(20, 230)] int ink)
    {
        GlyphSegmentation found = new ComponentSegmenter().Segment(DrawnLines.Draw("00457", 40, (byte)ink, (byte)(250 - ink)));

        Assert.That(found.Glyphs.Select(glyph => glyph.InkBox), Is.EqualTo(DrawnLines.Boxes("00457", 40)));
        Assert.That(found.SkewDegrees, Is.Zero);
    }

    [Test]
    public void Components_merge_a_broken_stroke_and_split_touching_digits()
    {
        GrayImage line = DrawnLines.Draw("80086", 40, 20, 230);
        PixelBox[] boxes = DrawnLines.Boxes("80086", 40);
        for (int x = boxes[1].X; x < boxes[1].Right; x++)
        {
            line[x, 25] = 230; // the first 0 falls apart
        }

        for (int x = boxes[2].X; x < boxes[3].Right; x++)
        {
            line[x, boxes[2].Y + 1] = 20; // the second 0 and the 8 touch
        }

        IReadOnlyList<SegmentedGlyph> glyphs = new ComponentSegmenter().Segment(line).Glyphs;

        Assert.That(glyphs, Has.Count.EqualTo(5));
        for (int i = 0; i < 5; i++)
        {
            Assert.That(glyphs[i].InkBox.X, Is.EqualTo(boxes[i].X).Within(4), $"glyph {i}");
            Assert.That(glyphs[i].InkBox.Height, Is.EqualTo(boxes[i].Height).Within(1), $"glyph {i}");
        }
    }

    [Test]
    public void Components_correct_skew_and_give_boxes_in_the_source([Values(-8, -3, 5, 8)] int degrees)
    {
        GrayImage level = DrawnLines.Draw("40718823", 40, 20, 230);
        GrayImage skewed = new LineRotation(level.Width, level.Height, -degrees).Apply(level);

        GlyphSegmentation found = new ComponentSegmenter().Segment(skewed);

        Assert.That(found.SkewDegrees, Is.EqualTo(degrees).Within(1f));
        Assert.That(found.Glyphs, Has.Count.EqualTo(8));
        PixelPoint first = found.Glyphs[0].Box.TopLeft;
        PixelPoint last = found.Glyphs[7].Box.TopLeft;
        Assert.That(MathF.Atan2(last.Y - first.Y, last.X - first.X) * 180f / MathF.PI, Is.EqualTo(degrees).Within(1.2f));
    }

    [Test]
    public void Components_say_why_they_fail()
    {
        GlyphSegmentation blank = new ComponentSegmenter().Segment(new GrayImage(100, 40));
        GlyphSegmentation tiny = new ComponentSegmenter().Segment(new GrayImage(7, 9));

        Assert.That(blank.Glyphs, Is.Empty);
        Assert.That(blank.Reason, Is.EqualTo("No connected ink of the height of a text line was found."));
        Assert.That(tiny.Reason, Is.EqualTo("A line of 7×9 pixels is too small for digits."));
    }
}
