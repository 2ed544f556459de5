using System.Diagnostics;

namespace MlNetInvoice.Benchmarks.Peers;

/// <summary>Times an action call by call: the median is what it takes while nothing else interrupts it, on a machine that does other work too.</summary>
internal static class MedianTime
{
    /// <summary>Whether the processor's time in this process counts, not the time that passes: the mean then, since that clock is coarse.</summary>
    public static bool CountsProcessorTime { get; set; }

    /// <summary>Seconds of the median call.</summary>
    public static double Of(int calls, Action action)
    {
        if (CountsProcessorTime)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < calls; i++)
            {
                action();
            }

            return (Environment.CpuUsage.TotalTime - start).TotalSeconds / calls;
        }

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
