using MlNetInvoice.Imaging;
using OpenCvSharp;

namespace MlNetInvoice.OpenCv;

public sealed class MatConversionsTests
{
    [Test]
    public void Grey_pictures_come_back_as_they_went([Values(1, 3, 17, 64)] int width, [Values(1, 5)] int height)
    {
        GrayImage image = Noise(width, height);

        using Mat mat = image.ToMat();

        Assert.That((mat.Cols, mat.Rows, mat.Type()), Is.EqualTo((width, height, MatType.CV_8UC1)));
        Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(image.Pixels.ToArray()));
    }

    [Test]
    public void Colour_pictures_come_back_as_they_went()
    {
        var image = new RgbImage(5, 3);
        new Random(1).NextBytes(image.Samples);

        using Mat mat = image.ToMat();

        Assert.That(mat.Channels(), Is.EqualTo(3));
        Assert.That(mat.ToRgbImage().Samples.ToArray(), Is.EqualTo(image.Samples.ToArray()));
    }

    [Test]
    public void Luminance_is_what_opencv_makes_of_bgr()
    {
        var image = new RgbImage(31, 9);
        new Random(2).NextBytes(image.Samples);
        using Mat mat = image.ToMat();
        using var grey = new Mat();
        Cv2.CvtColor(mat, grey, ColorConversionCodes.BGR2GRAY);

        Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(grey.ToGrayImage().Pixels.ToArray()).Within(1));
    }

    [Test]
    public void Transparent_pixels_lie_on_white()
    {
        byte[] bgra = [0, 0, 0, 0, /**/ 0, 0, 0, 255, /**/ 255, 255, 255, 128, /**/ 0, 0, 255, 255, /**/ 0, 0, 0, 128];
        using Mat mat = Mat.FromPixelData(1, 5, MatType.CV_8UC4, bgra);

        Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(new byte[] { 255, 0, 255, 76, 127 }));
        Assert.That(mat.ToRgbImage().Samples.ToArray(), Is.EqualTo(new byte[] { 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 127, 127, 127 }));
    }

    [Test]
    public void Regions_and_padded_rows_are_read_as_they_are()
    {
        GrayImage image = Noise(20, 12);
        using Mat mat = image.ToMat();
        using var region = new Mat(mat, new Rect(3, 2, 7, 5));

        Assert.That(region.IsContinuous(), Is.False);
        Assert.That(region.ToGrayImage().Pixels.ToArray(), Is.EqualTo(image.Crop(new PixelBox(3, 2, 7, 5)).Pixels.ToArray()));
    }

    [Test]
    public void Whatever_is_no_picture_is_refused_before_its_memory_is_read()
    {
        using var empty = new Mat();
        using var floats = new Mat(2, 2, MatType.CV_32FC1);
        using var pairs = new Mat(2, 2, MatType.CV_8UC2);
        using var none = new Mat(0, 5, MatType.CV_8UC1);
        using var cube = new Mat([2, 3, 4], MatType.CV_8UC1);
        using Mat garbage = Cv2.ImDecode([1, 2, 3, 4], ImreadModes.Color);
        var disposed = new Mat(2, 2, MatType.CV_8UC1);
        disposed.Dispose();

        Assert.That(() => empty.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat is empty; Cv2.ImDecode gives such a one for bytes that are no image. (Parameter 'mat')"));
        Assert.That(() => none.ToRgbImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat is empty; Cv2.ImDecode gives such a one for bytes that are no image. (Parameter 'mat')"));
        Assert.That(() => floats.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat is of type CV_32FC1; a picture is of CV_8U: convert it with Mat.ConvertTo first. (Parameter 'mat')"));
        Assert.That(() => pairs.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat has 2 channels; a picture has 1 (grey), 3 (BGR) or 4 (BGRA). (Parameter 'mat')"));
        Assert.That(() => cube.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo("The Mat has 3 dimensions; a picture has 2. (Parameter 'mat')"));
        Assert.That(() => garbage.ToGrayImage(), Throws.ArgumentException.With.Message.StartWith("The Mat is empty;"));
        Assert.That(() => disposed.ToGrayImage(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => ((Mat)null!).ToGrayImage(), Throws.ArgumentNullException);
        Assert.That(() => ((GrayImage)null!).ToMat(), Throws.ArgumentNullException);
    }

    private static GrayImage Noise(int width, int height)
    {
        var image = new GrayImage(width, height);
        new Random(width).NextBytes(image.Pixels);
        return image;
    }
}
