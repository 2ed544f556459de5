using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class ThresholdingTests
{
    [Test]
    public void Otsu_parts_two_levels_at_the_darker()
    {
        var image = new GrayImage(4, 1, [30, 200, 30, 200]);

        Assert.That(Thresholding.Otsu(image), Is.EqualTo(30));
        Assert.That(Thresholding.Global(image, 30).Pixels.ToArray(), Is.EqualTo(new byte[] { 255, 0, 255, 0 }));
    }

    [Test]
    public void Otsu_of_one_level_leaves_no_ink()
    {
        var image = new GrayImage(3, 1, [77, 77, 77]);

        Assert.That(Thresholding.Otsu(image), Is.EqualTo(76));
        Assert.That(Thresholding.Global(new GrayImage(2, 1), Thresholding.Otsu(new GrayImage(2, 1))).Pixels.ToArray(), Is.EqualTo(new byte[] { 0, 0 }));
    }

    [Test]
    public void Local_thresholds_find_ink_across_a_shadow_that_defeats_a_global_one()
    {
        GrayImage image = Shadowed(out bool[] truth);

        Assert.That(Errors(Thresholding.Global(image, Thresholding.Otsu(image)), truth), Is.GreaterThan(200), "the shadow is darker than the ink in the light");
        Assert.That(Errors(Thresholding.Sauvola(image, 25, 0.2f, 64f), truth), Is.Zero);
        Assert.That(Errors(Thresholding.OtsuPerTile(image, 20), truth), Is.LessThan(40));
    }

    [Test]
    public void Integral_sums_give_mean_and_deviation_of_any_rectangle()
    {
        var sums = new IntegralImage(new GrayImage(3, 2, [0, 10, 20, 40, 50, 60]));

        (float mean, float deviation) = sums.GetStatistics(1, -5, 9, 9);

        Assert.That(mean, Is.EqualTo(35f));
        Assert.That(deviation, Is.EqualTo(MathF.Sqrt(425f)).Within(1e-4));
        Assert.That(sums.GetStatistics(5, 0, 9, 2), Is.EqualTo((0f, 0f)));
    }

    [Test]
    public void Arguments_out_of_range_are_refused()
    {
        var image = new GrayImage(4, 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.Sauvola(image, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Thresholding.OtsuPerTile(image, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConnectedComponents.Find(image, 0));
    }

    // Paper falls from 250 to 90 from left to right; ink is 0.6 of the paper under it.
    private static GrayImage Shadowed(out bool[] truth)
    {
        var image = new GrayImage(160, 40);
        truth = new bool[160 * 40];
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 160; x++)
            {
                bool ink = x % 20 is >= 8 and < 12 && y is >= 10 and < 30;
                double paper = 250 - x;
                truth[(y * 160) + x] = ink;
                image[x, y] = (byte)(ink ? paper * 0.6 : paper);
            }
        }

        return image;
    }

    private static int Errors(GrayImage mask, bool[] truth)
    {
        int errors = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            errors += (mask.Pixels[i] != 0) != truth[i] ? 1 : 0;
        }

        return errors;
    }
}
