using System.IO.Compression;

namespace MlNetInvoice.Documents;

public class PictureArchiveTests
{
    [Test]
    public void Files_are_listed_and_unpacked_and_leftovers_passed_over()
    {
        using PictureArchive archive = Open(null, ("a.jpg", [1, 2]), ("__MACOSX/._a.jpg", [0]), ("sub/", []), ("sub/b.pdf", [3]), (".hidden", [4]));
        Assert.That(archive.Names, Is.EqualTo(new[] { "a.jpg", "sub/b.pdf" }));
        Assert.That(archive.Read(1), Is.EqualTo(new byte[] { 3 }));
        Assert.That(archive.Read(0), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void Bombs_are_refused_whatever_they_declare()
    {
        byte[] zeros = new byte[8 << 20];
        using PictureArchive packed = Open(null, ("zeros", zeros));
        Assert.That(() => packed.Read(0), Throws.TypeOf<ImageTooLargeException>().With.Message.Match("^ZIP: the file unpacks to more than [0-9]+ bytes: give it by itself, or raise the limits of ArchiveOptions.$"));
        using PictureArchive large = Open(new ArchiveOptions { MaxRatio = 2000, MaxFileBytes = 1 << 20 }, ("zeros", zeros));
        Assert.That(() => large.Read(0), Throws.TypeOf<ImageTooLargeException>());
        using PictureArchive total = Open(new ArchiveOptions { MaxRatio = 2000, MaxTotalBytes = 12 << 20 }, ("a", zeros), ("b", zeros));
        Assert.That(total.Read(0), Has.Length.EqualTo(zeros.Length));
        Assert.That(() => total.Read(1), Throws.TypeOf<ImageTooLargeException>());
        Assert.That(
            () => Open(new ArchiveOptions { MaxFiles = 1 }, ("a", [1]), ("b", [2])),
            Throws.TypeOf<ImageTooLargeException>().With.Message.EqualTo("ZIP: the archive has more than 1 files: split it, or raise ArchiveOptions.MaxFiles."));
    }

    [Test]
    public void A_damaged_archive_is_named() => Assert.That(
        () => new PictureArchive(new MemoryStream([.. "PK\u0003\u0004 and nothing more"u8])),
        Throws.TypeOf<InvalidImageException>().With.Message.EqualTo("ZIP: the file is damaged or was cut off, so copy or download it again."));

    private static PictureArchive Open(ArchiveOptions? options, params (string Name, byte[] Content)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return new PictureArchive(stream, options);
    }
}
