using System.Drawing;
using System.Runtime.InteropServices;
using Emgu.CV;
using Emgu.CV.CvEnum;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.EmguCV;

public sealed class MatConversionsTests
{
    [SetUp]
    public void Require_native() => NativeLibrary.Require();

    [Test]
    public void Grey_pictures_come_back_as_they_went([Values(1, 3, 17, 64)] int width, [Values(1, 5)] int height)
    {
        GrayImage image = Noise(width, height);

        using Mat mat = image.ToMat();

        Assert.That((mat.Cols, mat.Rows, mat.NumberOfChannels, mat.Depth), Is.EqualTo((width, height, 1, DepthType.Cv8U)));
        Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(image.Pixels.ToArray()));
    }

    [Test]
    public void Colour_pictures_come_back_as_they_went()
    {
        var image = new RgbImage(5, 3);
        new Random(1).NextBytes(image.Samples);

        using Mat mat = image.ToMat();

        Assert.That(mat.NumberOfChannels, Is.EqualTo(3));
        Assert.That(mat.ToRgbImage().Samples.ToArray(), Is.EqualTo(image.Samples.ToArray()));
    }

    [Test]
    public void Luminance_is_what_opencv_makes_of_bgr()
    {
        var image = new RgbImage(31, 9);
        new Random(2).NextBytes(image.Samples);
        using Mat mat = image.ToMat();
        using var grey = new Mat();
        CvInvoke.CvtColor(mat, grey, ColorConversion.Bgr2Gray);

        Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(grey.ToGrayImage().Pixels.ToArray()).Within(1));
    }

    [Test]
    public void Transparent_pixels_lie_on_white()
    {
        byte[] bgra = [0, 0, 0, 0, /**/ 0, 0, 0, 255, /**/ 255, 255, 255, 128, /**/ 0, 0, 255, 255, /**/ 0, 0, 0, 128];
        GCHandle handle = GCHandle.Alloc(bgra, GCHandleType.Pinned);
        try
        {
            using var mat = new Mat(1, 5, DepthType.Cv8U, 4, handle.AddrOfPinnedObject(), bgra.Length);

            Assert.That(mat.ToGrayImage().Pixels.ToArray(), Is.EqualTo(new byte[] { 255, 0, 255, 76, 127 }));
            Assert.That(mat.ToRgbImage().Samples.ToArray(), Is.EqualTo(new byte[] { 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 127, 127, 127 }));
        }
        finally
        {
            handle.Free();
        }
    }

    [Test]
    public void Regions_and_padded_rows_are_read_as_they_are()
    {
        GrayImage image = Noise(20, 12);
        using Mat mat = image.ToMat();
        using var region = new Mat(mat, new Rectangle(3, 2, 7, 5));

        Assert.That(region.IsContinuous, Is.False);
        Assert.That(region.ToGrayImage().Pixels.ToArray(), Is.EqualTo(image.Crop(new PixelBox(3, 2, 7, 5)).Pixels.ToArray()));
    }

    [Test]
    public void Whatever_is_no_picture_is_refused_before_its_memory_is_read()
    {
        using var empty = new Mat();
        using var floats = new Mat(2, 2, DepthType.Cv32F, 1);
        using var pairs = new Mat(2, 2, DepthType.Cv8U, 2);
        using var none = new Mat(0, 5, DepthType.Cv8U, 1);
        var disposed = new Mat(2, 2, DepthType.Cv8U, 1);
        disposed.Dispose();

        Assert.That(() => empty.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat is empty; CvInvoke.Imdecode gives such a one for bytes that are no image. (Parameter 'mat')"));
        Assert.That(() => none.ToRgbImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat is empty; CvInvoke.Imdecode gives such a one for bytes that are no image. (Parameter 'mat')"));
        Assert.That(() => floats.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat has the depth Cv32F; a picture has Cv8U: convert it with Mat.ConvertTo first. (Parameter 'mat')"));
        Assert.That(() => pairs.ToGrayImage(), Throws.ArgumentException.With.Message.EqualTo(
            "The Mat has 2 channels; a picture has 1 (grey), 3 (BGR) or 4 (BGRA). (Parameter 'mat')"));
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
