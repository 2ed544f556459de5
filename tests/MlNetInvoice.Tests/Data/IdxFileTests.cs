using System.IO.Compression;

namespace MlNetInvoice.Data;

public sealed class IdxFileTests
{
    private static readonly byte[] Plain = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 11, 12, 13, 14, 15];

    [Test]
    public void Header_and_values_are_read()
    {
        IdxArray array = Read(Plain);

        Assert.That(array.Dimensions.ToArray(), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(array.Values.ToArray(), Is.EqualTo(new byte[] { 10, 11, 12, 13, 14, 15 }));
    }

    [Test]
    public void Gzip_is_recognised_by_its_first_bytes() => Assert.That(Read(Gzip(Plain)).Values.ToArray(), Is.EqualTo(Read(Plain).Values.ToArray()));

    [TestCase("values.idx")]
    [TestCase("values.idx.gz")]
    public void What_is_written_is_read_again(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(name);
        IdxFile.Write(path, new IdxArray([3], [1, 2, 3]));
        IdxFile.Write(path, Read(Plain));

        Assert.That(IdxFile.Read(path).Values.ToArray(), Is.EqualTo(Read(Plain).Values.ToArray()));
        Assert.That(File.ReadAllBytes(path)[0] == 0x1F, Is.EqualTo(name.EndsWith(".gz", StringComparison.Ordinal)));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1), "nothing is left beside the file");
    }

    [Test]
    public void A_file_may_be_empty_of_values() => Assert.That(Read([0, 0, 8, 1, 0, 0, 0, 0]).Values.Length, Is.Zero);

    [TestCase(new byte[] { }, "x: ends at offset 0, within the IDX header.")]
    [TestCase(new byte[] { 0, 0, 8 }, "x: ends at offset 3, within the IDX header.")]
    [TestCase(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "x: no IDX file: it begins with 89504E47 where 0000 is expected (offset 0).")]
    [TestCase(new byte[] { 0, 0, 0x0D, 1 }, "x: values of type 0x0D where only 0x08 (unsigned bytes) is read (offset 2).")]
    [TestCase(new byte[] { 0, 0, 8, 0 }, "x: 0 dimensions where 1 to 4 are expected (offset 3).")]
    [TestCase(new byte[] { 0, 0, 8, 5 }, "x: 5 dimensions where 1 to 4 are expected (offset 3).")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0 }, "x: ends at offset 6, within the IDX header.")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF }, "x: dimension 0 is 4294967295, more than 2147483647 (offset 4).")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 7 }, "x: has 9 bytes, but 10 are declared.")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0, 7 }, "x: has 9 bytes, but 8 are declared.")]
    [TestCase(new byte[] { 0, 0, 8, 2, 0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0 }, "x: declares 100000×100000 values, more than the 536870912 bytes allowed.")]
    public void A_fault_names_the_file_and_the_place(byte[] bytes, string message) =>
        Assert.That(Assert.Throws<InvalidDataSetException>(() => Read(bytes))!.Message, Is.EqualTo(message));

    [Test]
    public void Four_dimensions_whose_product_would_overflow_are_refused()
    {
        byte[] bytes = [0, 0, 8, 4, .. Enumerable.Repeat(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF }, 4).SelectMany(size => size)];

        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => Read(bytes))!.Message,
            Is.EqualTo("x: declares 2147483647×2147483647×2147483647×2147483647 values, more than the 536870912 bytes allowed."));
    }

    [Test]
    public void A_gzip_that_declares_more_than_it_can_hold_is_refused_before_anything_is_allocated()
    {
        byte[] bytes = Gzip([0, 0, 8, 1, 0x10, 0, 0, 0]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Throws<InvalidDataSetException>(() => Read(bytes))!;

        Assert.That(fault.Message, Is.EqualTo($"x: {bytes.Length} bytes of gzip cannot hold the 268435464 bytes that are declared."));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
    }

    [Test]
    public void A_gzip_that_ends_early_goes_on_or_is_damaged_is_refused()
    {
        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => Read(Gzip([0, 0, 8, 1, 0, 0, 0, 2, 7])))!.Message,
            Is.EqualTo("x: ends at offset 9, but 10 bytes are declared."));
        Assert.That(
            Assert.Throws<InvalidDataSetException>(() => Read(Gzip([0, 0, 8, 1, 0, 0, 0, 1, 7, 8])))!.Message,
            Is.EqualTo("x: goes on after offset 9, where its declared values end."));
        byte[] damaged = Gzip(Plain);
        damaged[2] = 0;
        Assert.That(Assert.Throws<InvalidDataSetException>(() => Read(damaged))!.Message, Does.StartWith("x: the gzip data is damaged: "));
    }

    [Test]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("none");

        Assert.That(Assert.Throws<InvalidDataSetException>(() => IdxFile.Read(path))!.Message, Does.StartWith($"{path}: cannot be opened: "));
    }

    [Test]
    public void The_cap_can_be_lowered() => Assert.That(
        Assert.Throws<InvalidDataSetException>(() => IdxFile.Read(new MemoryStream(Plain), "x", 5))!.Message,
        Is.EqualTo("x: declares 2×3 values, more than the 5 bytes allowed."));

    [Test]
    public void An_array_whose_sizes_contradict_its_values_is_refused()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new IdxArray([2, 3], new byte[5]))!.Message, Does.StartWith("The dimensions 2×3 want 6 values, not 5."));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new IdxArray([], []))!.Message, Does.StartWith("An IDX array has 1 to 4 dimensions, not 0."));
    }

    private static IdxArray Read(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes), "x");

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
