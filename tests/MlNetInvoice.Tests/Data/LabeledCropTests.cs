using MlNetInvoice.Imaging;

namespace MlNetInvoice.Data;

public sealed class LabeledCropTests
{
    [Test]
    public void An_upright_quad_is_cut_with_its_margin()
    {
        var picture = new GrayImage(100, 80);
        picture.Pixels.Fill(200);
        for (int y = 30; y < 50; y++)
        {
            picture.GetRow(y).Slice(20, 60).Fill(10);
        }

        GrayImage crop = LabeledCrop.Cut(picture, Quad.FromBox(new PixelBox(20, 30, 60, 20)), 0.5f);

        Assert.That((crop.Width, crop.Height), Is.EqualTo((80, 40)));
        Assert.That((crop[5, 20], crop[12, 20], crop[40, 5], crop[40, 20]), Is.EqualTo((200, 10, 200, 10)));
    }

    [Test]
    public void The_margin_is_twelve_percent_and_has_a_range()
    {
        var picture = new GrayImage(200, 200);
        Assert.That(LabeledCrop.DefaultMargin, Is.EqualTo(0.12f));
        GrayImage crop = LabeledCrop.Cut(picture, Quad.FromBox(new PixelBox(0, 0, 150, 100)));
        Assert.That((crop.Width, crop.Height), Is.EqualTo((174, 124)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabeledCrop.Cut(picture, Quad.FromBox(new PixelBox(0, 0, 10, 10)), 2.1f));
    }
}
