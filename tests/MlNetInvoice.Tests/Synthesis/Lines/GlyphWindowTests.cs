using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Lines;

public sealed class GlyphWindowTests
{
    [Test]
    public void A_window_of_the_same_scale_is_a_copy()
    {
        var image = new GrayImage(40, 40);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(i * 37);
        }

        byte[] window = new byte[28 * 28];
        GlyphWindow.Cut(image, new PixelPoint(20, 20), 20, 0, 20, 28, 28, window);
        for (int row = 0; row < 28; row++)
        {
            Assert.That(window.AsSpan(row * 28, 28).SequenceEqual(image.GetRow(6 + row).Slice(6, 28)), Is.True);
        }
    }

    [Test]
    public void Shrinking_averages_and_a_turn_follows_the_baseline()
    {
        var image = new GrayImage(80, 80);
        // A falling line at 45°, 4 pixels thick.
        for (int y = 0; y < 80; y++)
        {
            for (int x = 0; x < 80; x++)
            {
                image[x, y] = Math.Abs(x - y) < 3 ? (byte)0 : (byte)200;
            }
        }

        byte[] window = new byte[16 * 16];
        GlyphWindow.Cut(image, new PixelPoint(40, 40), 20, MathF.PI / 4, 10, 16, 16, window);
        Assert.Multiple(() =>
        {
            Assert.That(window.AsSpan(7 * 16, 16).ToArray(), Is.All.LessThan(60));
            Assert.That(window.AsSpan(3 * 16, 16).ToArray(), Is.All.EqualTo(200));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Stretching_makes_ink_white_whatever_the_light(bool lightInk)
    {
        byte[] luminance = new byte[784];
        luminance.AsSpan().Fill(lightInk ? (byte)80 : (byte)130);
        luminance.AsSpan(300, 100).Fill(lightInk ? (byte)130 : (byte)80);
        byte[] window = new byte[784];
        GlyphWindow.Stretch(luminance, window, lightInk);
        Assert.Multiple(() =>
        {
            Assert.That(window[..300], Is.All.EqualTo(0));
            Assert.That(window[300..400], Is.All.EqualTo(255));
        });
    }

    [Test]
    public void Faint_differences_stay_faint()
    {
        byte[] luminance = new byte[784];
        luminance.AsSpan().Fill(100);
        luminance.AsSpan(300, 100).Fill(94);
        GlyphWindow.Stretch(luminance, luminance);
        Assert.That(luminance.Max(), Is.EqualTo(64));
    }

    [Test]
    public void A_window_of_the_wrong_length_is_refused() => Assert.That(
        () => GlyphWindow.Cut(new GrayImage(8, 8), new PixelPoint(4, 4), 8, 0, 20, 28, 28, new byte[10]),
        Throws.ArgumentException.With.Message.StartsWith("A window of 28×28 has 784 pixels, not 10."));
}
