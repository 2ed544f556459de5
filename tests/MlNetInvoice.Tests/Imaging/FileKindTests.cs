using System.IO.Compression;
using MlNetInvoice.Imaging;

namespace MlNetInvoice.Tests.Imaging;

/// <summary>What is no PNG and no JPEG is told for what it is, in words.</summary>
public class FileKindTests
{
    private static IEnumerable<TestCaseData> Others =>
    [
        Case("empty", "The file is empty, not a picture; give a PNG or JPEG picture."),
        Case("WebP", "WebP pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", "RIFF\0\0\0\0WEBPVP8 "u8),
        Case("HEIC", "HEIC pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"u8),
        Case("HEIC of the structural brand", "HEIC pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic"u8),
        Case("AVIF", "AVIF pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", "\0\0\0\u001Cftypmif1\0\0\0\0avifmif1miaf"u8),
        Case("PDF", "PDF documents need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", "%PDF-1.7"u8),
        Case("arithmetic JPEG", "Arithmetic JPEG pictures need the MlNetInvoice.Documents package, set as ImageDecoderOptions.Codec; or save the picture as PNG or JPEG.", 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC9, 0, 11),
        Case("video", "The file is a video, not a picture; give a PNG or JPEG picture.", "\0\0\0\u0014ftypisom\0\0\0\0isom"u8),
        Case("old Word", "The file is an old Office document (.doc, .xls, .ppt or .msg), not a picture; give a PNG or JPEG picture.", 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0),
        Case("SVG", "The file is an SVG drawing, not a picture; give a PNG or JPEG picture.", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"u8),
        Case("web page", "The file is a web page, not a picture; give a PNG or JPEG picture.", "<!DOCTYPE html><html></html>"u8),
        Case("text", "The file is a text file, not a picture; give a PNG or JPEG picture.", "invoice numbers: none"u8),
        Case("text that begins as a bitmap does", "The file is a text file, not a picture; give a PNG or JPEG picture.", "BMW invoices of this year"u8),
        Case("noise", "The file is neither a picture nor a document that is known here; give a PNG or JPEG picture.", 7, 0, 250, 3, 9, 1),
        Case("PostScript", "The file is a PostScript document, not a picture; give a PNG or JPEG picture.", "%!PS-Adobe-3.0"u8),
    ];

    [TestCaseSource(nameof(Others))]
    public void Files_are_named_in_words(byte[] file, string message) => Assert.That(() => ImageDecoder.DecodeGray(file), Throws.TypeOf<InvalidImageException>().With.Message.EqualTo(message));

    [TestCase("word/document.xml", "a Word document")]
    [TestCase("xl/workbook.xml", "an Excel workbook")]
    [TestCase("ppt/presentation.xml", "a PowerPoint presentation")]
    [TestCase("a.jpg", "a ZIP archive")]
    public void Packages_are_named_by_what_is_in_them(string entry, string name)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry(entry);
        }

        Assert.That(() => ImageDecoder.DecodeGray(file.ToArray()), Throws.TypeOf<InvalidImageException>().With.Message.EqualTo($"The file is {name}, not a picture; give a PNG or JPEG picture."));
    }

    private static TestCaseData Case(string name, string message, params ReadOnlySpan<byte> file) => new TestCaseData(file.ToArray(), message).SetArgDisplayNames(name);
}
