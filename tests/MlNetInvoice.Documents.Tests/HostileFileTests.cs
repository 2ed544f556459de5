using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ImageMagick;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Documents;

/// <summary>Files that mean harm: none reaches a coder that is not on the list, and no limit is passed.</summary>
public class HostileFileTests
{
    private static readonly string Mvg = "push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'https://example.invalid/a.png'\npop graphic-context";
    private static readonly string Svg = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/hostname' width='9' height='9'/></svg>";
    private static readonly string Msl = "<?xml version='1.0'?><image><read filename='caption:hello'/><write filename='/tmp/mlnetinvoice-hostile.png'/></image>";

    private static IEnumerable<TestCaseData> Scripts =>
    [
        new TestCaseData(Mvg, "The file is a text file, not a picture; give a picture or a PDF document.").SetArgDisplayNames("MVG"),
        new TestCaseData(Svg, "The file is an SVG drawing, not a picture; give a picture or a PDF document.").SetArgDisplayNames("SVG"),
        new TestCaseData(Msl, "The file is an XML file, not a picture; give a picture or a PDF document.").SetArgDisplayNames("MSL"),
        new TestCaseData("%!PS-Adobe-3.0\n(/etc/hostname) (r) file", "The file is a PostScript document, not a picture; give a picture or a PDF document.").SetArgDisplayNames("PostScript"),
        new TestCaseData("https://example.invalid/a.png", "The file is a text file, not a picture; give a picture or a PDF document.").SetArgDisplayNames("https:"),
        new TestCaseData("msl:/tmp/a.msl", "The file is a text file, not a picture; give a picture or a PDF document.").SetArgDisplayNames("msl:"),
        new TestCaseData("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 1\nENDHDR\n", "The file is a text file, not a picture; give a picture or a PDF document.").SetArgDisplayNames("PAM"),
    ];

    [TestCaseSource(nameof(Scripts))]
    public void Scripts_and_names_reach_no_library(string content, string message) => Assert.That(
        () => PageDecoder.Instance.Decode(Encoding.ASCII.GetBytes(content)).ToList(), Throws.TypeOf<InvalidImageException>().With.Message.EqualTo(message));

    [Test]
    public void The_policy_forbids_every_other_coder_and_every_file([Values("svg", "mvg", "msl", "ps", "text", "miff", "psd", "caption", "xc", "https", "url", "ephemeral", "label", "inline")] string coder)
    {
        References.Pages("webp/lossy.webp"); // Sets the library up.
        Assert.That(() => new MagickImage($"{coder}:/tmp/anything"), Throws.InstanceOf<MagickException>());
        byte[] content = Encoding.ASCII.GetBytes(Mvg);
        foreach (MagickFormat format in (MagickFormat[])[MagickFormat.Svg, MagickFormat.Mvg, MagickFormat.Msl, MagickFormat.Ps, MagickFormat.Pdf, MagickFormat.Psd, MagickFormat.Miff, MagickFormat.Mpc])
        {
            Assert.That(() => new MagickImage(content, new MagickReadSettings { Format = format }), Throws.TypeOf<MagickPolicyErrorException>(), format.ToString());
        }
    }

    [Test]
    public void The_policy_forbids_files_on_disk_even_of_allowed_formats()
    {
        References.Pages("webp/lossy.webp");
        Assert.That(() => new MagickImage(References.PathOf("webp/lossy.webp")), Throws.TypeOf<MagickPolicyErrorException>());
        using var image = new MagickImage(References.Read("webp/lossy.webp"), new MagickReadSettings { Format = MagickFormat.WebP });
        Assert.That(() => image.Write(Path.Combine(Path.GetTempPath(), "mlnetinvoice-hostile.webp")), Throws.InstanceOf<MagickException>());
    }

    [TestCase("webp/lossy.webp")]
    [TestCase("tiff/lzw.tif")]
    [TestCase("gif/palette.gif")]
    [TestCase("heic/picture.heic")]
    [TestCase("jp2/file.jp2")]
    [TestCase("jxl/lossy.jxl")]
    public void A_polyglot_is_what_its_first_bytes_say(string name)
    {
        // A script behind, or the head of another format in front: the one is ignored, the other decides.
        byte[] picture = References.Read(name);
        DocumentPage[] pages = [.. PageDecoder.Instance.Decode((byte[])[.. picture, .. Encoding.ASCII.GetBytes(Svg + Mvg)])];
        Assert.That(pages[0].Image, Is.Not.Null);
        Assert.That(() => PageDecoder.Instance.Decode((byte[])[.. "<svg "u8, .. picture]).ToList(), Throws.TypeOf<InvalidImageException>());
        Assert.That(() => PageDecoder.Instance.Decode((byte[])[.. "GIF89a"u8, .. picture]).ToList(), Throws.InstanceOf<MlNetInvoiceException>().With.Message.Contain("GIF"));
    }

    [Test]
    public void A_jpeg_2000_file_of_more_tiles_than_it_can_hold_reaches_no_library([Values("jp2/file.jp2", "jp2/stream.j2k")] string name)
    {
        byte[] bomb = References.Read(name);
        int size = bomb.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0x51]) + 2;
        foreach (int field in (int[])[20, 24])
        {
            BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(size + field), 1); // Tiles of a single pixel.
        }

        Assert.That(() => PageDecoder.Instance.Decode(bomb).ToList(), Throws.TypeOf<InvalidImageException>().With.Message.Match("^JPEG 2000: the file declares [0-9]+ tiles, more than its [0-9]+ bytes can hold"));
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(size + 4), uint.MaxValue);
        Assert.That(() => PageDecoder.Instance.Decode(bomb).ToList(), Throws.TypeOf<ImageTooLargeException>());
    }

    [Test]
    public void A_cut_file_says_its_format_and_nothing_of_the_library([Values("webp/lossy.webp", "tiff/lzw.tif", "gif/palette.gif", "heic/picture.heic", "avif/picture.avif", "jp2/file.jp2", "jxl/lossless.jxl")] string name)
    {
        byte[] file = References.Read(name);
        string[] words = ["magick", "/tmp", ".c/", "error/", "@", "Exception"];
        for (int length = 40; length < file.Length; length += file.Length / 7)
        {
            try
            {
                Assert.That(PageDecoder.Instance.Decode(file.AsMemory(0, length)).Count(), Is.GreaterThan(0), "what is decoded has a page");
            }
            catch (InvalidImageException fault)
            {
                Assert.That(fault.Message, Does.EndWith(": the file is damaged or was cut off, so copy or download it again."));
                Assert.That(words.Where(word => fault.Message.Contains(word, StringComparison.OrdinalIgnoreCase)), Is.Empty);
            }
        }
    }

    [Test]
    public void A_huge_declared_size_is_refused_from_the_header()
    {
        byte[] huge = References.Read("webp/lossless.webp");
        BinaryPrimitives.WriteUInt32LittleEndian(huge.AsSpan(21), (BinaryPrimitives.ReadUInt32LittleEndian(huge.AsSpan(21)) & 0xF0000000) | 0x0FFFFFFF); // Two sides of 14 bits.
        Assert.That(() => PageDecoder.Instance.Decode(huge).ToList(), Throws.TypeOf<ImageTooLargeException>().With.Message.StartWith("The WebP picture declares 16384 × 16384 = 268435456 pixels; at most 64000000 are accepted"));
    }

    [Test]
    public void A_PDF_stream_that_unpacks_to_gigabytes_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                zlib.Write(zeros);
            }
        }

        byte[] pdf = PdfOf("q 100 0 0 100 0 0 cm /I Do Q", "/Type/XObject/Subtype/Image/Width 4000/Height 4000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", packed.ToArray());
        DocumentPage page = PageDecoder.Instance.Decode(pdf, new DocumentOptions { MaxMemoryBytes = 64L << 20 }).Single();
        Assert.That(page.Fault, Is.EqualTo("PDF, page 1: PDF: the file takes more than 64 MiB of memory to decode: shrink it, or raise DocumentOptions.MaxMemoryBytes."));
    }

    [Test]
    public void A_PDF_of_endless_nesting_is_refused()
    {
        byte[] pdf = PdfOf(new string('[', 200_000), "/Type/XObject/Subtype/Image/Width 1/Height 1", []);
        DocumentPage page = PageDecoder.Instance.Decode(pdf).Single();
        Assert.That((page.Image, page.Text), Is.EqualTo(((RgbImage?)null, (PageText?)null)));
    }

    private static byte[] PdfOf(string content, string imageDictionary, byte[] image)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Write("%PDF-1.7\n");
        Add("<</Type/Catalog/Pages 2 0 R>>");
        Add("<</Type/Pages/Count 1/Kids[3 0 R]>>");
        Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>");
        Add($"<</Length {content.Length}>>stream\n{content}\nendstream");
        places.Add(file.Position);
        Write($"5 0 obj\n<<{imageDictionary}/Length {image.Length}>>stream\n");
        file.Write(image);
        Write("\nendstream\nendobj\n");
        long table = file.Position;
        Write($"xref\n0 6\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));

        void Add(string text)
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj\n{text}\nendobj\n");
        }
    }
}
