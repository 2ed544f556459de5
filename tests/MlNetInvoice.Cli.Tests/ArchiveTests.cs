using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlNetInvoice.Cli;

/// <summary>A folder of many pictures, read by the program as a process of its own that is killed and started again.</summary>
[Platform("Linux,MacOsX", Reason = "The pictures are links.")]
public sealed class ArchiveTests
{
    private const int PerFolder = 1000;

    private static readonly string[] Samples =
        [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "assets", "samples"), "*-crop.png").Order(StringComparer.Ordinal)];

    [TestCase(500)]
    [TestCase(100_000, Explicit = true, Reason = "The long run: some minutes.")]
    public void Killed_in_the_middle_it_goes_on_without_a_gap_or_a_double(int pictures)
    {
        using var folder = new TemporaryFolder();
        string archive = folder.File("archive");
        for (int i = 0; i < pictures; i++)
        {
            string place = Path.Combine(archive, $"{i / PerFolder:000}");
            if (i % PerFolder == 0)
            {
                Directory.CreateDirectory(place);
            }

            File.CreateSymbolicLink(Path.Combine(place, $"{i % PerFolder:000}.png"), Samples[i % Samples.Length]);
        }

        string results = folder.File("results.jsonl");
        using (Process first = Start(archive, results))
        {
            long reached = UntilLines(results, pictures * 3 / 10, first);
            first.Kill();
            first.WaitForExit();
            Assert.That(reached, Is.LessThan(pictures), "it was killed before its end");
        }

        // Each tenth of the rest: how fast, and how much memory.
        List<long> memory = [];
        using (Process second = Start(archive, results))
        {
            var watch = Stopwatch.StartNew();
            double before = 0;
            long lines = 0;
            for (int tenth = 4; tenth <= 10; tenth++)
            {
                long last = lines;
                lines = UntilLines(results, (long)pictures * tenth / 10, second);
                if (!second.HasExited)
                {
                    second.Refresh();
                    memory.Add(second.WorkingSet64 >> 20);
                }

                double now = watch.Elapsed.TotalSeconds;
                TestContext.Progress.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{lines} of {pictures}: {(lines - last) / (now - before):0} a second since the last line, {memory.LastOrDefault()} MiB"));
                before = now;
            }

            Assert.That(second.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.That(second.ExitCode, Is.Zero);
        }

        string[] files = [.. File.ReadLines(results).Select(line =>
        {
            using JsonDocument record = JsonDocument.Parse(line);
            return record.RootElement.GetProperty("file").GetString()!;
        })];
        Assert.That(files, Has.Length.EqualTo(pictures));
        Assert.That(files.Distinct().Count(), Is.EqualTo(pictures));
        if (pictures > 10_000)
        {
            Assert.That(memory[^1], Is.LessThan(memory[0] * 1.2), "memory does not grow with what was read");
        }
    }

    private static long UntilLines(string path, long wanted, Process process)
    {
        long lines = 0;
        long position = 0;
        byte[] buffer = new byte[1 << 16];
        while (lines < wanted)
        {
            bool over = process.HasExited;
            if (File.Exists(path))
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                stream.Position = position;
                for (int count; (count = stream.Read(buffer)) > 0; position += count)
                {
                    lines += buffer.AsSpan(0, count).Count((byte)'\n');
                }
            }

            if (over)
            {
                break;
            }

            Thread.Sleep(10);
        }

        return lines;
    }

    private static Process Start(string archive, string results) => CommandProcess.Start("read", archive, "--crop", "--recursive", "--out", results, "--resume");
}
