namespace MlNetInvoice.Segmentation.Finding;

public sealed class ImageScalesTests
{
    [Test]
    public void Halving_rounds_the_mean_of_four_pixels_at_every_width([Range(2, 70)] int width, [Values(2, 3, 7)] int height)
    {
        byte[] pixels = Noise(width * height, seed: width);
        byte[] target = new byte[width / 2 * (height / 2)];

        PixelPlane half = ImageScales.Shrink(new PixelPlane(pixels, width, height), 2, target);

        Assert.That((half.Width, half.Height), Is.EqualTo((width / 2, height / 2)));
        Assert.That(target, Is.EqualTo(Means(pixels, width, height, 2).Select(mean => (byte)Math.Floor(mean + 0.5))));
    }

    [Test]
    public void Whole_factors_give_the_mean_of_what_a_pixel_covers([Range(3, 16)] int factor, [Values(0, 1, 2)] int rest)
    {
        // Rounding, and the reciprocal's own error of a third of a level at most.
        const double tolerance = 0.5 + 0.34;
        int width = (factor * 21) + rest, height = (factor * 2) + rest;
        byte[] pixels = Noise(width * height, seed: factor);
        byte[] target = new byte[21 * 2];

        PixelPlane small = ImageScales.Shrink(new PixelPlane(pixels, width, height), factor, target);

        Assert.That((small.Width, small.Height), Is.EqualTo((21, 2)));
        Assert.That(target.Select(level => (double)level), Is.EqualTo(Means(pixels, width, height, factor)).Within(tolerance));
    }

    [Test]
    public void Black_stays_black_and_white_white([Range(2, 16)] int factor)
    {
        byte[] pixels = new byte[factor * factor * 40];
        byte[] target = new byte[40];

        ImageScales.Shrink(new PixelPlane(pixels, factor * 40, factor), factor, target);
        Assert.That(target, Has.All.EqualTo((byte)0));

        pixels.AsSpan().Fill(255);
        ImageScales.Shrink(new PixelPlane(pixels, factor * 40, factor), factor, target);
        Assert.That(target, Has.All.EqualTo((byte)255));
    }

    [Test]
    public void Columns_and_rows_that_fill_no_pixel_are_left_out_and_the_rest_of_the_buffer_untouched([Values(2, 3)] int factor)
    {
        int side = (factor * 2) + factor - 1;
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i % side >= factor * 2 || i / side >= factor * 2 ? 255 : 40);
        }

        byte[] target = [.. Enumerable.Repeat((byte)7, 6)];
        ImageScales.Shrink(new PixelPlane(pixels, side, side), factor, target);

        Assert.That(target, Is.EqualTo(new byte[] { 40, 40, 40, 40, 7, 7 }));
    }

    private static byte[] Noise(int length, int seed)
    {
        byte[] noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static double[] Means(byte[] pixels, int width, int height, int factor)
    {
        double[] means = new double[width / factor * (height / factor)];
        for (int i = 0; i < means.Length; i++)
        {
            int left = i % (width / factor) * factor, top = i / (width / factor) * factor, sum = 0;
            for (int k = 0; k < factor * factor; k++)
            {
                sum += pixels[((top + (k / factor)) * width) + left + (k % factor)];
            }

            means[i] = (double)sum / (factor * factor);
        }

        return means;
    }
}
