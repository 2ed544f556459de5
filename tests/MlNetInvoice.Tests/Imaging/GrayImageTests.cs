namespace MlNetInvoice.Imaging;

public sealed class GrayImageTests
{
    [Test]
    public void Rows_are_slices_of_the_pixels()
    {
        var image = new GrayImage(3, 2, [1, 2, 3, 4, 5, 6]);

        Assert.That(image.GetRow(1).ToArray(), Is.EqualTo(new byte[] { 4, 5, 6 }));
        Assert.That(image[2, 0], Is.EqualTo(3));
    }

    [Test]
    public void A_wrong_pixel_count_is_refused_with_both_numbers()
    {
        var fault = Assert.Throws<ArgumentException>(() => _ = new GrayImage(3, 2, new byte[5]))!;

        Assert.That(fault.Message, Does.StartWith("A 3×2 picture has 6 pixels, not 5."));
    }

    [Test]
    public void Crop_copies_a_rectangle()
    {
        var image = new GrayImage(3, 2, [1, 2, 3, 4, 5, 6]);

        GrayImage crop = image.Crop(new PixelBox(1, 0, 2, 2));

        Assert.That(crop.Pixels.ToArray(), Is.EqualTo(new byte[] { 2, 3, 5, 6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(new PixelBox(2, 0, 2, 1)));
    }
}
