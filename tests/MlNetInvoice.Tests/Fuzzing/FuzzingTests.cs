using MlNetInvoice.Fuzzing;
using MlNetInvoice.Fuzzing.Targets;

namespace MlNetInvoice.Tests.Fuzzing;

/// <summary>A short run of the fuzzing harness, and every input that ever broke something. Time is not judged here: machines differ.</summary>
public class FuzzingTests
{
    private const int Inputs = 2000;
    private const int Series = 20;

    private static string[] Formats => [.. FuzzTargets.All.Select(target => target.Name)];

    private static string[] Regressions => Directory.Exists(SeedFiles.Regressions)
        ? [.. Directory.GetFiles(SeedFiles.Regressions, "*.bin", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(SeedFiles.Regressions, path)).Order(StringComparer.Ordinal)]
        : [];

    [TestCaseSource(nameof(Formats))]
    public void Hostile_input_ends_in_documented_exceptions_and_stays_within_its_memory(string format)
    {
        IFuzzTarget target = FuzzTargets.Find(format)!;
        var findings = new List<string>();
        FuzzReport report = FuzzRunner.Run(target, 0, Inputs, Series, (number, _, result) => findings.Add($"input {number}: {result}"));
        Assert.That(findings.Where(finding => !finding.Contains(" took ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(report.Inputs, Is.EqualTo(Inputs));
        Assert.That(report.Outcomes[FuzzReport.Read], Is.GreaterThan(Inputs / 100), "mutations that always destroy test nothing");
        Assert.That(report.Outcomes.Values.Sum() - report.Outcomes[FuzzReport.Read], Is.GreaterThan(Inputs / 10), "mutations that never destroy test nothing");
    }

    [TestCaseSource(nameof(Regressions))]
    public void What_broke_once_is_mended(string file)
    {
        IFuzzTarget target = FuzzTargets.Find(file.Split(Path.DirectorySeparatorChar)[0])!;
        FuzzResult result = FuzzRunner.Try(target, File.ReadAllBytes(Path.Combine(SeedFiles.Regressions, file)));
        Assert.That(result.IsCrash || result.IsExcess, Is.False, result.ToString());
    }

    [TestCaseSource(nameof(Formats))]
    public void Every_seed_is_sound_and_a_series_is_the_same_each_time(string format)
    {
        IFuzzTarget target = FuzzTargets.Find(format)!;
        Assert.That(target.Seeds, Is.Not.Empty);
        foreach (byte[] seed in target.Seeds)
        {
            FuzzResult result = FuzzRunner.Try(target, seed);
            string[] known = ["is not supported", "need the MlNetInvoice.Documents package", "the document is encrypted"];
            bool isUnsupported = result.Fault is not null && known.Any(reason => result.Fault.Message.Contains(reason, StringComparison.Ordinal));
            Assert.That(result.Fault is null || isUnsupported, Is.True, result.Fault?.Message);
        }

        for (int number = 0; number < 20; number++)
        {
            Assert.That(FuzzRunner.Make(target, number, 5), Is.EqualTo(FuzzRunner.Make(target, number, 5)));
        }
    }
}
