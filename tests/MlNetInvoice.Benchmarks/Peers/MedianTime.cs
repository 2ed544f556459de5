using System.Diagnostics;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>Times an action call by call: the median is what it takes while nothing else interrupts it, on a machine that does other work too.</summary>
internal static class MedianTime
{
    /// <summary>Seconds of the median call.</summary>
    public static double Of(int calls, Action action)
    {
        long[] ticks = new long[calls];
        for (int i = 0; i < calls; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            action();
            ticks[i] = Stopwatch.GetTimestamp() - begin;
        }

        Array.Sort(ticks);
        return (double)ticks[calls / 2] / Stopwatch.Frequency;
    }
}
