using System.Diagnostics;

namespace MlNetInvoice.Fuzzing;

/// <summary>Makes inputs from a seed number, the same each time, and watches what they do.</summary>
public static class FuzzRunner
{
    /// <summary>Tries inputs of one format.</summary>
    /// <param name="target">The format.</param>
    /// <param name="first">Number of the first input.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Chooses among endless series of inputs.</param>
    /// <param name="onFinding">Told every input that did what it must not.</param>
    public static FuzzReport Run(IFuzzTarget target, int first, int count, int seed, Action<int, byte[], FuzzResult> onFinding)
    {
        var report = new FuzzReport(target.Name);
        for (int number = first; number < first + count; number++)
        {
            byte[] input = Make(target, number, seed);
            FuzzResult result = Try(target, input);
            if (result.IsHang)
            {
                FuzzResult again = Try(target, input); // A busy machine may have been elsewhere meanwhile.
                result = again.Time < result.Time ? again : result;
            }

            report.Add(result);
            if (result.IsFinding)
            {
                onFinding(number, input, result);
            }
        }

        return report;
    }

    /// <summary>One input of a series.</summary>
    /// <param name="target">The format.</param>
    /// <param name="number">Its number in the series.</param>
    /// <param name="seed">The series.</param>
    public static byte[] Make(IFuzzTarget target, int number, int seed)
    {
        var random = new Random(unchecked((number * 397) ^ (seed * 1_000_003)));
        byte[] start = target.Seeds[random.Next(target.Seeds.Count)];
        byte[] other = target.Seeds[random.Next(target.Seeds.Count)];
        return target.Mutate(start, other, random);
    }

    /// <summary>Reads one input and measures what that took.</summary>
    public static FuzzResult Try(IFuzzTarget target, byte[] input)
    {
        long cap = target.AllocationCap(input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? caught = null;
        try
        {
            target.Read(input);
        }
#pragma warning disable CA1031 // Any exception at all is what is looked for.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            caught = fault;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new FuzzResult(caught, caught is not null && !target.IsDocumented(caught), time, allocated, cap);
    }
}
