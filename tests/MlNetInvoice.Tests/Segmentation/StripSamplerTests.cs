using MlNetInvoice.Imaging;

namespace MlNetInvoice.Segmentation;

public sealed class StripSamplerTests
{
    [Test]
    public void Eight_columns_at_once_give_what_one_after_the_other_does([Values(1, 2, 3, 4)] int taps, [Values(1, 7, 8, 9, 61)] int columns)
    {
        using LinePatch patch = Noise(97, 41, 1);
        var random = new Random(taps);
        for (int i = 0; i < 40; i++)
        {
            // Some of the lines leave the patch.
            float length = random.NextSingle() * 110, angle = (random.NextSingle() - 0.5f) * 0.8f;
            var line = new StripSampler.TapLine(
                (random.NextSingle() * 60) - 8, (random.NextSingle() * 50) - 4, length * MathF.Cos(angle) / (columns * taps), length * MathF.Sin(angle) / (columns * taps), taps);
            short[] fast = new short[columns], plain = new short[columns];
            fast.AsSpan().Fill((short)i);
            plain.AsSpan().Fill((short)i);

            StripSampler.AddRow(patch, line, fast);
            StripSampler.AddColumns(patch, line, 0, columns, plain);

            Assert.That(fast, Is.EqualTo(plain), $"line {i}");
        }
    }

    [Test]
    public void A_row_that_was_outside_once_stays_so()
    {
        using LinePatch patch = Noise(20, 20, 1);
        short[] row = [short.MinValue / 2, 0, 0, 0, 0, 0, 0, 0];

        StripSampler.AddRow(patch, new StripSampler.TapLine(2, 2, 1, 0, 1), row);

        Assert.That(row[0], Is.Negative);
        Assert.That(row[1], Is.EqualTo(4 * patch.Pixels[(2 * 20) + 3]));
    }

    [Test]
    public void Shrinking_takes_the_mean_of_each_square([Values(2, 3, 5, 64)] int factor, [Values(1, 2, 33)] int width)
    {
        GrayImage source = NoisePicture((width * factor) + 3, (2 * factor) + 3);
        using var patch = new LinePatch(source, new PixelBox(1, 2, width * factor, 2 * factor), factor);

        Assert.That((patch.Width, patch.Height), Is.EqualTo((width, 2)));
        for (int y = 0; y < 2; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int sum = 0;
                for (int i = 0; i < factor * factor; i++)
                {
                    sum += source[1 + (x * factor) + (i % factor), 2 + (y * factor) + (i / factor)];
                }

                Assert.That(patch.Pixels[(y * width) + x], Is.EqualTo((sum + (factor * factor / 2)) / (factor * factor)));
            }
        }
    }

    private static LinePatch Noise(int width, int height, int factor)
    {
        GrayImage image = NoisePicture(width, height);
        return new LinePatch(image, new PixelBox(0, 0, width, height), factor);
    }

    private static GrayImage NoisePicture(int width, int height)
    {
        var image = new GrayImage(width, height);
        new Random(width + height).NextBytes(image.Pixels);
        return image;
    }
}
