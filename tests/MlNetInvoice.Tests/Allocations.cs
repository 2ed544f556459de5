namespace MlNetInvoice;

/// <summary>Counts what calls allocate.</summary>
internal static class Allocations
{
    private const int Attempts = 10;

    /// <summary>
    /// Bytes that every call allocates on the calling thread: the least of ten. A single count may be too high, as a collection that happens to run meanwhile can book the
    /// thread's whole allocation window (8 KB) as used.
    /// </summary>
    public static long Least(Action call)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
