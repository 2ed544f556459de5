using MlNetInvoice.Imaging.Codecs.Jpeg;

namespace MlNetInvoice.Tests.Imaging.Codecs;

public class JpegInverseTransformTests
{
    [Test]
    public void The_vector_form_gives_the_plain_forms_samples([Values(8, 13)] int stride)
    {
        var random = new Random(11);
        var block = new short[64];
        var expected = new byte[stride * 8];
        var actual = new byte[stride * 8];
        for (int round = 0; round < 2000; round++)
        {
            Array.Clear(block);
            int filled = random.Next(1, 64);
            int span = 1 << random.Next(2, 15);
            for (int i = 0; i < filled; i++)
            {
                block[random.Next(64)] = (short)random.Next(-span, span);
            }

            JpegInverseTransform.TransformScalar(block, expected, stride);
            JpegInverseTransform.Transform8(block, actual, stride);
            Assert.That(actual, Is.EqualTo(expected));
        }
    }

    [Test]
    public void The_samples_are_the_cosine_transform()
    {
        var random = new Random(12);
        var block = new short[64];
        var samples = new byte[64];
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < 64; i++)
            {
                block[i] = (short)(random.Next(-200, 200) / (1 + (i / 4)));
            }

            JpegInverseTransform.Transform8(block, samples, 8);
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    Assert.That(samples[(y * 8) + x], Is.EqualTo(Math.Clamp(Exact(block, x, y), 0, 255)).Within(1));
                }
            }
        }
    }

    [Test]
    public void Reduced_transforms_give_the_means_of_the_samples()
    {
        var random = new Random(13);
        var block = new short[64];
        var whole = new byte[64];
        var half = new byte[16];
        var quarter = new byte[4];
        for (int round = 0; round < 500; round++)
        {
            for (int i = 0; i < 64; i++)
            {
                block[i] = (short)(random.Next(-150, 150) / (1 + i));
            }

            JpegInverseTransform.Transform8(block, whole, 8);
            JpegReducedTransform.Transform4(block, half, 4);
            JpegReducedTransform.Transform2(block, quarter, 2);
            Assert.That(half, Is.EqualTo(Means(whole, 2)).Within(1));
            Assert.That(quarter, Is.EqualTo(Means(whole, 4)).Within(1));
        }
    }

    [Test]
    public void A_flat_block_is_filled_as_it_would_be_transformed([Range(-1100, 1100, 50)] int dc)
    {
        var block = new short[64];
        block[0] = (short)dc;
        var transformed = new byte[64];
        var filled = new byte[64];
        JpegInverseTransform.Transform8(block, transformed, 8);
        JpegInverseTransform.Fill((short)dc, filled, 8, 8);
        Assert.That(filled, Is.EqualTo(transformed));
    }

    private static double Exact(short[] block, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                sum += scale * block[(v * 8) + u] * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
            }
        }

        return sum + 128;
    }

    private static double[] Means(byte[] whole, int size)
    {
        int side = 8 / size;
        var means = new double[side * side];
        for (int i = 0; i < 64; i++)
        {
            means[(i / 8 / size * side) + (i % 8 / size)] += whole[i] / (double)(size * size);
        }

        return means;
    }
}
