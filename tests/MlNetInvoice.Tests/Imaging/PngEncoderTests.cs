using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

public class PngEncoderTests
{
    [TestCase(1, 1)]
    [TestCase(17, 5)]
    [TestCase(64, 33)]
    public void A_grey_picture_comes_back_as_it_was(int width, int height)
    {
        var image = new GrayImage(width, height);
        new Random(1).NextBytes(image.Pixels);
        GrayImage decoded = ImageDecoder.DecodeGray(PngEncoder.Encode(image));
        Assert.That(decoded.Width, Is.EqualTo(width));
        Assert.That(decoded.Pixels.ToArray(), Is.EqualTo(image.Pixels.ToArray()));
    }

    [Test]
    public void A_colour_picture_comes_back_as_it_was()
    {
        var image = new RgbImage(31, 20);
        new Random(2).NextBytes(image.Samples);
        Assert.That(ImageDecoder.DecodeRgb(PngEncoder.Encode(image)).Samples.ToArray(), Is.EqualTo(image.Samples.ToArray()));
    }

    [Test]
    public void A_smooth_picture_is_compressed_and_always_to_the_same_bytes()
    {
        var image = new GrayImage(256, 256);
        for (int y = 0; y < 256; y++)
        {
            for (int x = 0; x < 256; x++)
            {
                image[x, y] = (byte)((x + y) / 2);
            }
        }

        byte[] file = PngEncoder.Encode(image);
        Assert.That(file, Has.Length.LessThan(2000));
        Assert.That(PngEncoder.Encode(image), Is.EqualTo(file));
    }

    [Test]
    public void Saving_replaces_a_file_and_leaves_nothing_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory("圖 片").FullName;
        try
        {
            string path = Path.Combine(folder, "發票 1.png");
            PngEncoder.Save(new GrayImage(3, 2), path);
            PngEncoder.Save(new GrayImage(5, 4), path);
            Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { path }));
            Assert.That(ImageDecoder.LoadGray(path).Width, Is.EqualTo(5));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
