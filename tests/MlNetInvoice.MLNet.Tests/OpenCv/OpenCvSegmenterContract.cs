using MlNetInvoice.Imaging;
using MlNetInvoice.Segmentation;

namespace MlNetInvoice.OpenCv;

/// <summary>What holds whichever binding of OpenCV segments: run here for OpenCvSharp and in the tests of MlNetInvoice.EmguCV for Emgu CV.</summary>
public abstract class OpenCvSegmenterContract
{
    protected abstract ISegmenter Make(OpenCvSegmenterOptions? options = null);

    [Test]
    public void Digits_of_either_polarity_are_found([Values(20, 230)] int ink)
    {
        GlyphSegmentation found = Make().Segment(DrawnLines.Draw("00457", 40, (byte)ink, (byte)(250 - ink)));

        Assert.That(found.Reason, Is.Empty);
        Assert.That(found.Glyphs.Select(glyph => glyph.InkBox), Is.EqualTo(DrawnLines.Boxes("00457", 40)));
        Assert.That(found.Glyphs[0].Box, Is.EqualTo(Quad.FromBox(found.Glyphs[0].InkBox)));
        Assert.That(found.SkewDegrees, Is.Zero);
    }

    [Test]
    public void A_shadow_whose_edge_falls_between_two_digits_does_not_matter()
    {
        GrayImage line = DrawnLines.Draw("31480", 40, 20, 230);
        for (int y = 0; y < line.Height; y++)
        {
            foreach (ref byte pixel in line.GetRow(y)[80..])
            {
                pixel = (byte)(pixel / 3);
            }
        }

        Assert.That(Make().Segment(line).Glyphs, Has.Count.EqualTo(5));
    }

    [Test]
    public void Dots_of_one_stroke_are_joined_and_touching_digits_cut()
    {
        GrayImage line = DrawnLines.Draw("80086", 60, 20, 230);
        PixelBox[] boxes = DrawnLines.Boxes("80086", 60);
        for (int x = boxes[1].X; x < boxes[1].Right; x++)
        {
            line[x, 36] = 230; // the first 0 falls apart
        }

        for (int x = boxes[2].X; x < boxes[3].Right; x++)
        {
            line[x, boxes[2].Y] = 20; // the second 0 and the 8 touch
        }

        PixelBox[] found = [.. Make().Segment(line).Glyphs.Select(glyph => glyph.InkBox)];

        Assert.That(found, Has.Length.EqualTo(5));
        for (int i = 0; i < found.Length; i++)
        {
            Assert.That(found[i].X, Is.EqualTo(boxes[i].X).Within(6));
            Assert.That(found[i].Right, Is.EqualTo(boxes[i].Right).Within(6));
        }
    }

    [TestCase(-6f)]
    [TestCase(5f)]
    public void Skew_is_levelled_and_boxes_refer_to_the_source(float degrees)
    {
        GrayImage level = Framed(DrawnLines.Draw("3055082", 40, 20, 230), 30);
        GrayImage skewed = Turn(level, degrees);

        GlyphSegmentation found = Make().Segment(skewed);

        Assert.That(found.SkewDegrees, Is.EqualTo(degrees).Within(1.5));
        Assert.That(found.Glyphs, Has.Count.EqualTo(7));
        float drop = found.Glyphs[^1].Box.BottomLeft.Y - found.Glyphs[0].Box.BottomLeft.Y;
        float run = found.Glyphs[^1].Box.BottomLeft.X - found.Glyphs[0].Box.BottomLeft.X;
        Assert.That(Math.Atan2(drop, run) * 180 / Math.PI, Is.EqualTo(degrees).Within(1.5));
    }

    [Test]
    public void What_holds_no_line_is_a_reason_and_never_a_crash()
    {
        ISegmenter segmenter = Make();
        var random = new Random(3);

        Assert.That(segmenter.Segment(new GrayImage(3, 200)).Reason, Is.EqualTo("A line of 3×200 pixels is too small for digits."));
        foreach ((int width, int height) in new[] { (8, 8), (9, 400), (400, 9), (64, 64), (1000, 30) })
        {
            var blank = new GrayImage(width, height);
            Assert.That(segmenter.Segment(blank).Reason, Is.EqualTo("No connected ink of the height of a text line was found."));
            blank.Pixels.Fill(255);
            Assert.That(segmenter.Segment(blank).Glyphs, Is.Empty);
            random.NextBytes(blank.Pixels);
            GlyphSegmentation noise = segmenter.Segment(blank);
            Assert.That(noise.Glyphs.All(g => g.InkBox.X >= 0 && g.InkBox.Y >= 0 && g.InkBox.Right <= width && g.InkBox.Bottom <= height), Is.True);
        }
    }

    [Test]
    public void Threads_may_share_one()
    {
        ISegmenter segmenter = Make();
        GrayImage line = DrawnLines.Draw("8008613570", 40, 20, 230);
        PixelBox[] alone = [.. segmenter.Segment(line).Glyphs.Select(g => g.InkBox)];

        PixelBox[][] together = [.. Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Select(_ => segmenter.Segment(line).Glyphs.Select(g => g.InkBox).ToArray())];

        Assert.That(together, Is.All.EqualTo(alone));
    }

    private static GrayImage Framed(GrayImage image, int margin)
    {
        var framed = new GrayImage(image.Width + (2 * margin), image.Height + (2 * margin));
        framed.Pixels.Fill(230);
        for (int y = 0; y < image.Height; y++)
        {
            image.GetRow(y).CopyTo(framed.GetRow(y + margin)[margin..]);
        }

        return framed;
    }

    private static GrayImage Turn(GrayImage image, float degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        var turned = new GrayImage(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                double dx = x - (image.Width / 2.0);
                double dy = y - (image.Height / 2.0);
                int sourceX = (int)Math.Round((dx * cosine) + (dy * sine) + (image.Width / 2.0));
                int sourceY = (int)Math.Round((dy * cosine) - (dx * sine) + (image.Height / 2.0));
                turned[x, y] = (uint)sourceX < (uint)image.Width && (uint)sourceY < (uint)image.Height ? image[sourceX, sourceY] : (byte)230;
            }
        }

        return turned;
    }
}
