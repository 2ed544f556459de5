namespace MlNetInvoice.Files;

public sealed class AtomicFileTests
{
    [Test]
    public void A_failed_write_leaves_the_old_file_and_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt");
        AtomicFile.Write(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void What_a_killed_process_left_is_removed_by_the_next_write()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt");
        foreach (string name in new[] { "a.txt.old.tmp", "a.txt.fresh.tmp", "b.txt.old.tmp" })
        {
            File.WriteAllText(folder.File(name), "part");
            if (name.Contains("old", StringComparison.Ordinal))
            {
                File.SetLastWriteTimeUtc(folder.File(name), DateTime.UtcNow - TimeSpan.FromMinutes(2));
            }
        }

        AtomicFile.Write(path, "new");

        Assert.That(Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "a.txt", "a.txt.fresh.tmp", "b.txt.old.tmp" }));
    }

    [Test]
    public void Many_writers_of_one_file_leave_one_of_their_versions()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt");

        Parallel.For(0, 50, i => AtomicFile.Write(path, new string((char)('a' + (i % 26)), 10_000)));

        string content = File.ReadAllText(path);
        Assert.That(content, Is.EqualTo(new string(content[0], 10_000)));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }
}
