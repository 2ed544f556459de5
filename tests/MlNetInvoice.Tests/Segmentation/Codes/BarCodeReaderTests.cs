using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Invoices;

namespace MlNetInvoice.Segmentation.Codes;

public sealed class BarCodeReaderTests
{
    private const string Text = "11306AB123456781234";

    [TestCase(0.65f, 2f)]
    [TestCase(0.7f, 4f)]
    [TestCase(0.8f, -3f)]
    [TestCase(1f, 0.7f)]
    [TestCase(1.37f, 2f)]
    [TestCase(3f, 1f)]
    [TestCase(6f, -5f)]
    public void Bars_are_read_from_two_thirds_of_a_pixel_on_aslant_blurred_and_noisy(float unit, float degrees)
    {
        (GrayImage image, Quad square) = Draw(BarCodes.Units(Text), unit, degrees);

        LocatedCode? code = BarCodeReader.Read(image, new LocatedCode(null, square, 29), isRight: false);

        Assert.That(code?.Text, Is.EqualTo(Text));
        var frame = new CodeFrame(square);
        Assert.That(frame.Of(code!.Place), Is.EqualTo((1.2f, -0.35f)).Using<(float Along, float Down)>((a, b) => Math.Abs(a.Along - b.Along) < 0.05f && Math.Abs(a.Down - b.Down) < 0.1f), "It lies where it was drawn.");
    }

    [Test]
    public void Where_one_character_is_no_character_nothing_is_given()
    {
        bool[] units = BarCodes.Units(Text);
        // The third digit of the number loses one wide bar to a narrow one: two characters are equally near.
        Array.Fill(units, true, (16 * 10) + 2, 12);
        (GrayImage image, Quad square) = Draw(units, 1.2f, 0);

        Assert.That(BarCodeReader.Read(image, new LocatedCode(null, square, 29), isRight: false), Is.Null);
    }

    [Test]
    public void Another_text_than_a_certificate_s_is_none()
    {
        (GrayImage image, Quad square) = Draw(BarCodes.Units("11306AB12345678123A"), 1.5f, 0);

        Assert.That(BarCodeReader.Read(image, new LocatedCode(null, square, 29), isRight: false), Is.Null);
    }

    [Test]
    public void Stripes_and_noise_are_no_bars()
    {
        bool[] stripes = [.. Enumerable.Range(0, 335).Select(i => i % 2 == 0)];
        (GrayImage image, Quad square) = Draw(stripes, 1.5f, 0);
        var random = new Random(7);
        random.NextBytes(image.Pixels);

        Assert.That(BarCodeReader.Read(Draw(stripes, 1.5f, 0).Image, new LocatedCode(null, square, 29), isRight: null), Is.Null);
        Assert.That(BarCodeReader.Read(image, new LocatedCode(null, square, 29), isRight: null), Is.Null);
    }

    // Bars above a square of 45% of their length, by the share of each pixel that is dark; four looks a side into each pixel.
    private static (GrayImage Image, Quad Square) Draw(bool[] units, float unit, float degrees)
    {
        const int looks = 4;
        float length = units.Length * unit, side = length * 0.45f, height = 0.3f * side;
        int width = (int)(length * 1.5f) + 40, rows = (int)(side * 3) + 40;
        float angle = degrees * MathF.PI / 180, cos = MathF.Cos(angle), sin = MathF.Sin(angle), left = (width - length) / 2, top = (rows - side) / 2;
        var image = new GrayImage(width, rows);
        var random = new Random(3);
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int dark = 0;
                // A little blur: what is looked into reaches a little beyond the pixel.
                for (int look = 0; look < looks * looks; look++)
                {
                    float px = x + 0.5f + ((((look % looks) + 0.5f) / looks) - 0.5f) * 1.1f - (width / 2f), py = y + 0.5f + ((((look / looks) + 0.5f) / looks) - 0.5f) * 1.1f - (rows / 2f);
                    float along = (px * cos) + (py * sin) + (width / 2f) - left, down = (py * cos) - (px * sin) + (rows / 2f) - top;
                    dark += along >= 0 && along < length && down > -(0.35f * side) - (height / 2) && down < -(0.35f * side) + (height / 2) && units[Math.Min(units.Length - 1, (int)(along / unit))] ? 1 : 0;
                }

                image.Pixels[(y * width) + x] = (byte)(210 - (140 * dark / (looks * looks)) + random.Next(-6, 7));
            }
        }

        // The bars' middle lies 1.2 sides from the square's left edge.
        float from = (length / 2) - (1.2f * side);
        PixelPoint At(float along, float down)
        {
            float px = along + left - (width / 2f), py = down + top - (rows / 2f);
            return new PixelPoint((px * cos) - (py * sin) + (width / 2f), (px * sin) + (py * cos) + (rows / 2f));
        }

        return (image, new Quad(At(from, 0), At(from + side, 0), At(from + side, side), At(from, side)));
    }
}
