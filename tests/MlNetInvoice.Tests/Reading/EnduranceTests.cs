using System.Globalization;

namespace MlNetInvoice.Reading;

/// <summary>One reader under many threads for long: the same results, and memory that does not grow.</summary>
public sealed class EnduranceTests
{
    private const int Threads = 16;
    private const long Slack = 16 * 1024 * 1024;

    [TestCase(1_600)]
    [TestCase(160_000, Explicit = true, Reason = "The long run: some minutes.")]
    public void Sixteen_threads_read_the_same_in_flat_memory(int reads)
    {
        InvoiceReader reader = InvoiceReader.Default.WithOptions(new InvoiceReaderOptions { Crop = true });
        byte[][] pictures = [.. new[] { "electronic-crop.png", "traditional-crop.png" }.Select(name => File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "assets", "samples", name)))];
        string[] expected = [.. pictures.Select(picture => Describe(reader.Read(picture)))];
        Run(reader, pictures, expected, Math.Max(reads / 10, 1_000));
        (long heap, long process) before = Memory();

        int different = Run(reader, pictures, expected, reads);

        (long heap, long process) after = Memory();
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reads} reads on {Threads} threads, {different} different; heap {before.heap >> 10} KiB before, {after.heap >> 10} KiB after; process {before.process >> 20} MiB before, {after.process >> 20} MiB after"));
        Assert.That(different, Is.Zero);
        Assert.That(after.heap, Is.LessThan(before.heap + Slack));
        Assert.That(after.process, Is.LessThan(before.process + (4 * Slack)));
    }

    private static int Run(InvoiceReader reader, byte[][] pictures, string[] expected, int reads)
    {
        int next = 0, different = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = Interlocked.Increment(ref next); i <= reads; i = Interlocked.Increment(ref next))
            {
                int picture = i % pictures.Length;
                if (Describe(reader.Read(pictures[picture])) != expected[picture])
                {
                    Interlocked.Increment(ref different);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return different;
    }

    private static (long Heap, long Process) Memory()
    {
        // Aggressive: what the collector keeps for later goes back to the system, or the working set would tell more of the collector than of us.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }

    private static string Describe(InvoiceReading reading) => string.Create(
        CultureInfo.InvariantCulture,
        $"{reading.Status} {reading.Number} {reading.Confidence:R} {reading.LettersConfidence:R} {reading.Box} {string.Join(' ', reading.Glyphs)}");
}
