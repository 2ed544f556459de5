using System.Diagnostics;
using MlNetInvoice.Server.Sources;

namespace MlNetInvoice.Documents;

/// <summary>Decoding in child processes: the same pages, and nothing that happens to a child happens to this process.</summary>
public class DecoderPoolTests
{
    private DecoderPool _pool = null!;

    [OneTimeSetUp]
    public void Start() => _pool = DecoderPrograms.CreatePool(2);

    [OneTimeTearDown]
    public void Stop() => _pool.Dispose();

    [TestCase("webp/lossy.webp")]
    [TestCase("tiff/pages.tif")]
    [TestCase("pdf/mixed.pdf")]
    [TestCase("pdf/jbig2.pdf")]
    [TestCase("heic/picture.heic")]
    public void A_child_gives_the_same_pages(string name)
    {
        DocumentPage[] here = References.Pages(name);
        DocumentPage[] there = [.. _pool.Decode(References.Read(name))];
        Assert.That(there.Select(Describe), Is.EqualTo(here.Select(Describe)));
    }

    [Test]
    public void Faults_come_through_with_their_messages()
    {
        Assert.That(() => _pool.Decode(References.Read("pdf/encrypted.pdf")).ToList(), Throws.TypeOf<InvalidImageException>().With.Message.StartWith("PDF: the document is encrypted"));
        Assert.That(() => _pool.Decode(References.Read("pdf/mixed.pdf"), new DocumentOptions { MaxPages = 1 }).ToList(), Throws.TypeOf<ImageTooLargeException>().With.Message.StartWith("PDF: the file has 4 pages"));
        Assert.That(_pool.Decode(References.Read("gif/palette.gif")).Single().Image, Is.Not.Null, "the child goes on");
    }

    [Test]
    public void A_child_that_dies_is_replaced()
    {
        using var pool = new DecoderPool("sh", ["-c", "head -c 100 > /dev/null; kill -SEGV $$"], 1);
        for (int i = 0; i < 3; i++)
        {
            Assert.That(
                () => pool.Decode(References.Read("webp/lossy.webp")).ToList(),
                Throws.TypeOf<InvalidImageException>().With.Message.EqualTo("WebP: the file made its decoder fail; it is damaged, so save it again in another format."));
        }
    }

    [Test]
    public void A_child_that_takes_too_long_is_ended()
    {
        using var pool = new DecoderPool("sleep", ["60"], 1);
        var clock = Stopwatch.StartNew();
        Assert.That(
            () => pool.Decode(References.Read("webp/lossy.webp"), new DocumentOptions { Timeout = TimeSpan.FromMilliseconds(300) }).ToList(),
            Throws.TypeOf<InvalidImageException>().With.Message.EqualTo("WebP: the file took longer than 0.3 s to decode: simplify it, or raise DocumentOptions.Timeout."));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void A_child_that_takes_too_much_memory_is_ended()
    {
        using var pool = new DecoderPool("sh", ["-c", "x=$(head -c 200000000 /dev/zero | tr '\\0' a); sleep 60"], 1);
        Assert.That(
            () => pool.Decode(References.Read("webp/lossy.webp"), new DocumentOptions { MaxMemoryBytes = 64L << 20 }).ToList(),
            Throws.TypeOf<ImageTooLargeException>().With.Message.StartWith("WebP: the file takes more than 64 MiB of memory to decode"));
    }

    [Test]
    public void A_child_that_lies_about_its_pages_is_refused()
    {
        // A page of 100,000 × 100,000 pixels: what a child that a file has taken over might say.
        string page = "\\001\\001\\000\\000\\000\\000\\000\\000" + string.Concat(Enumerable.Repeat("\\000", 16)) + "\\240\\206\\001\\000\\240\\206\\001\\000";
        using var pool = new DecoderPool("sh", ["-c", $"printf '{page}'; cat > /dev/null"], 1);
        Assert.That(() => pool.Decode(References.Read("webp/lossy.webp")).ToList(), Throws.TypeOf<InvalidImageException>().With.Message.StartWith("WebP: the file made its decoder fail"));
    }

    private static string Describe(DocumentPage page) =>
        $"{page.Number} {page.Fault} {page.Damage} {page.Image?.Width}×{page.Image?.Height} {(page.Image is null ? "" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(page.Image.Samples)))} "
        + $"{page.Text?.Width} {page.Text?.IsHidden} {string.Join(' ', page.Text?.Words.Select(word => word.ToString()) ?? [])} {string.Join(' ', page.Text?.Numbers.Select(number => number.ToString()) ?? [])}";
}
