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
    public void Print_on_an_even_dark_ground_asks_for_it(int luminance, int noise, bool isWanted)
    {
        GrayImage image = Filled(128, 128, (byte)luminance);
        for (int y = 0; y < image.Height; y += 16)
        {
            for (int x = 0; x < image.Width; x += 16)
            {
                image[x, y] = (byte)(luminance - noise);
            }
        }

        Print(image, 48, 48, 48, 16);

        Assert.That(LightInkLook.Of(image), isWanted ? Is.Not.Null : Is.Null);
    }

    [TestCase(21, false)]
    [TestCase(22, true)]
    public void One_tile_in_three_must_be_dark(int dark, bool isWanted)
    {
        GrayImage image = Filled(128, 128, 200);
        for (int i = 0; i < dark; i++)
        {
            // The first row of tiles, those beside the print in the second, and the rows below.
            (int column, int row) = i < 8 ? (i, 0) : i < 13 ? (i == 8 ? 0 : i - 5, 1) : ((i - 13) % 8, 2 + ((i - 13) / 8));
            for (int y = 0; y < 16; y++)
            {
                image.GetRow((row * 16) + y).Slice(column * 16, 16).Fill(20);
            }
        }

        Assert.That(LightInkLook.Of(image), isWanted ? Is.Not.Null : Is.Null);
        Assert.That(LightInkLook.Of(Filled(10, 10, 0)), Is.Null, "smaller than a tile");
    }

    [TestCase(32, false)]
    [TestCase(48, true)]
    public void A_dark_ground_without_print_is_a_table(int width, bool isWanted)
    {
        GrayImage image = Filled(256, 256, 40);
        Print(image, 96, 96, width, 16);

        Assert.That(LightInkLook.Of(image), isWanted ? Is.Not.Null : Is.Null);
        Assert.That(LightInkLook.Of(Filled(256, 256, 40)), Is.Null);
    }

    [Test]
    public void Light_and_dark_are_exchanged_on_the_dark_ground_and_paper_becomes_white()
    {
        GrayImage image = Filled(320, 320, 40);
        Print(image, 32, 32, 48, 16);
        Print(image, 160, 0, 160, 320);

        GrayImage inverted = LightInkLook.Of(image)!;

        Assert.That((inverted[8, 8], inverted[40, 40], inverted[240, 160]), Is.EqualTo(((byte)215, (byte)25, (byte)255)));
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

    private static void Print(GrayImage image, int left, int top, int width, int height)
    {
        for (int y = top; y < top + height; y++)
        {
            image.GetRow(y).Slice(left, width).Fill(230);
        }
    }

    private static GrayImage Filled(int width, int height, byte luminance)
    {
        var image = new GrayImage(width, height);
        image.Pixels.Fill(luminance);
        return image;
    }
}
