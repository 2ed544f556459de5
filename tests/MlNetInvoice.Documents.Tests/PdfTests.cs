using System.Text;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>PDF documents: what each page gives, and against Poppler's tools.</summary>
public class PdfTests
{
    [TestCase("pdf/text.pdf", "AB", "12345678")]
    [TestCase("pdf/text-rotated.pdf", "AB", "12345678")]
    [TestCase("pdf/turned.pdf", "CD", "87654321")]
    [TestCase("pdf/spaced.pdf", "EF", "24681357")]
    public void A_text_layer_gives_the_number_and_its_place(string name, string letters, string digits)
    {
        DocumentPage page = References.Pages(name).Single();

        TextNumber number = page.Text!.Numbers.Single();
        Assert.That((number.Letters, number.Digits, page.Text.IsHidden), Is.EqualTo((letters, digits, false)));
        Assert.That(page.Image, Is.Null);
        foreach (PixelPoint corner in (PixelPoint[])[number.Box.TopLeft, number.Box.TopRight, number.Box.BottomRight, number.Box.BottomLeft])
        {
            Assert.That(corner.X, Is.InRange(0, page.Text.Width));
            Assert.That(corner.Y, Is.InRange(0, page.Text.Height));
        }
    }

    [Test]
    public void The_place_is_that_of_the_digits()
    {
        // Helvetica of 14 points: "Invoice No.: AB-" ends at 72 + 105.8 points; the baseline is 842 − 720 from the top.
        Quad box = References.Pages("pdf/text.pdf")[0].Text!.Numbers[0].Box;
        Assert.That(box.BottomLeft.Y, Is.EqualTo(122).Within(0.1));
        Assert.That(box.TopLeft.Y, Is.EqualTo(122 - (14 * 0.72)).Within(0.1));
        Assert.That(box.BottomRight.X - box.BottomLeft.X, Is.EqualTo(8 * 0.556 * 14).Within(0.5));
    }

    [TestCase("pdf/scan.pdf", 12)]
    [TestCase("pdf/flate.pdf", 0)]
    [TestCase("pdf/jpeg2000.pdf", 0)]
    [TestCase("pdf/strips.pdf", 0)]
    [TestCase("pdf/object-streams.pdf#2", 12)]
    public void A_picture_comes_as_it_is_stored(string name, double tolerance)
    {
        string[] parts = name.Split('#');
        DocumentPage page = References.Pages(parts[0])[parts.Length > 1 ? 1 : 0];
        RgbImage source = Source();
        RgbImage image = page.Image!;

        if (name == "pdf/strips.pdf")
        {
            // Pasted into a sheet of the page, whose scale is that of the strips: four points per pixel.
            image = Cut(image, 60 / 4, (int)Math.Round((842 - 200 - (source.Height * 4)) / 4.0), source.Width, source.Height);
            tolerance = 12;
        }

        Assert.That((image.Width, image.Height), Is.EqualTo((source.Width, source.Height)));
        Assert.That(MeanDifference(image, source), Is.LessThanOrEqualTo(tolerance));
    }

    [Test]
    public void A_page_that_is_turned_gives_its_picture_as_it_is_shown()
    {
        RgbImage upright = References.Pages("pdf/scan.pdf")[0].Image!;
        RgbImage turned = References.Pages("pdf/scan-rotated.pdf")[0].Image!;
        Assert.That(turned.Samples.ToArray(), Is.EqualTo(Resampling.RotateQuarters(upright, 3).Samples.ToArray()));
    }

    [Test]
    public void Every_page_says_what_it_has()
    {
        DocumentPage[] pages = References.Pages("pdf/mixed.pdf");
        Assert.That(pages.Select(page => (page.Number, Text: page.Text is not null, Picture: page.Image is not null, page.Fault)), Is.EqualTo(new[]
        {
            (1, true, false, (string?)null), (2, false, true, null), (3, false, false, null), (4, true, false, null),
        }));
        Assert.That(pages[3].Text!.Numbers, Is.Empty);
    }

    [Test]
    public void Text_behind_a_scan_is_marked_as_hidden()
    {
        DocumentPage page = References.Pages("pdf/hidden.pdf").Single();
        Assert.That(page.Text!.IsHidden, Is.True);
        Assert.That(page.Text.Numbers.Single().Digits, Is.EqualTo("11111111"));
        Assert.That(page.Image, Is.Not.Null);
    }

    [Test]
    public void A_fax_is_decoded()
    {
        RgbImage fax = References.Pages("pdf/fax.pdf").Single().Image!;
        RgbImage tiff = References.Pages("tiff/fax4.tif").Single().Image!;
        Assert.That(fax.Samples.ToArray(), Is.EqualTo(tiff.Samples.ToArray()));
    }

    [Test]
    public void What_neither_library_decodes_is_named() => Assert.That(
        References.Pages("pdf/jbig2.pdf").Single().Fault, Is.EqualTo("PDF, page 1: JBIG2 pictures are not supported; scan or save the document with JPEG or fax compression."));

    [Test]
    public void An_encrypted_document_has_its_own_error() => Assert.That(
        () => References.Pages("pdf/encrypted.pdf"), Throws.TypeOf<InvalidImageException>().With.Message.EqualTo("PDF: the document is encrypted and needs a password; save a copy without one."));

    [Test]
    public void A_document_that_is_cut_off_has_its_own_error() => Assert.That(
        () => PageDecoder.Instance.Decode(References.Read("pdf/text.pdf").AsMemory(0, 300)).ToList(),
        Throws.TypeOf<InvalidImageException>().With.Message.EqualTo("PDF: the file is damaged or was cut off, so copy or download it again."));

    [Test]
    public void More_pages_than_allowed_are_refused() => Assert.That(
        () => References.Pages("pdf/mixed.pdf", new DocumentOptions { MaxPages = 3 }),
        Throws.TypeOf<ImageTooLargeException>().With.Message.EqualTo("PDF: the file has 4 pages; at most 3 are accepted: split it, or raise DocumentOptions.MaxPages."));

    [Test]
    public void A_picture_above_the_pixels_allowed_is_refused_before_it_is_unpacked()
    {
        var options = new DocumentOptions { Decoder = new ImageDecoderOptions { MaxPixels = 1000 } };
        Assert.That(References.Pages("pdf/flate.pdf", options).Single().Fault, Does.StartWith("PDF, page 1: The PDF picture declares 47 × 33 = 1551 pixels; at most 1000 are accepted"));
    }

    [TestCase("pdf/text.pdf")]
    [TestCase("pdf/turned.pdf")]
    [TestCase("pdf/text-rotated.pdf")]
    public void Text_is_as_pdftotext_reads_it(string name)
    {
        string expected = Encoding.UTF8.GetString(Tool.Run("pdftotext", References.PathOf(name), "-"));
        string[] words = expected.Split((char[])[' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries);
        Assert.That(References.Pages(name)[0].Text!.Words.Select(word => word.Text), Is.EquivalentTo(words));
    }

    [Test]
    public void Pictures_are_as_pdfimages_takes_them_out()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("pdfimages", "-png", References.PathOf("pdf/flate.pdf"), folder.File("a"));
        RgbImage expected = ImageDecoder.LoadRgb(folder.File("a-000.png"));
        Assert.That(References.Pages("pdf/flate.pdf")[0].Image!.Samples.ToArray(), Is.EqualTo(expected.Samples.ToArray()));
    }

    private static RgbImage Source()
    {
        (int width, int height, byte[] samples) = Tests.Imaging.ReferenceFiles.ReadPnm("resampling/source.ppm");
        return new RgbImage(width, height, samples);
    }

    private static RgbImage Cut(RgbImage image, int left, int top, int width, int height)
    {
        var cut = new RgbImage(width, height);
        for (int y = 0; y < height; y++)
        {
            image.Samples.Slice((((top + y) * image.Width) + left) * 3, width * 3).CopyTo(cut.Samples[(y * width * 3)..]);
        }

        return cut;
    }

    private static double MeanDifference(RgbImage a, RgbImage b)
    {
        long sum = 0;
        for (int i = 0; i < a.Samples.Length; i++)
        {
            sum += Math.Abs(a.Samples[i] - b.Samples[i]);
        }

        return (double)sum / a.Samples.Length;
    }
}
