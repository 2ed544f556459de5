using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class DigitNormalizerTests
{
    [Test]
    public void Defaults_are_MNISTs()
    {
        Assert.That(DigitNormalizerOptions.Mnist, Is.EqualTo(
            new DigitNormalizerOptions { Style = DigitNormalizerStyle.Mnist, LongestSide = 20f, Border = 0.25f, StretchContrast = true }));
    }

    [TestCase(10, 40, 5, 20)]
    [TestCase(60, 30, 20, 10)]
    [TestCase(5, 10, 10, 20)]
    public void The_longest_side_is_twenty_and_the_aspect_is_kept(int width, int height, int columns, int rows)
    {
        float[] glyph = new float[DigitNormalizer.Length];

        new DigitNormalizer().Normalize(Filled(width, height), new PixelBox(3, 3, width, height), glyph);

        Assert.That(glyph.Sum(), Is.EqualTo(columns * rows).Within(2 * (columns + rows)));
        Assert.That(Inked(glyph, row: true), Is.EqualTo(rows).Within(1));
        Assert.That(Inked(glyph, row: false), Is.EqualTo(columns).Within(1));
        Assert.That(glyph.Max(), Is.EqualTo(1f));
    }

    [Test]
    public void The_centre_of_mass_is_the_middle()
    {
        var ink = new GrayImage(20, 20);
        for (int i = 0; i < 20; i++)
        {
            ink[7, i] = 255; // a 4 of sorts, its stem left of the middle
            ink[8, i] = 255;
            ink.GetRow(12)[i] = 255;
        }

        float[] glyph = new float[DigitNormalizer.Length];
        new DigitNormalizer().Normalize(ink, new PixelBox(0, 0, 20, 20), glyph);

        double mass = glyph.Sum(value => (double)value);
        Assert.That(glyph.Select((value, i) => value * ((i % 28) + 0.5)).Sum() / mass, Is.EqualTo(14).Within(0.05));
        Assert.That(glyph.Select((value, i) => value * ((i / 28) + 0.5)).Sum() / mass, Is.EqualTo(14).Within(0.05));
    }

    [Test]
    public void The_reports_way_stretches_to_the_border()
    {
        float[] glyph = new float[DigitNormalizer.Length];

        new DigitNormalizer(DigitNormalizerOptions.BorderBicubic).Normalize(Filled(8, 40), new PixelBox(3, 3, 8, 40), glyph);

        Assert.That(Inked(glyph, row: true), Is.EqualTo(19).Within(1), "two thirds of 28");
        Assert.That(Inked(glyph, row: false), Is.EqualTo(19).Within(1));
        Assert.That(glyph[(14 * 28) + 14], Is.EqualTo(1f).Within(0.1));
        Assert.That(glyph[0], Is.Zero);
    }

    [Test]
    public void Wrong_arguments_are_named()
    {
        var normalizer = new DigitNormalizer();

        Assert.That(
            Assert.Throws<ArgumentException>(() => normalizer.Normalize(new GrayImage(4, 4), new PixelBox(0, 0, 4, 4), new float[10]))!.Message,
            Is.EqualTo("A normalised glyph has 784 values, not 10. (Parameter 'destination')"));
        Assert.Throws<ArgumentOutOfRangeException>(() => normalizer.Normalize(new GrayImage(4, 4), new PixelBox(1, 0, 4, 4), new float[784]));
    }

    [Test]
    public void Paper_alone_stays_paper()
    {
        float[] glyph = new float[DigitNormalizer.Length];
        glyph.AsSpan().Fill(9f);

        new DigitNormalizer().Normalize(new GrayImage(6, 6), new PixelBox(0, 0, 6, 6), glyph);

        Assert.That(glyph, Is.All.Zero);
    }

    private static GrayImage Filled(int width, int height)
    {
        var ink = new GrayImage(width + 6, height + 6);
        for (int y = 3; y < height + 3; y++)
        {
            ink.GetRow(y).Slice(3, width).Fill(255);
        }

        return ink;
    }

    private static int Inked(float[] glyph, bool row) =>
        Enumerable.Range(0, 28).Count(i => Enumerable.Range(0, 28).Any(j => glyph[row ? (i * 28) + j : (j * 28) + i] > 0.5f));
}
