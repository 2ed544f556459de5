using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

public class ExifOrientationTests
{
    [Test]
    public void A_photograph_stands_upright_as_Pillow_turns_it([Range(1, 8)] int orientation, [Values("ii", "mm")] string byteOrder) =>
        Compare(ReferenceFiles.Read($"exif/orientation{orientation}-{byteOrder}.jpg"), ImageFormat.Jpeg, orientation);

    [Test]
    public void A_png_with_exif_data_after_its_pixels_stands_upright([Range(1, 8)] int orientation) =>
        Compare(ReferenceFiles.Read($"exif/orientation{orientation}.png"), ImageFormat.Png, orientation);

    [Test]
    public void The_orientation_is_left_alone_when_the_options_say_so()
    {
        GrayImage image = ImageDecoder.DecodeGray(ReferenceFiles.Read("exif/orientation6-ii.jpg"), new ImageDecoderOptions { ApplyOrientation = false });
        Assert.That((image.Width, image.Height), Is.EqualTo((24, 16)));
        Assert.That(image.Pixels.ToArray(), Is.EqualTo(ReferenceFiles.ReadPnm("exif/orientation1.pgm").Samples));
    }

    private static void Compare(byte[] file, ImageFormat format, int orientation)
    {
        (int width, int height, byte[] expected) = ReferenceFiles.ReadPnm($"exif/orientation{orientation}.pgm");
        ImageHeader header = ImageDecoder.ReadHeader(file);
        Assert.That(header.Format, Is.EqualTo(format));
        Assert.That(header.Orientation, Is.EqualTo((ImageOrientation)orientation));
        Assert.That((header.Width, header.Height), Is.EqualTo((24, 16)));
        Assert.That((header.UprightWidth, header.UprightHeight), Is.EqualTo((width, height)));
        GrayImage gray = ImageDecoder.DecodeGray(file);
        Assert.That((gray.Width, gray.Height), Is.EqualTo((width, height)));
        Assert.That(gray.Pixels.ToArray(), Is.EqualTo(expected));
        RgbImage color = ImageDecoder.DecodeRgb(file);
        Assert.That(ReferenceFiles.LuminanceOf(color.Samples.ToArray()), Is.EqualTo(expected));
    }
}
