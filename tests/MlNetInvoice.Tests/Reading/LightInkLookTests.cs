using MlNetInvoice.Imaging;
using MlNetInvoice.Synthesis.Faces;
using MlNetInvoice.Synthesis.Lines;
using static MlNetInvoice.Reading.DrawnEvidence;

namespace MlNetInvoice.Reading;

public sealed class LightInkLookTests
{
    [TestCase(30, 0, true)]
    [TestCase(99, 0, true)]
    [TestCase(100, 0, false)]
    [TestCase(60, 20, true)]
    [TestCase(60, 21, false)]
    public void An_even_dark_ground_asks_for_it(int luminance, int noise, bool isWanted)
    {
        GrayImage image = Filled(128, 128, (byte)luminance);
        for (int y = 0; y < image.Height; y += 16)
        {
            for (int x = 0; x < image.Width; x += 16)
            {
                image[x, y] = (byte)(luminance - noise);
            }
        }

        Assert.That(LightInkLook.IsWanted(image), Is.EqualTo(isWanted));
    }

    [TestCase(10, false)]
    [TestCase(11, true)]
    public void One_tile_in_six_must_be_dark(int dark, bool isWanted)
    {
        GrayImage image = Filled(128, 128, 200);
        for (int i = 0; i < dark; i++)
        {
            for (int y = 0; y < 16; y++)
            {
                image.GetRow((i / 8 * 16) + y).Slice(i % 8 * 16, 16).Fill(20);
            }
        }

        Assert.That(LightInkLook.IsWanted(image), Is.EqualTo(isWanted));
        Assert.That(LightInkLook.IsWanted(Filled(10, 10, 0)), Is.False, "smaller than a tile");
    }

    [Test]
    public void Light_and_dark_are_exchanged()
    {
        GrayImage image = Filled(2, 1, 7);
        image[1, 0] = 255;

        Assert.That(LightInkLook.Invert(image).Pixels.ToArray(), Is.EqualTo(new byte[] { 248, 0 }));
    }

    [Test]
    public void Of_two_in_one_place_the_surer_one_is_kept()
    {
        NumberEvidence sure = Number("12345678", 0.9f), less = Number("12345670", 0.6f), elsewhere = Number("87654321", 0.7f, y: 500);
        PictureLook nothing = PictureLook.Empty(ReadingReason.NoRows, "Nothing.");

        Assert.That(LightInkLook.Join(Look(less), Look(sure, elsewhere)).Numbers, Is.EqualTo(new[] { sure, elsewhere }));
        Assert.That(LightInkLook.Join(Look(sure), nothing).Numbers, Is.EqualTo(new[] { sure }));
        Assert.That(LightInkLook.Join(nothing, Look(sure)).Numbers, Is.EqualTo(new[] { sure }));
        Assert.That(LightInkLook.Join(nothing, nothing).Nothing, Is.EqualTo("Nothing."));
    }

    [TestCase(20, 230)]
    [TestCase(230, 20)]
    public void A_number_is_read_light_on_dark_as_dark_on_light(int ink, int paper)
    {
        PrintFace face = PrintFaces.All.Single(candidate => candidate.Name == "gothic-medium");
        GrayImage screen = Screen(face, "QD-47150386", (byte)ink, (byte)paper);

        InvoiceReading reading = InvoiceReader.Default.Read(screen);

        Assert.That((reading.Status, reading.Letters, reading.Digits), Is.EqualTo((InvoiceReadingStatus.Read, "QD", "47150386")), reading.Reason);
    }

    private static GrayImage Screen(PrintFace face, string text, byte ink, byte paper)
    {
        var style = new LineStyle { Face = face, LetterFace = face, CapHeight = 24 };
        var plane = new Synthesis.Degradation.Plane();
        plane.Reset(640, 480, 0);
        var random = new Synthesis.SampleRandom(1, 0);
        new LineSetter().Set(plane, text, style, 120, 200, ref random, null);
        plane.Blur(0.6f);
        var image = new GrayImage(plane.Width, plane.Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(paper + ((ink - paper) * plane.Values[i]));
        }

        return image;
    }

    private static GrayImage Filled(int width, int height, byte luminance)
    {
        var image = new GrayImage(width, height);
        image.Pixels.Fill(luminance);
        return image;
    }
}
