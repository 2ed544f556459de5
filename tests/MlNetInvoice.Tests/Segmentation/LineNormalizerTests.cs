using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class LineNormalizerTests
{
    [Test]
    public void Defaults_are_those_of_the_documentation()
    {
        Assert.That(LineNormalizerOptions.Default, Is.EqualTo(new LineNormalizerOptions { PaperShare = 0.65f, InkShare = 0.04f, Radius = 28, ContrastFloor = 0.45f }));
    }

    [TestCase(20, 230, false)]
    [TestCase(230, 20, true)]
    [TestCase(120, 150, false)]
    public void Ink_of_any_luminance_becomes_bright_on_black(int ink, int paper, bool lightInk)
    {
        (byte[] strip, int width) = Normalize(DrawnLines.Draw("0817", 60, (byte)ink, (byte)paper), lightInk);
        (byte[] reference, _) = Normalize(DrawnLines.Draw("0817", 60, 0, 255), false);

        double error = 0;
        for (int i = 0; i < strip.Length; i++)
        {
            error += Math.Abs(strip[i] - reference[i]);
        }

        Assert.That(error / (LineNormalizer.Rows * width), Is.LessThan(2.0));
        Assert.That(reference.Count(value => value > 250), Is.GreaterThan(300));
        Assert.That(reference[..(3 * width)], Is.All.Zero, "rows above the digits");
    }

    [Test]
    public void A_shadow_along_the_line_is_evened_out()
    {
        GrayImage line = DrawnLines.Draw("08172645", 60, 60, 240);
        for (int y = 0; y < line.Height; y++)
        {
            for (int x = 0; x < line.Width; x++)
            {
                line[x, y] = (byte)(line[x, y] * (1.0 - (0.7 * x / line.Width)));
            }
        }

        (byte[] strip, int width) = Normalize(line, false);

        Assert.That(Brightest(strip, width, 0, width / 2), Is.GreaterThan(240));
        Assert.That(Brightest(strip, width, width / 2, width), Is.GreaterThan(240));
    }

    [Test]
    public void What_lies_outside_the_picture_is_paper()
    {
        GrayImage line = DrawnLines.Draw("8", 40, 20, 230);
        byte[] strip = new byte[28 * 50];

        new LineNormalizer().Normalize(line, Quad.FromBox(new PixelBox(-500, 0, 200, 40)), 50, strip);

        Assert.That(strip, Is.All.Zero);
        Assert.That(
            Assert.Throws<ArgumentException>(() => new LineNormalizer().Normalize(line, default, 50, new byte[7]))!.Message,
            Is.EqualTo("A strip of 50 columns has 1400 values, not 7. (Parameter 'destination')"));
    }

    [Test]
    public void The_band_of_a_line_is_found_with_its_skew([Values(-6, 0, 4)] int degrees)
    {
        GrayImage level = DrawnLines.Draw("40718823", 60, 40, 200);
        GrayImage line = new LineRotation(level.Width, level.Height, -degrees).Apply(level);
        using var patch = new LinePatch(line, new PixelBox(0, 0, line.Width, line.Height), 1);

        LineGeometry geometry = LineGeometryEstimator.Estimate(patch);

        Quad band = geometry.Band;
        float skew = MathF.Atan2(band.TopRight.Y - band.TopLeft.Y, band.TopRight.X - band.TopLeft.X) * 180f / MathF.PI;
        Assert.That(skew, Is.EqualTo(degrees).Within(1.1f));
        Assert.That(geometry.Height, Is.EqualTo(36f).Within(5f));
        Assert.That(geometry.At(0.5f, 0.5f).Y, Is.EqualTo((line.Height / 2f) - 0.5f).Within(3f));
    }

    [Test]
    public void A_strip_holds_the_band_in_rows_4_to_24()
    {
        var geometry = new LineGeometry(Quad.FromBox(new PixelBox(10, 40, 200, 40)));

        int width = geometry.GetStripWidth(1.5f, 14);
        Quad strip = geometry.GetStrip(width, 14);

        Assert.That(width, Is.EqualTo(150 + 28));
        Assert.That(strip.TopLeft.Y, Is.EqualTo(32f).Within(1e-3));
        Assert.That(strip.BottomLeft.Y, Is.EqualTo(88f).Within(1e-3));
        Assert.That(strip.TopLeft.X, Is.EqualTo(10f - (14 * 200f / 150)).Within(1e-3));
        Assert.That(geometry.Adjust(0.1f, 1.2f).Band.TopLeft.Y, Is.EqualTo(40f).Within(1e-3));
    }

    private static (byte[] Strip, int Width) Normalize(GrayImage line, bool lightInk)
    {
        // DrawnLines draws from a fifth to four fifths of the height.
        var geometry = new LineGeometry(Quad.FromBox(new PixelBox(0, line.Height / 5, line.Width, line.Height * 3 / 5)));
        int width = geometry.GetStripWidth(1f, 0);
        byte[] strip = new byte[LineNormalizer.Rows * width];
        new LineNormalizer().Normalize(line, geometry.GetStrip(width, 0), width, strip, lightInk);
        return (strip, width);
    }

    private static int Brightest(byte[] strip, int width, int from, int to)
    {
        int brightest = 0;
        for (int y = 0; y < LineNormalizer.Rows; y++)
        {
            for (int x = from; x < to; x++)
            {
                brightest = Math.Max(brightest, strip[(y * width) + x]);
            }
        }

        return brightest;
    }
}
