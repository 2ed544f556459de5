namespace MlNetInvoice.Batch;

public sealed class PictureFilesTests
{
    [Test]
    public void Pictures_come_in_order_with_or_without_subfolders()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        foreach (string name in new[] { "b.JPG", "c.png", "notes.txt", "a/z.pgm", "a/readme.md" })
        {
            File.WriteAllText(folder.File(name), "");
        }

        Assert.That(PictureFiles.Enumerate(folder.Path, recursive: false), Is.EqualTo(new[] { folder.File("b.JPG"), folder.File("c.png") }));
        Assert.That(
            PictureFiles.Enumerate(folder.Path, recursive: true),
            Is.EqualTo(new[] { folder.File("b.JPG"), folder.File("c.png"), Path.Combine(folder.Path, "a", "z.pgm") }));
    }

    [Test]
    public void All_files_but_hidden_ones_come_in_the_same_order()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "b.JPG", "notes.txt", "Thumbs.db", ".hidden.png", "a.docx" })
        {
            File.WriteAllText(folder.File(name), "");
        }

        Assert.That(PictureFiles.EnumerateAll(folder.Path, recursive: true), Is.EqualTo(new[] { folder.File("a.docx"), folder.File("b.JPG"), folder.File("notes.txt") }));
    }

    [Test]
    public void Endings_are_those_of_the_formats_that_are_decoded() => Assert.That(
        PictureFiles.Extensions, Is.EqualTo(new[] { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".pbm", ".pgm", ".ppm", ".pnm", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".jp2", ".j2k", ".jxl", ".pdf" }));
}
