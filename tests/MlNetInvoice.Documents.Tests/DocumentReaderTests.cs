using System.Globalization;
using System.Text;
using MlNetInvoice.Imaging;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace MlNetInvoice.Documents;

/// <summary>Numbers out of whole files: the drawn photograph of the samples in every format, and documents of pages.</summary>
public class DocumentReaderTests
{
    private const string Number = "WC-77318187";

    private static readonly string Photograph = Path.Combine(SharedData.RepositoryRoot, "assets", "samples", "electronic-photo.png");

    private readonly DocumentReader _reader = new(InvoiceReader.Default);

    // The format, and the commands that make it of in.png and in.ppm.
    private static IEnumerable<TestCaseData> Formats =>
    [
        new("JPEG", "cjpeg -quality 92 -outfile out in.ppm"),
        new("JPEG, arithmetic", "cjpeg -arithmetic -quality 92 -outfile out in.ppm"),
        new("WebP", "cwebp -quiet -q 85 in.png -o out"),
        new("WebP, lossless", "cwebp -quiet -lossless in.png -o out"),
        new("HEIC", "heif-enc -q 85 in.png -o out"),
        new("AVIF", "heif-enc -A -q 85 in.png -o out"),
        new("GIF", "convert in.png gif:out"),
        new("TIFF, LZW", "convert in.png -compress lzw tiff:out"),
        new("TIFF, JPEG", "convert in.png -compress jpeg tiff:out"),
        new("TIFF, fax", "convert in.png -threshold 55% -compress Group4 tiff:out"),
        new("JPEG 2000", "opj_compress -i in.ppm -o out.jp2"),
        new("JPEG XL", "cjxl -d 1 in.png out.jxl"),
        new("BMP", "convert in.png bmp:out"),
        new("PNM", "convert in.png ppm:out"),
    ];

    [TestCaseSource(nameof(Formats))]
    public void A_photograph_reads_alike_in_every_format(string format, string command)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Photograph, folder.File("in.png"));
        RgbImage picture = ImageDecoder.LoadRgb(Photograph);
        File.WriteAllBytes(folder.File("in.ppm"), [.. Encoding.ASCII.GetBytes($"P6\n{picture.Width} {picture.Height}\n255\n"), .. picture.Samples]);
        string[] words = [.. command.Split(' ').Select(word => word.Contains("in.p", StringComparison.Ordinal) || word.Contains("out", StringComparison.Ordinal) && !word.StartsWith('-') ? Place(folder, word) : word)];
        Tool.Run(words[0], words[1..]);
        byte[] file = File.ReadAllBytes(Directory.GetFiles(folder.Path).Single(path => Path.GetFileNameWithoutExtension(path) == "out"));

        InvoiceReading reading = _reader.Read(file).Single();

        Assert.That((reading.Number, reading.Page, reading.Damaged), Is.EqualTo((Number, (int?)null, (string?)null)));
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {format} | {file.Length / 1024} KiB | {reading.Number} | {reading.Confidence:0.000} |"));
    }

    [Test]
    public void Every_page_of_a_document_has_its_reading()
    {
        byte[] pdf = Document(
            page => page.AddText("Invoice No. AB-12345678", 14, new PdfPoint(72, 700), Helvetica!),
            page => page.AddPng(File.ReadAllBytes(Photograph), new PdfRectangle(80, 100, 500, 660)),
            _ => { },
            page => page.AddText("Total 22099131", 14, new PdfPoint(72, 700), Helvetica!));

        IReadOnlyList<InvoiceReading> readings = _reader.ReadAll(pdf);

        Assert.That(readings.Select(reading => (reading.Page, reading.Status, reading.Number, reading.Reason)), Is.EqualTo(new (int?, InvoiceReadingStatus, string?, string)[]
        {
            (1, InvoiceReadingStatus.Read, "AB-12345678", ""),
            (2, InvoiceReadingStatus.Read, Number, ""),
            (3, InvoiceReadingStatus.NotFound, null, "The page has neither text nor a picture."),
            (4, InvoiceReadingStatus.NotFound, null, "The page's text holds no invoice number."),
        }));
        Assert.That((readings[0].Confidence, readings[0].IsComplete, readings[0].Box is not null), Is.EqualTo((1f, true, true)));
    }

    [Test]
    public void A_page_that_cannot_be_decoded_does_not_keep_the_others_back()
    {
        IReadOnlyList<InvoiceReading> readings = _reader.Read(References.Read("pdf/jbig2.pdf"));
        Assert.That((readings[0].Status, readings[0].Page), Is.EqualTo((InvoiceReadingStatus.Invalid, (int?)1)));
        Assert.That(readings[0].Reason, Does.StartWith("PDF, page 1: JBIG2 pictures are not supported"));
    }

    [TestCase(50, Number)]
    [TestCase(70, Number)]
    [TestCase(90, Number)]
    public void A_cut_PNG_gives_the_numbers_of_what_is_left(int percent, string? expected) => CheckCut(File.ReadAllBytes(Photograph), percent, expected, "PNG");

    [TestCase(50, Number)]
    [TestCase(70, Number)]
    [TestCase(90, Number)]
    public void A_cut_JPEG_gives_the_numbers_of_what_is_left(int percent, string? expected)
    {
        using var folder = new TemporaryFolder();
        RgbImage picture = ImageDecoder.LoadRgb(Photograph);
        File.WriteAllBytes(folder.File("in.ppm"), [.. Encoding.ASCII.GetBytes($"P6\n{picture.Width} {picture.Height}\n255\n"), .. picture.Samples]);
        CheckCut(Tool.Run("cjpeg", "-quality", "92", folder.File("in.ppm")), percent, expected, "JPEG");
    }

    [Test]
    public void Nothing_is_invented_where_the_cut_runs_through_the_number([Range(2, 40, 1)] int percent)
    {
        byte[] file = File.ReadAllBytes(Photograph);
        IReadOnlyList<InvoiceReading> readings;
        try
        {
            readings = InvoiceReader.Default.ReadAll(file.AsSpan(0, file.Length * percent / 100));
        }
        catch (InvalidImageException)
        {
            return; // Hardly a row is left.
        }

        Assert.That(readings.Where(reading => reading.Status == InvoiceReadingStatus.Read).Select(reading => reading.Number), Is.SubsetOf(new[] { Number, Number[3..] }));
        Assert.That(readings.All(reading => reading.Damaged is not null), Is.True);
    }

    private static void CheckCut(byte[] file, int percent, string? expected, string format)
    {
        byte[] cut = file[..(file.Length * percent / 100)];
        InvoiceReading reading = InvoiceReader.Default.Read(cut);
        TestContext.Out.WriteLine($"| {format}, {percent}% | {reading.Status} | {reading.Number} | {reading.Damaged} |");
        Assert.That(reading.Damaged, Does.StartWith($"{format}, byte ").And.EndsWith("it was cut off, so copy or download it again."));
        if (expected is not null)
        {
            Assert.That(reading.Number, Is.EqualTo(expected));
        }
        else
        {
            Assert.That(reading.Number, Is.Null.Or.EqualTo(Number));
        }

        InvoiceReader strict = InvoiceReader.Default.WithOptions(InvoiceReaderOptions.Default with { Strict = true });
        Assert.That(() => strict.Read(cut), Throws.TypeOf<InvalidImageException>());
    }

    private static string Place(TemporaryFolder folder, string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? folder.File(word) : $"{word[..colon]}:{folder.File(word[(colon + 1)..])}";
    }

    private static PdfDocumentBuilder.AddedFont? Helvetica { get; set; }

    private static byte[] Document(params Action<PdfPageBuilder>[] pages)
    {
        var builder = new PdfDocumentBuilder();
        Helvetica = builder.AddStandard14Font(UglyToad.PdfPig.Fonts.Standard14Fonts.Standard14Font.Helvetica);
        foreach (Action<PdfPageBuilder> fill in pages)
        {
            fill(builder.AddPage(595, 842));
        }

        return builder.Build();
    }
}
