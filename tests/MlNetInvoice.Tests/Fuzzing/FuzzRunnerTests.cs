using MlNetInvoice.Fuzzing;

namespace MlNetInvoice.Tests.Fuzzing;

/// <summary>The harness must see what it looks for.</summary>
public class FuzzRunnerTests
{
    [Test]
    public void Crashes_and_excesses_are_counted_and_handed_over()
    {
        var findings = new List<string>();
        FuzzReport report = FuzzRunner.Run(new FaultyTarget(), 0, 4, 1, (number, input, result) => findings.Add($"{input[0]}: {result}"));
        Assert.That((report.Inputs, report.Crashes, report.Hangs, report.Excesses), Is.EqualTo((4, 1, 0, 1)));
        Assert.That(report.IsClean, Is.False);
        Assert.That(report.Outcomes, Is.EqualTo(new Dictionary<string, long> { ["InvalidImageException"] = 1, ["InvalidCastException"] = 1, ["read"] = 2 }));
        Assert.That(findings, Has.Count.EqualTo(2));
        Assert.That(findings[0], Is.EqualTo("1: InvalidCastException: not documented"));
        Assert.That(findings[1], Does.Match("^3: allocated 1000[0-9]{3} bytes of 1000 allowed$"));
    }

    [Test]
    public void Slow_inputs_are_hangs()
    {
        var slow = new FuzzResult(null, IsCrash: false, TimeSpan.FromSeconds(2.5), 0, 1);
        Assert.That(slow.IsHang, Is.True);
        Assert.That(slow.IsFinding, Is.True);
        Assert.That(slow.ToString(), Is.EqualTo("took 2.5 s"));
    }

    [Test]
    public void The_report_is_a_table()
    {
        var report = new FuzzReport("png");
        report.Add(new FuzzResult(null, IsCrash: false, TimeSpan.FromMilliseconds(3), 1 << 20, 1 << 22));
        report.Add(new FuzzResult(new InvalidImageException("x"), IsCrash: false, TimeSpan.FromMilliseconds(5), 10, 100));
        Assert.That(
            FuzzReport.Table([report]).Split('\n')[2],
            Is.EqualTo("| png | 2 | 1 | 1 InvalidImageException | 0 | 0 | 0 | 5 ms | 1.0 MiB | 25% |"));
    }

    /// <summary>Reads input 0 with a documented fault, 1 with another, 2 well, and 3 with far too much memory.</summary>
    private sealed class FaultyTarget : IFuzzTarget
    {
        private byte _next;

        public string Name => "faulty";

        public IReadOnlyList<byte[]> Seeds { get; } = [[0]];

        public byte[] Mutate(byte[] seed, byte[] other, Random random) => [_next++];

        public void Read(byte[] input)
        {
            if (input[0] < 2)
            {
                throw input[0] == 0 ? new InvalidImageException("documented") : new InvalidCastException("not documented");
            }

            GC.KeepAlive(new byte[input[0] == 3 ? 1_000_000 : 10]);
        }

        public bool IsDocumented(Exception fault) => fault is InvalidImageException;

        public long AllocationCap(byte[] input) => input[0] == 3 ? 1000 : 100_000;
    }
}
